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

package io.github.assetsboot.sample.react;

import io.github.assetsboot.security.AssetsRequest;
import jakarta.servlet.DispatcherType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;

/**
 * Opens the front end to everybody, and the API to who is logged in.
 *
 * @author the Assets for Spring Boot authors
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	/**
	 * The log-in, the log-out and the API. Only they set the CSRF cookie: a page or a
	 * script never does, so that caches may keep them.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain api(HttpSecurity http) {
		HttpStatusEntryPoint unauthorized = new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED);
		return http.securityMatcher("/api/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.csrf((csrf) -> csrf.spa())
			.requestCache((cache) -> cache.disable())
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(unauthorized))
			.formLogin((login) -> login.loginProcessingUrl("/api/login")
				.successHandler((request, response, user) -> response.setStatus(204))
				.failureHandler(unauthorized::commence))
			.logout((logout) -> logout.logoutUrl("/api/logout")
				.logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler()))
			.build();
	}

	/**
	 * Everything else.
	 */
	@Bean
	@Order(2)
	SecurityFilterChain frontEnd(HttpSecurity http) {
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toAssets())
				.permitAll()
				.requestMatchers("/actuator/health")
				.permitAll()
				.dispatcherTypeMatchers(DispatcherType.ERROR)
				.permitAll()
				.anyRequest()
				.denyAll())
			.build();
	}

}
