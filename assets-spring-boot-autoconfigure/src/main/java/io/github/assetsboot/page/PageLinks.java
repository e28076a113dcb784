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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.assetsboot.html.HtmlElement;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Link} fields for what a page needs first. A browser resolves a relative URL
 * of such a field against the URL of the page, as it does with those in the page. Only
 * {@code <base>} has to be applied before.
 *
 * @author the Assets for Spring Boot authors
 */
final class PageLinks {

	private static final int MAX_LINKS = 12;

	/**
	 * Number of characters of all links. Most servers refuse to send more than 8 KB of
	 * header fields.
	 */
	private static final int MAX_LENGTH = 3 * 1024;

	private static final Set<String> OF_HEAD = Set.of("html", "head", "title", "base", "link", "meta", "style",
			"script", "noscript", "template");

	private static final List<String> RELATIONS = List.of("preconnect", "modulepreload", "preload");

	/**
	 * The attributes that decide whether a preloaded file is used.
	 */
	private static final List<String> ATTRIBUTES = List.of("as", "type", "crossorigin", "media", "imagesrcset",
			"imagesizes", "integrity", "referrerpolicy", "fetchpriority");

	private final Set<String> values = new LinkedHashSet<>();

	/**
	 * The relations with their targets: no file is loaded twice.
	 */
	private final Set<String> targets = new HashSet<>();

	private int length;

	private boolean ended;

	private @Nullable String base;

	/**
	 * The number of open elements whose content is not used where scripts run.
	 */
	private int inert;

	void add(HtmlElement element) {
		String name = element.tagName();
		this.ended |= !OF_HEAD.contains(name);
		if (this.ended || this.values.size() == MAX_LINKS) {
			return;
		}
		if (name.equals("noscript") || name.equals("template")) {
			this.inert++;
			element.onEndTag((end) -> this.inert--);
		}
		else if (this.inert == 0) {
			switch (name) {
				case "base" -> readBase(element);
				case "script" -> addScript(element);
				case "link" -> addLink(element);
				default -> {
				}
			}
		}
	}

	private void readBase(HtmlElement element) {
		String href = element.getAttribute("href");
		if (this.base == null && href != null) {
			this.base = href.strip();
		}
	}

	private void addScript(HtmlElement script) {
		if ("module".equalsIgnoreCase(script.getAttribute("type"))) {
			add(script, script.getAttribute("src"), "modulepreload", null);
		}
	}

	private void addLink(HtmlElement link) {
		List<String> relations = Arrays
			.asList(String.valueOf(link.getAttribute("rel")).toLowerCase(Locale.ROOT).split("[ \\t\\n\\f\\r]+"));
		if (relations.contains("stylesheet")) {
			if (!relations.contains("alternate") && !link.hasAttribute("disabled")) {
				add(link, link.getAttribute("href"), "preload", "style");
			}
			return;
		}
		RELATIONS.stream()
			.filter(relations::contains)
			.findFirst()
			.ifPresent((relation) -> add(link, link.getAttribute("href"), relation, null));
	}

	private void add(HtmlElement element, @Nullable String href, String relation, @Nullable String as) {
		String target = (href != null) ? resolve(href.strip()) : null;
		if (target == null && href != null && !href.isBlank()) {
			return;
		}
		if ((target == null && !element.hasAttribute("imagesrcset"))
				|| (this.base != null && element.hasAttribute("imagesrcset"))) {
			return;
		}
		if (target != null && !this.targets.add(relation + ' ' + target)) {
			return;
		}
		StringBuilder value = new StringBuilder("<").append((target != null) ? target : "")
			.append(">; rel=")
			.append(relation);
		if (as != null) {
			value.append("; as=").append(as);
		}
		for (String attribute : ATTRIBUTES) {
			String text = element.getAttribute(attribute);
			boolean kept = text != null && (as == null || !Set.of("as", "type").contains(attribute));
			if (kept && element.tagName().equals("script") && attribute.equals("type")) {
				kept = false;
			}
			if (kept && text != null) {
				append(attribute, text, value);
			}
		}
		if (element.hasAttribute("nonce")) {
			append("nonce", String.valueOf(element.getAttribute("nonce")), value);
		}
		if (this.length + value.length() <= MAX_LENGTH && this.values.add(value.toString())) {
			this.length += value.length();
		}
	}

	private static void append(String name, String text, StringBuilder value) {
		value.append("; ").append(name);
		if (!text.isEmpty()) {
			boolean token = text.matches("[A-Za-z0-9_-]+");
			value.append('=')
				.append(token ? text
						: '"' + encode(text, " \"\\", false).replace("\\", "\\\\").replace("\"", "\\\"") + '"');
		}
	}

	/**
	 * Return the URL to load, or {@code null} if nothing is loaded.
	 */
	private @Nullable String resolve(String href) {
		if (href.isEmpty() || href.matches("(?is)(?!https?:)[a-z][a-z0-9+.-]*:.*")) {
			return null;
		}
		String target = encode(href, "", true);
		if (this.base == null) {
			return target;
		}
		try {
			return URI.create(encode(this.base, "", true)).resolve(URI.create(target)).toString();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Encode the characters that a header field or a reference in angle brackets cannot
	 * have.
	 */
	private static String encode(String text, String allowed, boolean url) {
		StringBuilder result = new StringBuilder();
		for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
			boolean kept = b > ' ' && b < 0x7F && (!url || "<>\"\\^`{|}".indexOf(b) < 0);
			if (kept || allowed.indexOf(b) >= 0) {
				result.append((char) b);
			}
			else {
				result.append("%%%02X".formatted(b & 0xFF));
			}
		}
		return result.toString();
	}

	List<String> values() {
		return List.copyOf(this.values);
	}

}
