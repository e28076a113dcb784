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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.autoconfigure.FailureAnalyses;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link WranglerProperties}.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerPropertiesTests {

	private static final String SECRET = WranglerTestTokens.SECRET;

	private final Map<String, String> values = new LinkedHashMap<>();

	private void token(int number, String name, String secret) {
		this.values.put("tokens[" + number + "].name", name);
		this.values.put("tokens[" + number + "].secret", secret);
	}

	private WranglerProperties bind() {
		Map<String, String> all = new LinkedHashMap<>();
		this.values.forEach((name, value) -> all.put("assets.projects.wrangler." + name, value));
		return new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("assets.projects.wrangler",
				WranglerProperties.class);
	}

	private FailureAnalysis failure() {
		InvalidAssetsPropertyException failure = catchThrowableOfType(InvalidAssetsPropertyException.class, () -> {
			WranglerProperties properties = bind();
			properties.toPath();
			properties.toAccount();
			properties.toPublicPort();
			properties.toSigningKey(properties.toTokens());
		});
		assertThat(failure).isNotNull();
		return FailureAnalyses.of(failure);
	}

	@Test
	void secretCanBeItsHash() {
		token(0, "plain", SECRET);
		token(1, "hashed", "{sha256}" + WranglerTestTokens.hex(WranglerTestTokens.OTHER_SECRET).toUpperCase());
		List<WranglerToken> tokens = bind().toTokens();
		assertThat(tokens).extracting(WranglerToken::name).containsExactly("plain", "hashed");
		assertThat(tokens.get(0).hash()).isEqualTo(WranglerSigningKey.sha256(SECRET.getBytes()));
		assertThat(tokens.get(1).hash())
			.isEqualTo(WranglerSigningKey.sha256(WranglerTestTokens.OTHER_SECRET.getBytes()));
	}

	@Test
	void tokenReachesProjectsOfItsPatterns() {
		token(0, "all", SECRET);
		token(1, "some", WranglerTestTokens.OTHER_SECRET);
		this.values.put("tokens[1].projects", "shop, blog-*");
		List<WranglerToken> tokens = bind().toTokens();
		assertThat(tokens.get(0).reaches(new ProjectId("anything"))).isTrue();
		for (String name : List.of("shop", "blog-1", "blog-1-a")) {
			assertThat(tokens.get(1).reaches(new ProjectId(name))).as(name).isTrue();
		}
		for (String name : List.of("shop2", "myshop", "blog", "ablog-1")) {
			assertThat(tokens.get(1).reaches(new ProjectId(name))).as(name).isFalse();
		}
	}

	@Test
	void instancesDeriveTheSameKey() {
		token(0, "a", SECRET);
		token(1, "b", WranglerTestTokens.OTHER_SECRET);
		WranglerProperties one = bind();
		this.values.clear();
		token(0, "b", "{sha256}" + WranglerTestTokens.hex(WranglerTestTokens.OTHER_SECRET));
		token(1, "a", SECRET);
		WranglerProperties other = bind();
		byte[] text = { 1 };
		assertThat(one.toSigningKey(one.toTokens()).sign(text))
			.isEqualTo(other.toSigningKey(other.toTokens()).sign(text));
		this.values.put("signing-key", "another key with at least 32 characters");
		WranglerProperties own = bind();
		assertThat(own.toSigningKey(own.toTokens()).sign(text))
			.isNotEqualTo(one.toSigningKey(one.toTokens()).sign(text));
	}

	@Test
	void tokenIsNecessary() {
		FailureAnalysis failure = failure();
		assertThat(failure.getDescription()).contains("assets.projects.wrangler.tokens", "without a token");
		assertThat(failure.getAction()).contains("tokens[0].name", "tokens[0].secret");
	}

	@ParameterizedTest
	@CsvSource({ "'short secret of 31 characters..', tokens[0].secret, 'it has 31 characters'",
			"'', tokens[0].secret, 'it has 0 characters'",
			"'{sha256}0123456789abcdef0123456789abcdef', tokens[0].secret, 64 hexadecimal digits",
			"'a secret of 32 characters, blanks', tokens[0].secret, without spaces" })
	void secretIsNeverShown(String secret, String property, String reason) {
		token(0, "ci", secret.startsWith("short") ? secret.substring(0, 31) : secret);
		FailureAnalysis failure = failure();
		assertThat(failure.getDescription()).contains("assets.projects.wrangler." + property, reason);
		assertThat(failure.getDescription() + failure.getAction() + failure.getCause())
			.doesNotContain(secret.isEmpty() ? "\0" : secret.substring(9, 20));
	}

	@Test
	void duplicatesAreRefused() {
		token(0, "ci", SECRET);
		token(1, "other", SECRET);
		assertThat(failure().getDescription()).contains("tokens[1].secret", "tokens[0].secret").doesNotContain(SECRET);
		token(1, "ci", WranglerTestTokens.OTHER_SECRET);
		assertThat(failure().getDescription()).contains("tokens[1].name", "Value: ci");
	}

	@ParameterizedTest
	@CsvSource({ "path, client, it must begin with", "path, /client/, end without", "path, /, begin with",
			"path, /a/../b, begin with", "account, a/b, letters and digits", "public-port, 0, not from 1 to 65535",
			"signing-key, tooshort, it has 8 characters", "tokens[0].name, a b, without spaces",
			"tokens[0].projects, '', it is empty", "tokens[0].projects, Shop, matches no name" })
	void invalidValueIsRefused(String name, String value, String reason) {
		token(0, "ci", SECRET);
		this.values.put(name, value);
		assertThat(failure().getDescription()).contains("assets.projects.wrangler." + name, reason);
	}

}
