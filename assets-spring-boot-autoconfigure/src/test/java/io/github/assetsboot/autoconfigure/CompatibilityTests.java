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

package io.github.assetsboot.autoconfigure;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Compatibility}.
 */
class CompatibilityTests {

	@Test
	void navigationIsSpecialSinceTheFirstOfApril2025() {
		assertThat(prefers("2025-03-31")).isFalse();
		assertThat(prefers("2025-04-01")).isTrue();
		assertThat(Compatibility.navigationPrefersAssetServing(null, List.of())).isTrue();
	}

	@Test
	void flagOverridesTheDate() {
		assertThat(prefers("2025-03-31", Compatibility.NAVIGATION_PREFERS_ASSET_SERVING)).isTrue();
		assertThat(prefers("2026-01-01", Compatibility.NAVIGATION_HAS_NO_EFFECT)).isFalse();
		assertThat(prefers("2026-01-01", "nodejs_compat")).isTrue();
	}

	@Test
	void contradictingFlagsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> prefers("2026-01-01",
				Compatibility.NAVIGATION_PREFERS_ASSET_SERVING, Compatibility.NAVIGATION_HAS_NO_EFFECT));
	}

	private static boolean prefers(String date, String... flags) {
		return Compatibility.navigationPrefersAssetServing(LocalDate.parse(date), List.of(flags));
	}

}
