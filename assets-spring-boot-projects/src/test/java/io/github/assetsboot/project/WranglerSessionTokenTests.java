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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

import io.github.assetsboot.project.WranglerSessionToken.Claims;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WranglerSessionToken}.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerSessionTokenTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private static final ProjectId SHOP = new ProjectId("shop");

	private final WranglerSessionToken tokens = tokens("a key", "assets", NOW);

	private static WranglerSessionToken tokens(String key, String account, Instant now) {
		return new WranglerSessionToken(new WranglerSigningKey(key.getBytes(StandardCharsets.UTF_8)), account, 7,
				Clock.fixed(now, ZoneOffset.UTC));
	}

	private void assertRefused(WranglerSessionToken tokens, String token) {
		assertThatExceptionOfType(WranglerException.class).isThrownBy(() -> tokens.verify(token))
			.satisfies((failure) -> assertThat(failure.status().value()).isEqualTo(403));
	}

	private static String encode(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void claimsAreThoseThatWereSigned() {
		String token = this.tokens.sign(SHOP, "s.1", "ci", true);
		Claims claims = this.tokens.verify(token);
		assertThat(claims.projectId()).isEqualTo(SHOP);
		assertThat(claims.session()).isEqualTo("s.1");
		assertThat(claims.author()).isEqualTo("ci");
		JsonNode payload = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
		assertThat(payload.path("wrangler_single_asset_uploads").asBoolean()).isTrue();
		assertThat(payload.path("edge_kv_upload_concurrency").asInt()).isEqualTo(7);
		assertThat(payload.path("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 3600);
	}

	@Test
	void tokenExpires() {
		String token = this.tokens.sign(SHOP, "s.1", "ci", true);
		assertThat(tokens("a key", "assets", NOW.plusSeconds(3599)).verify(token).session()).isEqualTo("s.1");
		assertRefused(tokens("a key", "assets", NOW.plus(Duration.ofHours(1))), token);
	}

	@Test
	void foreignTokenIsRefused() {
		String token = this.tokens.sign(SHOP, "s.1", "ci", true);
		assertRefused(tokens("another key", "assets", NOW), token);
		assertRefused(tokens("a key", "other", NOW), token);
	}

	@Test
	void changedTokenIsRefused() {
		String token = this.tokens.sign(SHOP, "s.1", "ci", true);
		String[] parts = token.split("\\.");
		String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
		assertRefused(this.tokens, parts[0] + "." + encode(payload.replace("shop", "blog")) + "." + parts[2]);
		assertRefused(this.tokens, encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".");
		assertRefused(this.tokens, encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + "." + parts[2]);
		assertRefused(this.tokens, parts[0] + "." + parts[1] + ".");
		assertRefused(this.tokens, parts[0] + "." + parts[1]);
		assertRefused(this.tokens, token + "A");
		assertRefused(this.tokens, token + "=");
		for (String text : new String[] { "", ".", "..", "null", parts[0], parts[0] + ".", "x".repeat(100_000) }) {
			assertRefused(this.tokens, text);
		}
	}

}
