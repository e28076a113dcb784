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

package io.github.assetsboot.devserver;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import io.github.assetsboot.devserver.DevServer.DevServerRequest;
import io.github.assetsboot.devserver.DevServer.DevServerResponse;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DevServer}, the first test to read of this package.
 *
 * <p>
 * During development, a server such as Vite answers in place of the files.
 * {@link DevServerRoutingIT} holds which requests reach it, {@link DevServerTransferIT}
 * how a request and its response are passed on.
 *
 * @author the Assets for Spring Boot authors
 */
class DevServerTests {

	private static DevServerRequest request(String target) {
		return new DevServerRequest("GET", target, "localhost", new HttpHeaders(), null, -1, true);
	}

	@Test
	void serverThatHangsIsGivenUp() throws IOException {
		CountDownLatch end = new CountDownLatch(1);
		try (FakeDevServer fake = new FakeDevServer()) {
			fake.on("/hangs", (exchange) -> {
				try {
					end.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
			DevServer server = new DevServer(DevServerUrl.of(fake.url()), List.of(), Optional.empty(),
					Duration.ofMillis(200));
			try (DevServerResponse response = server.fetch(request("/hangs"))) {
				assertThat(response.status()).isEqualTo(502);
			}
			end.countDown();
			try (DevServerResponse response = server.fetch(request("/"))) {
				assertThat(response.body().readAllBytes()).asString().isEqualTo(FakeDevServer.PAGE);
			}
		}
	}

	@Test
	void redirectIsNotFollowed() throws IOException {
		try (FakeDevServer fake = new FakeDevServer()) {
			fake.on("/moved", (exchange) -> {
				exchange.getResponseHeaders().set("Location", "/");
				FakeDevServer.respond(exchange, 302, "text/plain", "");
			});
			DevServer server = new DevServer(fake.url(), List.of());
			try (DevServerResponse response = server.fetch(request("/moved"))) {
				assertThat(response.status()).isEqualTo(302);
			}
			assertThat(fake.received()).hasSize(1);
		}
	}

}
