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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import org.jspecify.annotations.Nullable;

/**
 * Pages whose header fields are whatever a test says.
 *
 * @param policyField the name of the field with the policy, {@code null} without one
 * @param hasNonces whether each response gets a page of its own, with its nonce at the
 * end
 * @param links the values of {@code Link}
 * @param readable whether a page can be read
 */
record GivenPages(@Nullable String policyField, boolean hasNonces, List<String> links,
		boolean readable) implements Pages {

	static final String POLICY = "default-src 'self'";

	static final String LINK = "</app.js>; rel=preload; as=script";

	static GivenPages withPolicy(String field) {
		return new GivenPages(field, false, List.of(), true);
	}

	static GivenPages withLinks() {
		return new GivenPages(null, false, List.of(LINK), true);
	}

	static GivenPages withNonces() {
		return new GivenPages(AssetHeaders.ENFORCED, true, List.of(LINK + "; nonce=" + NONCE), true);
	}

	static GivenPages unreadable() {
		return new GivenPages(AssetHeaders.ENFORCED, false, List.of(), false);
	}

	@Override
	public boolean hasLinks() {
		return !this.links.isEmpty();
	}

	@Override
	public PageFields fields(Representation page, String contentType) throws IOException {
		if (!this.readable) {
			throw new IOException("the page cannot be read");
		}
		return new PageFields(this.hasNonces ? "script-src 'nonce-" + NONCE + "'" : POLICY, this.links);
	}

	@Override
	public byte[] withNonce(byte[] page, String contentType, String nonce) {
		return (new String(page, StandardCharsets.UTF_8) + nonce).getBytes(StandardCharsets.UTF_8);
	}

}
