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
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Token of an upload session: a JWT (RFC 7519) with HMAC and SHA-256. There is one header
 * for all tokens, so that no token can choose another algorithm.
 * <p>
 * A library for JWT would bring all algorithms and headers of the RFC, of which this
 * needs one each. It would be a dependency of all applications with projects.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerSessionToken {

	/**
	 * {@code wrangler} wants an upload to be finished in this time. Uploads of contents
	 * that failed are sent again until then.
	 */
	static final Duration TIME_TO_LIVE = Duration.ofHours(1);

	/**
	 * Longer than any token that was made here.
	 */
	private static final int MAX_LENGTH = 2048;

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

	private final WranglerSigningKey key;

	private final String account;

	private final int concurrency;

	private final Clock clock;

	/**
	 * Create the tokens of an account.
	 * @param key signs the tokens
	 * @param account the ID of the account
	 * @param concurrency the number of contents that a client sends at the same time
	 * @param clock tells the time
	 */
	WranglerSessionToken(WranglerSigningKey key, String account, int concurrency, Clock clock) {
		this.key = key;
		this.account = account;
		this.concurrency = concurrency;
		this.clock = clock;
	}

	/**
	 * Return a token.
	 * @param project the project of the session
	 * @param session the name of the session
	 * @param author the name of the API token that started it
	 * @param single whether each content has a request of its own
	 */
	String sign(ProjectId project, String session, String author, boolean single) {
		long expiry = this.clock.instant().plus(TIME_TO_LIVE).getEpochSecond();
		Claims claims = new Claims(this.account, project.value(), session, author, expiry, single, this.concurrency);
		String signed = HEADER + "." + encode(MAPPER.writeValueAsBytes(claims));
		return signed + "." + signature(signed);
	}

	/**
	 * Return the claims of a token.
	 * @throws WranglerException if the token was not made here, or has expired
	 */
	Claims verify(@Nullable String token) {
		Claims claims = (token != null && token.length() <= MAX_LENGTH) ? read(token) : null;
		if (claims == null || !claims.account().equals(this.account)) {
			throw WranglerException.forbidden("The token is not the one of an upload session");
		}
		if (this.clock.instant().getEpochSecond() >= claims.expiry()) {
			throw WranglerException.forbidden(
					"The upload session has expired after " + TIME_TO_LIVE.toMinutes() + " minutes. Start again.");
		}
		return claims;
	}

	private @Nullable Claims read(String token) {
		int end = token.lastIndexOf('.');
		if (end == -1 || !token.startsWith(HEADER + ".") || end <= HEADER.length()) {
			return null;
		}
		String signed = token.substring(0, end);
		if (!MessageDigest.isEqual(signature(signed).getBytes(StandardCharsets.UTF_8),
				token.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
			return null;
		}
		try {
			return MAPPER.readValue(Base64.getUrlDecoder().decode(signed.substring(HEADER.length() + 1)), Claims.class);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			// somebody else has the key, too, and signs other tokens by it
			return null;
		}
	}

	private String signature(String signed) {
		return encode(this.key.sign(signed.getBytes(StandardCharsets.UTF_8)));
	}

	private static String encode(byte[] bytes) {
		return ENCODER.encodeToString(bytes);
	}

	/**
	 * Claims of a token.
	 *
	 * @param account the ID of the account
	 * @param project the name of the project
	 * @param session the name of the session
	 * @param author the name of the API token that started the session
	 * @param expiry the time at which the token ends, in seconds since 1970
	 * @param single tells {@code wrangler} 4.107 and later to send each content by a
	 * request of its own, without a multipart body
	 * @param concurrency the number of contents that {@code wrangler} sends at the same
	 * time
	 */
	@JsonIgnoreProperties(ignoreUnknown = true)
	record Claims(@JsonProperty(value = "account", required = true) String account,
			@JsonProperty(value = "project", required = true) String project,
			@JsonProperty(value = "session", required = true) String session,
			@JsonProperty(value = "sub", required = true) String author,
			@JsonProperty(value = "exp", required = true) long expiry,
			@JsonProperty("wrangler_single_asset_uploads") boolean single,
			@JsonProperty("edge_kv_upload_concurrency") int concurrency) {

		Claims {
			if (!ProjectId.isValid(project)) {
				throw new IllegalArgumentException("No name of a project");
			}
		}

		ProjectId projectId() {
			return new ProjectId(this.project);
		}

	}

}
