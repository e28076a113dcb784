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
import java.util.HexFormat;

/**
 * Secrets for tests.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerTestTokens {

	static final String SECRET = "0123456789abcdef0123456789abcdef";

	static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";

	private WranglerTestTokens() {
	}

	static String hex(String text) {
		return HexFormat.of().formatHex(WranglerSigningKey.sha256(text.getBytes(StandardCharsets.UTF_8)));
	}

}
