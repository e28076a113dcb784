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

package io.github.assetsboot.benchmarks;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * An application with one folder of files, {@code assets.directory}, and several ways to
 * serve them: by the starter at {@code /}, by Spring's resource handler at
 * {@code /spring/} and, with {@code benchmarks.ceiling=true}, from constant arrays at
 * {@code /ceiling/}. With {@code assets.enabled=false} it is the same application without
 * the starter.
 *
 * @author the Assets for Spring Boot authors
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan(
		excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = StartedApplication.class))
public class BenchmarkServer {

	/**
	 * The auto-configurations that are left out unless a benchmark needs them.
	 */
	static final String REDIS = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration";

	static final String THYMELEAF = "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration";

	public static void main(String[] args) {
		SpringApplication.run(BenchmarkServer.class, args);
	}

}
