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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.delivery.AssetSnapshot.Pages.PageFields;
import io.github.assetsboot.delivery.AssetSnapshot.Pages.PagesDescription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that depend on the content of pages. Each content is read once.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class PageHeaders {

	private static final Log logger = LogFactory.getLog(PageHeaders.class);

	private static final String ENFORCED = "Content-Security-Policy";

	/**
	 * Number of further contents, of files that were changed in place, after which all
	 * are forgotten.
	 */
	private static final int MAX_CHANGED = 1000;

	private static final int MAX_NAMED = 5;

	/**
	 * Number of characters of a policy with which a response may have too many for a
	 * server: the limit of Tomcat and Jetty is 8 KB for all fields.
	 */
	private static final int LONG_POLICY = 6 * 1024;

	private static final Pattern HASH = Pattern.compile("'sha256-[^']*'");

	private static final List<String> OF_SCRIPT_ATTRIBUTES = List.of("script-src-attr", "script-src", "default-src");

	private static final List<String> OF_STYLE_ATTRIBUTES = List.of("style-src-attr", "style-src", "default-src");

	private final @Nullable PagePolicy policy;

	private final @Nullable String policyText;

	private final boolean reportOnly;

	private final boolean links;

	private final String property;

	/**
	 * The fields by media type, which tells the encoding, and by content.
	 */
	private final Map<String, Map<Blob, PageFields>> fields = new ConcurrentHashMap<>();

	private int numberAtStart;

	PageHeaders(PageSettings settings) {
		// the scripts of a development server add scripts and styles that no hash names
		this.policyText = settings.devServer() ? null : settings.policy();
		this.policy = (this.policyText != null) ? PagePolicy.parse(this.policyText) : null;
		this.reportOnly = settings.reportOnly();
		this.property = settings.property("csp.policy");
		this.links = settings.links() && !settings.devServer();
	}

	@Nullable String policyField() {
		return (this.policy != null) ? ENFORCED + (this.reportOnly ? "-Report-Only" : "") : null;
	}

	boolean hasNonces() {
		return this.policy != null && this.policy.hasNonces();
	}

	boolean hasLinks() {
		return this.links;
	}

	/**
	 * Read the pages of a collection.
	 * @param assets the assets
	 * @param previous the fields before a reload, {@code null} at start
	 */
	void read(AssetCollection assets, @Nullable PageHeaders previous) {
		if (this.policy == null && !this.links) {
			return;
		}
		Map<String, String> blocked = new ConcurrentSkipListMap<>();
		Map<String, String> tooLong = new ConcurrentSkipListMap<>();
		assets.assets()
			.parallelStream()
			.filter((asset) -> Pages.isPage(asset.contentType()))
			.forEach((asset) -> read(asset, previous, blocked, tooLong));
		this.numberAtStart = this.fields.values().stream().mapToInt(Map::size).sum();
		if (!blocked.isEmpty()) {
			warn("Browsers ignore these attributes because of '" + this.property
					+ "'. Move the code into scripts and style sheets. To allow style attributes, add \"style-src-attr 'unsafe-inline'\" to the policy.",
					blocked);
		}
		if (!tooLong.isEmpty()) {
			warn("These pages have so many scripts and styles that a server or a proxy may refuse to send their '"
					+ this.property + "'. Move them into files, or use '{nonce}'. Raise the limit otherwise:"
					+ " 'server.tomcat.max-http-response-header-size' or 'server.jetty.max-http-response-header-size'.",
					tooLong);
		}
	}

	private void read(Asset asset, @Nullable PageHeaders previous, Map<String, String> blocked,
			Map<String, String> tooLong) {
		String contentType = String.valueOf(asset.contentType());
		Representation page = asset.representation();
		PageFields known = (previous != null) ? previous.ofType(contentType).get(page.blob()) : null;
		if (known != null) {
			ofType(contentType).put(page.blob(), known);
			return;
		}
		try {
			PageContent content = read(page, contentType);
			PageFields read = fields(content);
			ofType(contentType).put(page.blob(), read);
			String attributes = blockedAttributes(content, read.policy());
			if (!attributes.isEmpty()) {
				blocked.put(asset.path(), attributes);
			}
			if (read.policy().length() > LONG_POLICY) {
				tooLong.put(asset.path(), read.policy().length() + " characters");
			}
		}
		catch (IllegalStateException ex) {
			logger.warn("The page " + asset + " gets no hashes and no links: " + ex.getMessage());
		}
		catch (IOException ex) {
			logger.debug("The page " + asset + " is read by the first request for it: " + ex);
		}
	}

	private static String blockedAttributes(PageContent page, String policy) {
		List<String> blocked = new ArrayList<>();
		if (page.scriptAttributes() && !PagePolicy.allowsAttributes(policy, OF_SCRIPT_ATTRIBUTES)) {
			blocked.add("event-handler attributes or 'javascript:' URLs");
		}
		if (page.styleAttributes() && !PagePolicy.allowsAttributes(policy, OF_STYLE_ATTRIBUTES)) {
			blocked.add("style attributes");
		}
		return String.join(", ", blocked);
	}

	private static void warn(String message, Map<String, String> found) {
		String pages = found.entrySet()
			.stream()
			.limit(MAX_NAMED)
			.map((page) -> "\n" + page.getKey() + ": " + page.getValue())
			.collect(Collectors.joining());
		String more = (found.size() > MAX_NAMED) ? "\nand " + (found.size() - MAX_NAMED) + " more pages" : "";
		logger.warn(message + pages + more);
	}

	PagesDescription describe(List<String> data) {
		List<PageFields> all = this.fields.values().stream().flatMap((pages) -> pages.values().stream()).toList();
		long hashes = all.stream()
			.flatMap((page) -> HASH.matcher(page.policy()).results())
			.map(MatchResult::group)
			.distinct()
			.count();
		return new PagesDescription(data, this.policyText, (this.policy != null) ? all.size() : 0, (int) hashes);
	}

	/**
	 * Return the fields of a page, which is read if its content is new.
	 */
	PageFields of(Representation page, String contentType) throws IOException {
		Map<Blob, PageFields> known = ofType(contentType);
		PageFields fields = known.get(page.blob());
		if (fields != null) {
			return fields;
		}
		if (known.size() > this.numberAtStart + MAX_CHANGED) {
			known.clear();
		}
		try {
			return known.computeIfAbsent(page.blob(), (blob) -> readNew(page, contentType));
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	private Map<Blob, PageFields> ofType(String contentType) {
		return this.fields.computeIfAbsent(contentType, (type) -> new ConcurrentHashMap<>());
	}

	private PageFields readNew(Representation page, String contentType) {
		try {
			return fields(read(page, contentType));
		}
		catch (IllegalStateException ex) {
			return fields(PageContent.NONE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private PageContent read(Representation page, String contentType) throws IOException {
		byte[] bytes = page.readAll();
		// links have the nonce that the page has
		return PageContent.of(hasNonces() ? HtmlPages.withNonce(bytes, contentType, Pages.NONCE) : bytes, contentType);
	}

	private PageFields fields(PageContent page) {
		return new PageFields((this.policy != null) ? this.policy.of(page) : "", this.links ? page.links() : List.of());
	}

}
