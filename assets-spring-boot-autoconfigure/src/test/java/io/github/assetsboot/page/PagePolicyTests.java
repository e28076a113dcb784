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

package io.github.assetsboot.page;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PagePolicy}.
 */
class PagePolicyTests {

	private static final PageContent PAGE = new PageContent(List.of("'sha256-a='", "'sha256-b='"),
			List.of("'sha256-c='"), List.of(), false, false);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					script-src 'self' {script-hashes}                  | script-src 'self' 'sha256-a=' 'sha256-b='
					script-src {script-hashes} https://a.example       | script-src 'sha256-a=' 'sha256-b=' https://a.example
					script-src  {script-hashes} ;; style-src {style-hashes}; | script-src 'sha256-a=' 'sha256-b='; style-src 'sha256-c='
					style-src-elem {style-hashes} {script-hashes}      | style-src-elem 'sha256-c=' 'sha256-a=' 'sha256-b='
					default-src 'none'; upgrade-insecure-requests      | default-src 'none'; upgrade-insecure-requests
					script-src {nonce} {script-hashes}                 | script-src 'nonce-{nonce}' 'sha256-a=' 'sha256-b='
					script-src 'nonce-{nonce}' 'strict-dynamic'        | script-src 'nonce-{nonce}' 'strict-dynamic'
					""")
	void placeholdersStandForHashesAndTheNonce(String policy, String expected) {
		assertThat(PagePolicy.parse(policy).of(PAGE)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			script-src {script-hashes}                  | script-src 'none'
			script-src 'self' {script-hashes}           | script-src 'self'
			script-src {script-hashes} {style-hashes}   | script-src 'none'
			sandbox                                     | sandbox
			script-src                                  | script-src
			script-src {script-hashes}; img-src *       | script-src 'none'; img-src *
			""")
	void pageWithoutScriptsHasAValidPolicy(String policy, String expected) {
		assertThat(PagePolicy.parse(policy).of(PageContent.NONE)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			script-src {hashes}              | '{hashes}' in '{hashes}' is not a placeholder
			script-src '{script-hashes}'     | '{script-hashes}' in ''{script-hashes}'' is not a placeholder
			script-src {script-hashes        | '{script-hashes' in '{script-hashes' is not a placeholder
			script-src a}                    | '}' in 'a}' is not a placeholder
			script-src 'n\u00f6'             | it has the character U+00F6
			""")
	void mistakesAreNamed(String policy, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> PagePolicy.parse(policy)).withMessage(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "script-src 'self';\nstyle-src 'self'", "script-src\r'self'" })
	void lineBreakIsRejected(String policy) {
		assertThatIllegalArgumentException().isThrownBy(() -> PagePolicy.parse(policy))
			.withMessage("it has a line break");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			img-src 'self'                                         | true
			default-src 'self'                                     | false
			script-src 'self'                                      | false
			script-src 'unsafe-inline'                             | true
			script-src 'unsafe-inline' 'sha256-a='                 | false
			script-src 'unsafe-inline' 'nonce-x'                   | false
			script-src 'unsafe-hashes' 'sha256-a='                 | true
			script-src 'self'; script-src-attr 'unsafe-inline'     | true
			SCRIPT-SRC-ATTR 'none'; script-src 'unsafe-inline'     | false
			default-src 'unsafe-inline'                            | true
			script-src-elem 'self'                                 | true
			""")
	void attributesAreAllowedBySomePolicies(String policy, boolean allowed) {
		assertThat(PagePolicy.allowsAttributes(policy, List.of("script-src-attr", "script-src", "default-src")))
			.isEqualTo(allowed);
	}

	@Test
	void nonceIsFound() {
		assertThat(PagePolicy.parse("script-src {nonce}").hasNonces()).isTrue();
		assertThat(PagePolicy.parse("script-src {script-hashes}").hasNonces()).isFalse();
	}

}
