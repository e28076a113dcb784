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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.assetsboot.autoconfigure.PropertyChecks;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.Environment;

/**
 * Configuration properties for the API that {@code wrangler} publishes by.
 *
 * @author the Assets for Spring Boot authors
 */
@ConfigurationProperties("assets.projects.wrangler")
class WranglerProperties {

	static final int MIN_SECRET_LENGTH = 32;

	private static final String PREFIX = "assets.projects.wrangler.";

	private static final String TOKENS = PREFIX + "tokens";

	/**
	 * No message shows a secret, because messages are logged.
	 */
	private static final String HIDDEN = "******";

	private static final String SHA_256 = "{sha256}";

	private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

	private static final Pattern PATH = Pattern.compile("(?:/[0-9A-Za-z._~-]+)+");

	private static final Pattern ACCOUNT = Pattern.compile("[0-9A-Za-z]{1,63}");

	private static final Pattern NAME = Pattern.compile("[!-~]{1,100}");

	private static final Pattern SECRET = Pattern.compile("[!-~]+");

	private static final Pattern PROJECTS = Pattern.compile("[0-9a-z*-]{1,63}");

	/**
	 * Whether to add the API that 'wrangler' publishes by.
	 */
	private boolean enabled;

	/**
	 * Path of the API, after the context path. CLOUDFLARE_API_BASE_URL ends with it.
	 */
	private String path = "/client/v4";

	/**
	 * ID of the only account, which has all projects. CLOUDFLARE_ACCOUNT_ID is the same
	 * or not set.
	 */
	private String account = "assets";

	/**
	 * Tokens that may publish. At least one is necessary.
	 */
	private List<Token> tokens = new ArrayList<>();

	/**
	 * Key that signs upload sessions, with at least 32 characters, the same on each
	 * instance. If not set, the secrets of all tokens are the key.
	 */
	private @Nullable String signingKey;

	/**
	 * Port in the URLs that 'wrangler' shows. If not set, that of HTTPS.
	 */
	private @Nullable Integer publicPort;

	/**
	 * Maximum number of calls at the same time. Further calls fail at once. If not set, a
	 * quarter of the server's threads.
	 */
	private @Nullable Integer maxCalls;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public String getAccount() {
		return this.account;
	}

	public void setAccount(String account) {
		this.account = account;
	}

	public List<Token> getTokens() {
		return this.tokens;
	}

	public void setTokens(List<Token> tokens) {
		this.tokens = tokens;
	}

	public @Nullable String getSigningKey() {
		return this.signingKey;
	}

	public void setSigningKey(@Nullable String signingKey) {
		this.signingKey = signingKey;
	}

	public @Nullable Integer getPublicPort() {
		return this.publicPort;
	}

	public void setPublicPort(@Nullable Integer publicPort) {
		this.publicPort = publicPort;
	}

	public @Nullable Integer getMaxCalls() {
		return this.maxCalls;
	}

	public void setMaxCalls(@Nullable Integer maxCalls) {
		this.maxCalls = maxCalls;
	}

	String toPath() {
		if (!PATH.matcher(this.path).matches() || this.path.matches(".*/\\.\\.?(/.*)?")) {
			throw new InvalidAssetsPropertyException(PREFIX + "path", this.path,
					"it must begin with '/', end without '/', and have letters, digits and '.', '_', '~' or '-' only",
					"Set it to a path such as '/client/v4', or remove the property.");
		}
		return this.path;
	}

	String toAccount() {
		if (!ACCOUNT.matcher(this.account).matches()) {
			throw new InvalidAssetsPropertyException(PREFIX + "account", this.account,
					"it must have 1 to 63 letters and digits",
					"Set it to an ID such as 'assets', or remove the property.");
		}
		return this.account;
	}

	@Nullable Integer toPublicPort() {
		if (this.publicPort != null && (this.publicPort < 1 || this.publicPort > 65535)) {
			throw new InvalidAssetsPropertyException(PREFIX + "public-port", this.publicPort,
					"it is not from 1 to 65535", "Set it to the port of the projects' URLs, or remove the property.");
		}
		return this.publicPort;
	}

	int toMaxCalls(Environment environment) {
		return PropertyChecks.atLeast(1, PREFIX + "max-calls",
				(this.maxCalls != null) ? this.maxCalls : ServerThreads.quarter(environment));
	}

	/**
	 * Return the key of upload sessions.
	 * @param tokens the configured tokens
	 */
	WranglerSigningKey toSigningKey(List<WranglerToken> tokens) {
		if (this.signingKey == null) {
			return WranglerSigningKey.of(tokens);
		}
		if (this.signingKey.length() < MIN_SECRET_LENGTH) {
			throw tooShort(PREFIX + "signing-key", this.signingKey);
		}
		return new WranglerSigningKey(this.signingKey.getBytes(StandardCharsets.UTF_8));
	}

