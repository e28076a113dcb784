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

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WranglerCalls}.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerCallsTests {

	private static WranglerToken token(String name) {
		return new WranglerToken(name, new byte[32], WranglerToken.ALL_PROJECTS);
	}

	@Test
	void oneTokenLeavesHalfOfTheCallsToOthers() throws Exception {
		WranglerCalls calls = new WranglerCalls(4, List.of(token("a"), token("b")));
		String result = calls.count("a", () -> calls.count("a", () -> {
			assertThatExceptionOfType(WranglerException.class).isThrownBy(() -> calls.count("a", () -> "a third one"))
				.satisfies((failure) -> {
					assertThat(failure.status().value()).isEqualTo(503);
					assertThat(failure.retryAfter()).isEqualTo("5");
				});
			return calls.count("b", () -> "others go on");
		}));
		assertThat(result).isEqualTo("others go on");
		assertThat(calls.<String>count("a", () -> calls.count("a", () -> "again"))).isEqualTo("again");
		assertThat(calls.concurrency()).isOne();
	}

	@Test
	void singleTokenHasAllCalls() throws Exception {
		WranglerCalls calls = new WranglerCalls(200, List.of(token("a")));
		assertThat(calls.concurrency()).isEqualTo(50);
		assertThat(new WranglerCalls(2, List.of(token("a"))).<Integer>count("a", () -> 1)).isOne();
	}

	@Test
	void sessionOfARemovedTokenEnds() {
		assertThatExceptionOfType(WranglerException.class)
			.isThrownBy(() -> new WranglerCalls(4, List.of(token("a"))).count("b", () -> 1))
			.satisfies((failure) -> assertThat(failure.status().value()).isEqualTo(403));
	}

}
