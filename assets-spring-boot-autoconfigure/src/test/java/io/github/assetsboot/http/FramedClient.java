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

package io.github.assetsboot.http;

import java.io.IOException;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that checks where a response ends: after each response, the connection serves
 * the next request, unless the response ends the connection.
 */
final class FramedClient implements Client {

	private final SocketClient client;

	FramedClient(SocketClient client) {
		this.client = client;
	}

	@Override
	public Response send(Request request) throws IOException {
		Response response = this.client.send(request);
		if (response.has("connection")) {
			assertThat(response.header("connection")).isEqualToIgnoringCase("close");
			assertThat(response.status()).as("a status that may close the connection").isIn(400, 431);
			return response;
		}
		Response next = this.client.get(Site.PROBE);
		assertThat(next.status()).as("the next response on the connection").isEqualTo(200);
		assertThat(next.body()).isEqualTo(Site.PROBE_TEXT);
		return response;
	}

	@Override
	public void close() throws IOException {
		this.client.close();
	}

}