	private static InvalidAssetsPropertyException tooShort(String property, String secret) {
		return new InvalidAssetsPropertyException(property, HIDDEN,
				"it has " + secret.length() + " characters, and must have at least " + MIN_SECRET_LENGTH,
				"Set it to a random text, such as the output of 'openssl rand -hex 32'.");
	}

	List<WranglerToken> toTokens() {
		if (this.tokens.isEmpty()) {
			throw new InvalidAssetsPropertyException(TOKENS, "",
					"'" + PREFIX + "enabled' is 'true', and nobody could publish without a token",
					"Set '" + TOKENS + "[0].name' and '" + TOKENS
							+ "[0].secret'. The secret is a random text, such as the output of 'openssl rand -hex 32'.");
		}
		List<WranglerToken> tokens = new ArrayList<>();
		Map<String, String> names = new HashMap<>();
		Map<String, String> hashes = new HashMap<>();
		for (int i = 0; i < this.tokens.size(); i++) {
			String property = TOKENS + "[" + i + "].";
			WranglerToken token = this.tokens.get(i).toToken(property);
			checkUnique(names, token.name(), property + "name", token.name());
			checkUnique(hashes, HexFormat.of().formatHex(token.hash()), property + "secret", HIDDEN);
			tokens.add(token);
		}
		return tokens;
	}

	private static void checkUnique(Map<String, String> known, String value, String property, String shown) {
		String other = known.putIfAbsent(value, property);
		if (other != null) {
			throw new InvalidAssetsPropertyException(property, shown, "'" + other + "' has the same value",
					"Give each token a name and a secret of its own.");
		}
	}

	/**
	 * Properties of a token.
	 */
	static class Token {

		/**
		 * Name of the token. Versions and deployments have it as their author.
		 */
		private @Nullable String name;

		/**
		 * Secret of the token, with at least 32 characters; or '{sha256}' and the SHA-256
		 * of the secret in 64 hexadecimal digits.
		 */
		private @Nullable String secret;

		/**
		 * Comma-separated list of names of the projects that the token reaches. A '*'
		 * stands for any characters. If not set, all projects.
		 */
		private @Nullable List<String> projects;

		public @Nullable String getName() {
			return this.name;
		}

		public void setName(@Nullable String name) {
			this.name = name;
		}

		public @Nullable String getSecret() {
			return this.secret;
		}

		public void setSecret(@Nullable String secret) {
			this.secret = secret;
		}

		public @Nullable List<String> getProjects() {
			return this.projects;
		}

		public void setProjects(@Nullable List<String> projects) {
			this.projects = projects;
		}

		private WranglerToken toToken(String property) {
			if (this.name == null || !NAME.matcher(this.name).matches()) {
				throw new InvalidAssetsPropertyException(property + "name", (this.name != null) ? this.name : "",
						"it must have 1 to 100 letters, digits and signs of ASCII, without spaces",
						"Set it to a name such as 'ci'.");
			}
			byte[] hash = hash(property + "secret", (this.secret != null) ? this.secret : "");
			return new WranglerToken(this.name, hash, toProjects(property + "projects"));
		}

		private static byte[] hash(String property, String secret) {
			if (secret.startsWith(SHA_256)) {
				String hash = secret.substring(SHA_256.length()).toLowerCase(Locale.ROOT);
				if (!HASH.matcher(hash).matches()) {
					throw new InvalidAssetsPropertyException(property, SHA_256 + HIDDEN,
							"it must have 64 hexadecimal digits after '" + SHA_256 + "'",
							"Set it to '" + SHA_256 + "' and the output of \"printf %s 'SECRET' | sha256sum\".");
				}
				return HexFormat.of().parseHex(hash);
			}
			if (secret.length() < MIN_SECRET_LENGTH) {
				throw tooShort(property, secret);
			}
			if (!SECRET.matcher(secret).matches()) {
				throw new InvalidAssetsPropertyException(property, HIDDEN,
						"it must have letters, digits and signs of ASCII only, without spaces",
						"Set it to a random text, such as the output of 'openssl rand -hex 32'.");
			}
			return WranglerSigningKey.sha256(secret.getBytes(StandardCharsets.UTF_8));
		}

		private Pattern toProjects(String property) {
			if (this.projects == null) {
				return WranglerToken.ALL_PROJECTS;
			}
			if (this.projects.isEmpty()) {
				throw new InvalidAssetsPropertyException(property, "",
						"it is empty, so the token would reach no project",
						"List the names of projects, or remove the property to let the token reach all projects.");
			}
			for (String pattern : this.projects) {
				if (!PROJECTS.matcher(pattern).matches()) {
					throw new InvalidAssetsPropertyException(property, String.join(", ", this.projects),
							"'" + pattern + "' matches no name of a project",
							"Use names such as 'shop', or 'shop-*' for all names with this beginning.");
				}
			}
			return WranglerToken.projects(this.projects);
		}

	}

}
