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

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.Asset.NameFingerprint;
import io.github.assetsboot.collection.AssetCollection.Fingerprints;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.routing.AssetRouter;
import org.jspecify.annotations.Nullable;

/**
 * An earlier version of an asset that a client has.
 *
 * @param match the paths of the versions of the asset, after the context path
 * @param hash the SHA-256 of the version, 64 lower-case hex digits
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9842#section-2">RFC 9842, section 2</a>
 */
record Dictionary(String match, String hash) {

	/**
	 * Name of the field of a response that may be a dictionary.
	 */
	static final String OFFER = "Use-As-Dictionary";

	/**
	 * Name of the field of a request with the hash of a dictionary.
	 */
	static final String AVAILABLE = "Available-Dictionary";

	/**
	 * Names of the fields that the coding of a response depends on.
	 */
	static final String VARY = "Accept-Encoding, " + AVAILABLE;

	private static final int MAX_LENGTH = 512;

	private static final String BARE_ITEM = "(?:-?[0-9]{1,15}(?:\\.[0-9]{1,3})?|\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*\""
			+ "|[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*|:[A-Za-z0-9+/=]*:|\\?[01])";

	/**
	 * The 32 bytes of a SHA-256 as an item of RFC 8941, section 3.3.5, with any
	 * parameters.
	 */
	private static final Pattern HASH = Pattern
		.compile(" *:([A-Za-z0-9+/]{43})=?:(?:; *[a-z*][a-z0-9_.*-]*(?:=" + BARE_ITEM + ")?)* *");

	/**
	 * Characters with a meaning in the pathname of a URL Pattern.
	 */
	private static final Pattern SPECIAL = Pattern.compile("[+*?:{}()\\\\]");

	/**
	 * Parse the field of a request.
	 * @param match the paths of the versions of the asset
	 * @param available the value of {@code Available-Dictionary}
	 * @return the dictionary, or {@code null} if the value is not valid
	 */
	static @Nullable Dictionary parse(String match, String available) {
		Matcher matcher = HASH.matcher((available.length() <= MAX_LENGTH) ? available : "");
		return matcher.matches()
				? new Dictionary(match, HexFormat.of().formatHex(Base64.getDecoder().decode(matcher.group(1)))) : null;
	}

	/**
	 * Return the paths of the versions of an asset: its own, with a placeholder for the
	 * fingerprint.
	 * @param asset the asset
	 * @param router knows the URLs of the assets
	 * @return a URL Pattern without the context path
	 */
	static String match(Asset asset, AssetRouter router) {
		String path = asset.path();
		String url = router.urlPath(path);
		int name = path.lastIndexOf('/') + 1;
		int end = Fingerprints.extension(path);
		int start = path.lastIndexOf('-', end) + 1;
		if (!router.assets().fingerprints().isOutdated(path)) {
			NameFingerprint fingerprint = NameFingerprint.find(path.substring(name));
			if (fingerprint == null) {
				return escape(url);
			}
			start = name + fingerprint.start();
			end = start + fingerprint.token().length();
		}
		// nothing in a fingerprint is encoded
		int from = router.urlPath(path.substring(0, start)).length();
		return escape(url.substring(0, from)) + '*' + escape(url.substring(from + end - start));
	}

	/**
	 * Return the field of a response that may be a dictionary.
	 * @param contextPath the context path, as it is in URLs
	 * @param match the paths of the versions of the asset
	 * @param plain the content
	 */
	static String offer(String contextPath, String match, Representation plain) {
		String pattern = escape(contextPath) + match;
		return "match=\"" + pattern.replace("\\", "\\\\").replace("\"", "\\\"") + "\", id=" + plain.blob().entityTag();
	}

	private static String escape(String path) {
		return SPECIAL.matcher(path).replaceAll("\\\\$0");
	}

}
