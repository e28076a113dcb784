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

package io.github.assetsboot.environment;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose requests are handled by virtual threads.
 *
 * @author the Assets for Spring Boot authors
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsIT {

	private static final int CLIENTS = 50;

	@ParameterizedTest
	@EnumSource(Container.class)
	void manyFirstRequestsAtOnceAreAnswered(Container container) throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		try (RunningApplication application = RunningApplication.start(container, Application.class,
				"spring.threads.virtual.enabled=true")) {
			int port = Applications.port(application.context());
			List<CompletableFuture<String>> bodies = IntStream.range(0, CLIENTS)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> get(port, (i % 2 == 0) ? "/app.js" : "/deep/" + i),
						clients))
				.toList();
			CompletableFuture.allOf(bodies.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
			for (int i = 0; i < CLIENTS; i++) {
				assertThat(bodies.get(i).join()).isEqualTo((i % 2 == 0) ? "let a = 1" : "fallback page");
			}
			assertThat(application.body("/virtual")).isEqualTo("true");
		}
		finally {
			clients.shutdownNow();
		}
	}

	private static String get(int port, String target) {
		try (SocketClient client = new SocketClient(port)) {
			Response response = client.send("GET", target, Map.of());
			return response.body();
		}
		catch (Exception ex) {
			return ex.toString();
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

	}

	@RestController
	static class Controller {

		@GetMapping("/virtual")
		String virtual() throws ReflectiveOperationException {
			return String.valueOf(Thread.class.getMethod("isVirtual").invoke(Thread.currentThread()));
		}

	}

}
