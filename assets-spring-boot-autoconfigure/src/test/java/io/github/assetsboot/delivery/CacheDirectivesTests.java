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

package io.github.assetsboot.delivery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CacheDirectives}.
 */
class CacheDirectivesTests {

	@ParameterizedTest
	@ValueSource(strings = { "public, max-age=31536000, immutable", "public, max-age=1", "max-age=60",
			"PUBLIC,MAX-AGE=60", "s-maxage=60", "public, max-age=0, s-maxage=60", "max-age=\"60\"", "public, immutable",
			"max-age=60, private=\"Set-Cookie\"", "max-age=60, no-cache=\"x, no-store\"",
			"public, max-age=99999999999999999999" })
	void responseThatIsFreshForEverybodyIsShared(String value) {
		assertThat(CacheDirectives.isShared(value)).isTrue();
		assertThat(CacheDirectives.isShared(CacheDirectives.toPrivate(value))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "public, max-age=0, must-revalidate", "private, max-age=60", "no-store, max-age=60",
			"public, no-cache, max-age=60", "max-age=60, Private", "public", "", "max-age", "max-age=", "max-age=-1",
			"max-age=1h", "max-age=00", "public, x=\"max-age=60, max-age=60\"" })
	void responseThatIsStaleOrForOneUserIsNotShared(String value) {
		assertThat(CacheDirectives.isShared(value)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "public, max-age=31536000, immutable | private, max-age=31536000, immutable",
					"max-age=60, public | max-age=60, private", "max-age=60 | private, max-age=60",
					"Public,max-age=60,s-maxage=90,proxy-revalidate | private, max-age=60",
					"private, max-age=60 | private, max-age=60", "private=\"a, b\", max-age=60 | private, max-age=60",
					"public, private, max-age=60 | private, max-age=60", "no-store | no-store",
					"public, no-store | public, no-store", "no-cache | private, no-cache",
					"max-age=60, must-revalidate | private, max-age=60, must-revalidate",
					"public, max-age=60, x=\"a, public\" | private, max-age=60, x=\"a, public\"" })
	void publicBecomesPrivate(String value, String expected) {
		assertThat(CacheDirectives.toPrivate(value)).isEqualTo(expected);
		assertThat(CacheDirectives.toPrivate(expected)).isEqualTo(expected);
	}

	@Test
	void defaultIsNotShared() {
		for (CacheAudience audience : CacheAudience.values()) {
			String value = audience.defaultCacheControl();
			assertThat(value != null && CacheDirectives.isShared(value)).isFalse();
		}
	}

}
