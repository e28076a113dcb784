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
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.delivery.AssetSnapshot.Pages.PageFields;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The header fields of the answers with an asset, header rules applied: all that does not
 * depend on the representation is known.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class AssetHeaders implements ResponseHeaders {

	/**
	 * Placeholders that mark the position of a value that depends on the request, until
	 * the header rules are applied. A rule that sets or removes the field also replaces
	 * or removes the placeholder. No header field can have such a value.
	 */
	private static final String ENTITY_TAG = "\0entity-tag";

	private static final String DEFAULT_CACHE_CONTROL = "\0cache-control";

	private static final String NO_VARY = "\0vary";

	private static final String POLICY = "\0policy";

	private static final String LINKS = "\0links";

	private static final String OFFER = "\0dictionary";

	static final String ENFORCED = "Content-Security-Policy";

	static final String REPORTED = "Content-Security-Policy-Report-Only";

	private final Lines whole;

	private final Lines notModified;

	private final @Nullable String contentType;

	private final @Nullable String vary;

	private final @Nullable String varyWithCoding;

	private final boolean negotiable;

	/**
	 * The values of the default {@code Cache-Control}. An audience without a value gets
	 * no such field.
	 */
	private final Map<CacheAudience, String> cacheControl = new EnumMap<>(CacheAudience.class);

	/**
	 * Whether a rule limits the storing of the response by {@code Expires} or
	 * {@code Pragma}. Spring Security does not change the cache headers of such a
	 * response.
	 */
	private final boolean expires;

	private final List<HeaderRule> rules;

	private final List<HeaderRule> guardedRules;

	private final Pages pages;

	private final boolean linked;

	/**
	 * The paths of the versions of the asset after the context path, as a pattern for a
	 * browser, or {@code null} if no version is a dictionary. Each request looks at it.
	 */
	final @Nullable String match;

	/**
	 * The caches that may use the response as a dictionary.
	 */
	private final Set<CacheAudience> dictionaryFor = EnumSet.noneOf(CacheAudience.class);

	private AssetHeaders(HeaderFields fields, @Nullable String contentTypeOfFile, CachePolicy cachePolicy, String names,
			@Nullable String match, List<HeaderRule> rules, Pages pages) {
		this.rules = rules;
		this.pages = pages;
		this.linked = LINKS.equals(fields.get(HttpHeaders.LINK));
		if (this.linked) {
			fields.remove(HttpHeaders.LINK);
		}
		String encoding = fields.get(HttpHeaders.CONTENT_ENCODING);
		this.negotiable = (encoding == null);
		this.contentType = fields.get(HttpHeaders.CONTENT_TYPE);
		CachePolicy effectivePolicy = cachePolicy
			.forContentType((this.contentType != null) ? this.contentType : contentTypeOfFile);
		for (CacheAudience audience : CacheAudience.values()) {
			String value = effectivePolicy.valueFor(audience);
			if (value != null) {
				this.cacheControl.put(audience, value);
			}
		}
		// a cache would mix the representations up if a rule removes the field
		boolean varied = fields.get(HttpHeaders.VARY) != null;
		this.match = (this.negotiable && varied && !Pages.isPage(this.contentType)) ? match : null;
		boolean offered = OFFER.equals(fields.get(Dictionary.OFFER));
		if (offered) {
			fields.remove(Dictionary.OFFER);
		}
		addDictionaryFor(offered, String.valueOf(fields.get(HttpHeaders.CACHE_CONTROL)));
		this.expires = fields.get(HttpHeaders.EXPIRES) != null || fields.get(HttpHeaders.PRAGMA) != null;
		fields.remove(HttpHeaders.CONTENT_TYPE);
		String vary = fields.get(HttpHeaders.VARY);
		fields.remove(HttpHeaders.VARY);
		if (vary == null && names.startsWith(Languages.VARY)) {
			// no rule may have a cache give the answer to users of another language
			vary = NO_VARY;
		}
		if (!names.isEmpty() && vary != null) {
			vary = add(names, vary);
		}
		this.vary = NO_VARY.equals(vary) ? null : vary;
		this.varyWithCoding = (vary != null)
				? add((this.match != null) ? Dictionary.VARY : HttpHeaders.ACCEPT_ENCODING, vary) : null;
		this.whole = Lines.of(fields);
		this.notModified = Lines.of(fields.without(AssetHeaders::isOfContent));
		this.guardedRules = (this.whole.policy != -1) ? withPolicy(rules, this.whole.names[this.whole.policy]) : rules;
	}

	/**
	 * Create header fields.
	 * @param contentType the media type of the asset
	 * @param cachePolicy the {@code Cache-Control} without a rule for it
	 * @param withRanges whether parts of it can be asked for
	 * @param vary the names of the header fields that the answer depends on, besides
	 * those of content codings, separated by commas
	 * @param match the paths of the versions of the asset, or {@code null} if no version
	 * is a dictionary
	 * @param rules the header rules that apply, in their order
	 * @param pages the fields of pages
	 * @return the header fields
	 */
	static AssetHeaders of(@Nullable String contentType, CachePolicy cachePolicy, boolean withRanges, String vary,
			@Nullable String match, List<HeaderRule> rules, Pages pages) {
		HeaderFields fields = new HeaderFields();
		fields.add(HttpHeaders.ETAG, ENTITY_TAG);
		fields.add(HttpHeaders.CACHE_CONTROL, DEFAULT_CACHE_CONTROL);
		fields.add(HttpHeaders.VARY, NO_VARY);
		if (contentType != null) {
			fields.add(HttpHeaders.CONTENT_TYPE, contentType);
		}
		if (withRanges) {
			fields.add(HttpHeaders.ACCEPT_RANGES, "bytes");
		}
		if (match != null) {
			fields.add(Dictionary.OFFER, OFFER);
		}
		addFieldsOfPage(pages, fields);
		apply(rules, fields);
		removeFieldsOfPage(pages, fields);
		return new AssetHeaders(fields, contentType, cachePolicy, vary, match, rules, pages);
	}

	static AssetHeaders of(@Nullable String contentType, CachePolicy cachePolicy, boolean withRanges,
			boolean forDocument, List<HeaderRule> rules) {
		return of(contentType, cachePolicy, withRanges, vary(forDocument, false), null, rules, Pages.NONE);
	}

	/**
	 * A rule may set or remove the field.
	 */
	private void addDictionaryFor(boolean offered, String ruled) {
		if (this.match == null || !offered) {
			return;
		}
		for (CacheAudience audience : CacheAudience.values()) {
			String value = ruled.equals(DEFAULT_CACHE_CONTROL) ? this.cacheControl.get(audience) : ruled;
			if (value != null && CacheDirectives.hasLifetime(value)) {
				this.dictionaryFor.add(audience);
			}
		}
	}

	/**
	 * Return the names of header fields that the answer to a path depends on.
	 * @param forDocument whether another request, which does not ask for a document,
	 * would get another answer
	 * @param byLanguage whether a request for another language may get another answer
	 * @return the names, separated by commas; may be empty
	 */
	static String vary(boolean forDocument, boolean byLanguage) {
		if (!byLanguage) {
			return forDocument ? RequestPurpose.VARY : "";
		}
		return forDocument ? Languages.VARY + ", " + RequestPurpose.VARY : Languages.VARY;
	}

	private static void addFieldsOfPage(Pages pages, HeaderFields fields) {
		String policy = pages.policyField();
		if (policy != null) {
			fields.add(policy, POLICY);
		}
		if (pages.hasLinks()) {
			fields.add(HttpHeaders.LINK, LINKS);
		}
	}

	/**
	 * A rule may set a type that is not that of pages. A policy of a rule that is
	 * enforced takes the place of ours, even if ours is only reported.
	 */
	private static void removeFieldsOfPage(Pages pages, HeaderFields fields) {
		boolean page = Pages.isPage(fields.get(HttpHeaders.CONTENT_TYPE));
		String policy = pages.policyField();
		if (policy != null && POLICY.equals(fields.get(policy))
				&& (!page || (policy.equals(REPORTED) && fields.get(ENFORCED) != null))) {
			fields.remove(policy);
		}
		if (!page && LINKS.equals(fields.get(HttpHeaders.LINK))) {
			fields.remove(HttpHeaders.LINK);
		}
	}

	/**
	 * Add the names that a list does not have yet.
	 */
	static String add(String names, String vary) {
		if (vary.equals(NO_VARY)) {
			return names;
		}
		Set<String> present = Arrays.stream(vary.split(","))
			.map((name) -> name.trim().toLowerCase(Locale.ROOT))
			.collect(Collectors.toSet());
		if (present.contains("*")) {
			return vary;
		}
		return vary + Arrays.stream(names.split(", "))
			.filter((name) -> !present.contains(name.toLowerCase(Locale.ROOT)))
			.map((name) -> ", " + name)
			.collect(Collectors.joining());
	}

	/**
	 * Apply header rules one after the other. The first value that a rule sets replaces
	 * the value of the server. Later values of that name are appended.
	 * @param rules the rules in their order
	 * @param fields where to apply them
	 */
	static void apply(List<HeaderRule> rules, HeaderFields fields) {
		Set<String> namesSetByRules = new HashSet<>();
		for (HeaderRule rule : rules) {
			rule.unset().forEach(fields::remove);
			rule.set().forEach((name, value) -> {
				if (namesSetByRules.add(name.toLowerCase(Locale.ROOT))) {
					fields.set(name, value);
				}
				else {
					append(name, value, fields);
				}
			});
		}
	}

	/**
	 * {@code Set-Cookie} cannot be joined, RFC 9110, section 5.3.
	 */
	private static void append(String name, String value, HeaderFields fields) {
		String present = fields.get(name);
		if (present == null || name.equalsIgnoreCase(HttpHeaders.SET_COOKIE)) {
			fields.add(name, value);
		}
		else {
			fields.set(name, present + ", " + value);
		}
	}

	/**
	 * Return whether a browser may use the response as a dictionary.
	 * @param audience the caches that may store the response
	 * @return {@code true} if the response is fresh for some time, or may be used stale
	 */
	boolean isDictionary(CacheAudience audience) {
		return this.dictionaryFor.contains(audience);
	}

	/**
	 * Return the field that lets a browser use a response as a dictionary.
	 * @param selection the selected representation
	 * @param audience the caches that may store the response
	 * @param contextPath the context path, as it is in URLs
	 * @return the value, or {@code null} if the response is no dictionary
	 */
	@Nullable String offer(SelectedRepresentation selection, CacheAudience audience, String contextPath) {
		return (this.match != null && selection.status() == 200 && isDictionary(audience))
				? Dictionary.offer(contextPath, this.match, selection.plain()) : null;
	}

	@Override
	public List<HeaderRule> rules() {
		return this.rules;
	}

	@Override
	public boolean isOfPage() {
		return this.whole.policy != -1 || this.linked;
	}

	@Override
	public @Nullable Pages freshPages() {
		return (this.whole.policy != -1 && this.pages.hasNonces()) ? this.pages : null;
	}

	@Override
	public void prepare(Representation plain) throws IOException {
		if (isOfPage()) {
			this.pages.fields(plain, String.valueOf(this.contentType));
		}
	}

	@Override
	public List<String> links(Representation plain) {
		return this.linked ? fieldsOfPage(plain).links() : List.of();
	}

	/**
	 * {@link #prepare} has read the page.
	 */
	private PageFields fieldsOfPage(Representation plain) {
		try {
			return this.pages.fields(plain, String.valueOf(this.contentType));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public List<HeaderRule> guardedRules() {
		return this.guardedRules;
	}

	/**
	 * Add the policy to the rules that Spring Security must not change. A policy that is
	 * only reported does not take the place of one that is enforced.
	 */
	static List<HeaderRule> withPolicy(List<HeaderRule> rules, String field) {
		List<HeaderRule> guarded = new ArrayList<>(rules);
		guarded.add(0, new HeaderRule("", field.equals(ENFORCED) ? List.of(REPORTED) : List.of(), Map.of(field, "")));
		return List.copyOf(guarded);
	}

	@Override
	public boolean isNegotiable() {
		return this.negotiable;
	}

	@Override
	public boolean isTagged() {
		return this.whole.entityTag != -1;
	}

	@Override
	public @Nullable String contentType() {
		return this.contentType;
	}

	@Override
	public boolean withholdsCacheControl(CacheAudience audience) {
		return this.whole.cacheControl != -1 && !this.expires && !this.cacheControl.containsKey(audience);
	}

	@Override
	public HeaderFields withoutContent(SelectedRepresentation selection) {
		HeaderFields fields = new HeaderFields();
		apply(this.rules, fields);
		String vary = vary(selection);
		if (vary != null) {
			fields.set(HttpHeaders.VARY, vary);
		}
		return fields;
	}

	@Override
	public void forEach(SelectedRepresentation selection, CacheAudience audience, BiConsumer<String, String> target) {
		Lines lines = (selection.status() == 304) ? this.notModified : this.whole;
		for (int i = 0; i < lines.names.length; i++) {
			String value = lines.values[i];
			if (i == lines.entityTag) {
				value = selection.representation().entityTag();
			}
			else if (i == lines.cacheControl) {
				value = this.cacheControl.get(audience);
			}
			else if (i == lines.policy) {
				value = fieldsOfPage(selection.plain()).policy();
			}
			if (value != null) {
				target.accept(lines.names[i], value);
			}
		}
		String vary = vary(selection);
		if (vary != null) {
			target.accept(HttpHeaders.VARY, vary);
		}
	}

	private @Nullable String vary(SelectedRepresentation selection) {
		boolean negotiated = this.match != null || (this.negotiable && selection.plain().blob().coded().length > 0);
		return negotiated ? this.varyWithCoding : this.vary;
	}

	/**
	 * RFC 9110, section 15.4.5.
	 */
	private static boolean isOfContent(String name) {
		return name.equals(HttpHeaders.ACCEPT_RANGES) || name.equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING);
	}

	/**
	 * The header fields of a response in their order, with the positions of the values
	 * that depend on the request. A position is -1 if a rule has set or removed the
	 * field.
	 *
	 * @param names the names
	 * @param values the values
	 * @param entityTag the position of the entity tag
	 * @param cacheControl the position of the default {@code Cache-Control}
	 * @param policy the position of the Content Security Policy of the page
	 */
	private record Lines(String[] names, String[] values, int entityTag, int cacheControl, int policy) {

		static Lines of(HeaderFields fields) {
			List<String> values = fields.values();
			return new Lines(fields.names().toArray(String[]::new), values.toArray(String[]::new),
					values.indexOf(ENTITY_TAG), values.indexOf(DEFAULT_CACHE_CONTROL), values.indexOf(POLICY));
		}

	}

}
