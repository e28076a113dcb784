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

package io.github.assetsboot.project;

import java.security.Principal;
import java.util.Arrays;
import java.util.List;

import jakarta.servlet.http.Cookie;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link VersionKeys}.
 */
class VersionKeysTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private @Nullable String find(String... values) {
		return new VersionKeys(List.of(values)).find(this.request);
	}

	@Test
	void firstKeyThatTheRequestHasCounts() {
		this.request.setRemoteAddr("192.0.2.1");
		String[] values = { "header:X-Key", " cookie : client ", "principal", "session", "address" };
		assertThat(find(values)).isEqualTo("192.0.2.1");
		String session = String.valueOf(this.request.getSession(true).getId());
		assertThat(find(values)).isEqualTo(session);
		this.request.setUserPrincipal((Principal) () -> "ann");
		assertThat(find(values)).isEqualTo("ann");
		this.request.setCookies(new Cookie("other", "x"), new Cookie("client", "c1"), new Cookie("client", "c2"));
		assertThat(find(values)).isEqualTo("c1");
		this.request.addHeader("X-Key", " ");
		assertThat(find(values)).isEqualTo("c1");
		this.request.removeHeader("X-Key");
		this.request.addHeader("x-key", "k1");
		assertThat(find(values)).isEqualTo("k1");
	}

	@Test
	void noSessionIsCreated() {
		assertThat(find("session")).isNull();
		assertThat(this.request.getSession(false)).isNull();
	}

	@Test
	void requestWithoutAKeyHasNone() {
		assertThat(find()).isNull();
		assertThat(find("header:X-Key", "cookie:client", "principal")).isNull();
	}

	@Test
	void fieldsAreThoseOfAllKeys() {
		assertThat(new VersionKeys(
				List.of("header:X-Key", "principal", "cookie:a", "session", "header:X-Other", "address"))
			.fields()).containsExactly("X-Key", "Cookie", "X-Other");
	}

	@ParameterizedTest
	@CsvSource({ "header:X-Key, false", "cookie:a, false", "principal, true", "session, true", "address, true" })
	void keyThatNoFieldTellsIsPrivate(String value, boolean expected) {
		assertThat(new VersionKeys(List.of("header:X-First", value)).isPrivate()).isEqualTo(expected);
	}

	@Test
	void onlyThePrincipalIsKnownLate() {
		assertThat(new VersionKeys(List.of("header:X-Key", "session", "address")).isKnownEarly(this.request)).isTrue();
		VersionKeys keys = new VersionKeys(List.of("header:X-Key", "principal", "address"));
		assertThat(keys.isKnownEarly(this.request)).isFalse();
		this.request.addHeader("X-Key", "k");
		assertThat(keys.isKnownEarly(this.request)).isTrue();
		assertThat(new VersionKeys(List.of()).isKnownEarly(this.request)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "ip | 'ip' is none of", "\"\" | '' is none of", "header | needs the name of a header field",
					"header: | needs the name of a header field", "header:X Key | needs the name of a header field",
					"cookie:a;b | needs the name of a cookie", "address:x | has a name", "Header:X | is none of" })
	void placeThatCannotBeMeantIsRefused(String value, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> new VersionKeys(Arrays.asList("address", value)))
			.withMessageContaining(reason);
	}

}
