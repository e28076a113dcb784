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

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A plain web application of one controller. It prints what its start has cost as soon as
 * it is ready.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class StartedApplication {

	/**
	 * The line that begins with this tells the processor time in microseconds and the
	 * number of loaded classes.
	 */
	static final String READY = "Ready: ";

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(StartedApplication.class);
		application.addListeners((event) -> {
			if (event instanceof ApplicationReadyEvent) {
				OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
				long microseconds = system.getProcessCpuTime() / 1000;
				System.out.println(READY + microseconds + " "
						+ ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
			}
		});
		application.run(args);
	}

	@GetMapping("/controller")
	String hello() {
		return "Hello";
	}

}
