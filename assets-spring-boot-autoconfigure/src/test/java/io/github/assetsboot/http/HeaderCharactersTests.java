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
import io.github.assetsboot.testing.Transport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Characters beyond ASCII in header fields and locations, as they come over the wire.
 */
@ExtendWith(OutputCaptureExtension.class)
class HeaderCharactersTests {

	@RegisterExtension
	static final Site site = new Site().file("app.js", "let a = 1").file("_headers", """
			/app.js
			  X-Before: 1
			  X-Beyond: a\u4e2db
			  X-Next: \u0100
			  X-Emoji: \ud83d\ude00
			  X-Latin: \u00fc\u00ff
			  X-C1: a\u0085b\u0080\u009fc
			  X-Space: a\u00a0b\tc
			  X-After: 1
			""").file("_redirects", """
			/path /\u4e2d/\u00fc?\u4e2d=\u0100#\u2192
			/host https://\u4e2d.example.com/\u4e2d
			/user https://\u4e2d@example.com/
			/wild/* /x\u4e2d/:splat
			""");

	@EveryTransport
	void fieldThatTheContainerWouldRefuseIsLeftOut(Transport transport, CapturedOutput output) throws IOException {
		try (Client client = site.connect(transport)) {
			Response response = client.send(Request.get("/app.js"));
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("let a = 1");
			assertThat(response.fields()).containsKeys("x-before", "x-latin", "x-c1", "x-space", "x-after")
				.doesNotContainKeys("x-beyond", "x-next", "x-emoji");
		}
		assertThat(output).doesNotContain("\tat ");
	}

	@EveryTransport("""
			/path       | /%E4%B8%AD/%C3%BC?%E4%B8%AD=%C4%80#%E2%86%92
			/host       | https://xn--fiq.example.com/%E4%B8%AD
			/user       | https://%E4%B8%AD@example.com/
			/wild/%C3%BF/a | /x%E4%B8%AD/%C3%BF/a
			""")
	void locationIsAscii(Transport transport, String target, String location) throws IOException {
		try (Client client = site.connect(transport)) {
			assertThat(client.send(Request.get(target)).header("location")).isEqualTo(location);
		}
	}

}
