/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.assetsboot.sample.livereload;

import io.github.assetsboot.security.AssetsRequest;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * An application with a strict Content Security Policy.
 */
@SpringBootApplication
public class LiveReloadApplication {

	public static void main(String[] args) {
		SpringApplication.run(LiveReloadApplication.class, args);
	}

	@Bean
	SecurityFilterChain security(HttpSecurity http, @Value("${sample.open:true}") boolean open) {
		return http
			.headers((headers) -> headers.contentSecurityPolicy((policy) -> policy
				.policyDirectives("default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'")))
			.authorizeHttpRequests((requests) -> {
				requests.requestMatchers(AssetsRequest.toLiveReload()).permitAll();
				requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
				if (open) {
					requests.anyRequest().permitAll();
				}
				else {
					requests.anyRequest().authenticated();
				}
			})
			.formLogin(Customizer.withDefaults())
			.build();
	}

}
