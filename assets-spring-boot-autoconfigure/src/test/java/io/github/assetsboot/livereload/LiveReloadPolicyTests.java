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

package io.github.assetsboot.livereload;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LiveReloadPolicy}.
 */
class LiveReloadPolicyTests {

	private static final String HASH = "'sha256-abc='";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					img-src 'self'                               | img-src 'self'
					script-src 'self'                            | script-src 'self' 'sha256-abc='
					script-src 'none'                            | script-src 'sha256-abc='
					script-src 'self' 'sha256-abc='              | script-src 'self' 'sha256-abc='
					script-src 'self' 'unsafe-inline'            | script-src 'self' 'unsafe-inline'
					script-src 'unsafe-inline' 'strict-dynamic'  | script-src 'unsafe-inline' 'strict-dynamic' 'sha256-abc='
					script-src 'unsafe-inline' 'sha512-x'        | script-src 'unsafe-inline' 'sha512-x' 'sha256-abc='
					script-src 'unsafe-inline' 'nonce-other'     | script-src 'unsafe-inline' 'nonce-other' 'sha256-abc='
					script-src 'nonce-Ada'                       | script-src 'nonce-Ada'
					SCRIPT-SRC 'self'; script-src 'none'         | SCRIPT-SRC 'self' 'sha256-abc='; script-src 'none'
					script-src 'none'; script-src-elem 'self'    | script-src 'none'; script-src-elem 'self' 'sha256-abc='
					default-src 'self'                           | default-src 'self'; script-src 'self' 'sha256-abc='
					default-src 'none'                           | default-src 'none'; script-src 'sha256-abc='; connect-src 'self'
					default-src *                                | default-src *; script-src * 'sha256-abc='
					connect-src https://api.example.com          | connect-src https://api.example.com 'self'
					connect-src 'none'                           | connect-src 'self'
					default-src 'none'; connect-src *            | default-src 'none'; connect-src *; script-src 'sha256-abc='
					img-src a, script-src b                      | img-src a, script-src b 'sha256-abc='
					""")
	void policyAllowsTheScriptAndItsConnectionOnly(String policy, String allowing) {
		assertThat(LiveReloadPolicy.allow(List.of(policy), "Ada", HASH)).containsExactly(allowing);
	}

	@Test
	void everyPolicyHasToAllow() {
		assertThat(LiveReloadPolicy.allow(List.of("script-src a", "script-src 'nonce-x'"), null, HASH))
			.containsExactly("script-src a " + HASH, "script-src 'nonce-x' " + HASH);
	}

	@Test
	void nonceIsTheFirstOne() {
		assertThat(LiveReloadPolicy.nonce(List.of("default-src 'self'", "script-src a 'nonce-x/+=' 'nonce-y'")))
			.isEqualTo("x/+=");
		assertThat(LiveReloadPolicy.nonce(List.of("script-src 'self'"))).isNull();
		assertThat(LiveReloadPolicy.nonce(List.of())).isNull();
	}

}
