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

package io.github.assetsboot.routing;

import io.github.assetsboot.routing.RoutingRequest.RequestTarget;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestTarget}.
 *
 * @author the Assets for Spring Boot authors
 */
class RequestTargetTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			http://example.com,                   http://example.com,      '',    -
			https://Example.COM:8443/a/b?c=d?e#f, https://example.com:8443, /a/b, c=d?e
			http://me:secret@example.com/a,       http://example.com,      /a,    -
			http://[::1]:8080/a,                  http://[::1]:8080,       /a,    -
			http://[::1]?q,                       http://[::1],            '',    q
			http://example.com:80/@x:1,           http://example.com,      /@x:1, -
			/a/b,                                 -,                       /a/b,  -
			/?q#f,                                -,                       /,     q
			//host/a?,                            -,                       //host/a, ''
			""")
	void partsOfAUrlOrAPath(String text, String origin, String path, String query) {
		RequestTarget target = RequestTarget.parse(text);
		assertThat(target).isNotNull();
		assertThat((target.origin() != null) ? target.origin().toString() : null).isEqualTo(origin);
		assertThat(target.path()).isEqualTo(path);
		assertThat(target.query()).isEqualTo(query);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a/b", "?q", "http:/a", "http://", "http:///a", "http://host:x/a",
			"http://host:123456/a", "http://[::1", "http://[::1]x/", "1http://host/" })
	void anythingElseIsNoTarget(String text) {
		assertThat(RequestTarget.parse(text)).isNull();
	}

	@Test
	void aLineBreakEndsNothing() {
		assertThat(RequestTarget.parse("https://assets.local/a\nb?c\nd#e\nf"))
			.isEqualTo(new RequestTarget(new Origin("https", "assets.local", -1), "/a\nb", "c\nd"));
	}

}
