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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DevServerUrl} and {@link DevServerUri}.
 *
 * @author the Assets for Spring Boot authors
 */
class DevServerUrlTests {

	@ParameterizedTest
	@CsvSource({ "http://localhost:5173, http://localhost:5173, true",
			"' http://localhost:5173/ ', http://localhost:5173, true",
			"HTTPS://App.Localhost, https://app.localhost, true", "http://127.0.0.1:1, http://127.0.0.1:1, true",
			"http://[::1]:5173, http://[::1]:5173, true", "http://vite, http://vite, false",
			"http://192.168.1.5:5173, http://192.168.1.5:5173, false",
			"http://localhost.evil.example, http://localhost.evil.example, false" })
	void urlIsUnderstood(String text, String url, boolean local) {
		DevServerUrl parsed = DevServerUrl.of(text);
		assertThat(parsed).hasToString(url);
		assertThat(parsed.isEncrypted()).isEqualTo(url.startsWith("https"));
		assertThat(parsed.isLocal()).isEqualTo(local);
	}

	@ParameterizedTest
	@CsvSource({ "localhost:5173, must start with", "5173, must start with", "ftp://localhost, must start with",
			"http://, not a URL", "http://a b, not a URL", "http:///path, no host",
			"http://user:secret@localhost, nothing but", "http://localhost/app, nothing but",
			"http://localhost?a, nothing but", "http://localhost#a, nothing but" })
	void anythingElseIsRefused(String text, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> DevServerUrl.of(text)).withMessageContaining(reason);
	}

	@Test
	void localhostHasTwoAddresses() {
		assertThat(DevServerUrl.of("http://localhost:5173").origins()).containsExactly("http://localhost:5173",
				"http://127.0.0.1:5173", "http://[::1]:5173");
		assertThat(DevServerUrl.of("http://vite:5173").origins()).containsExactly("http://vite:5173");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "/a%2Fb.js?x=%2F /a%2Fb.js?x=%2F", "/[id].js?x=[1]&y=? /%5Bid%5D.js?x=%5B1%5D&y=%3F",
					"/100%.js /100%25.js", "/%zz /%25zz", "/a|b^c.js /a%7Cb%5Ec.js", "/é.js /%C3%A9.js",
					"//a//b //a//b", "/a:b@c;d=e,f /a:b@c;d=e,f" })
	void targetIsAValidOne(String target, String sent) {
		assertThat(DevServerUri.toUri("http://localhost:5173", target)).hasToString("http://localhost:5173" + sent);
	}

}
