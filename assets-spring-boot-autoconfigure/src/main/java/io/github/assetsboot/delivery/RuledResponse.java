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

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Keeps the header fields of a response as header rules have made them. Spring Security
 * writes its fields when the response is committed, which is after the rules were
 * applied. It would replace fields that a rule has set, and add fields that a rule has
 * removed.
 * <p>
 * Spring Security writes to the response that its wrapper wraps. So the guard takes the
 * place of that one, once all fields of the asset are there.
 */
final class RuledResponse extends HttpServletResponseWrapper {

	private static final String SECURITY = "org.springframework.security.";

	private static final String HEADER_WRITERS = SECURITY + "web.header.";

	/**
	 * Spring Security treats them as one.
	 */
	private static final List<String> CACHE_FIELDS = List.of(HttpHeaders.CACHE_CONTROL, HttpHeaders.PRAGMA,
			HttpHeaders.EXPIRES);

	private final Set<String> names;

	private RuledResponse(HttpServletResponse response, Set<String> names) {
		super(response);
		this.names = names;
	}

	/**
	 * Guard a response to which rules have been applied, if Spring Security writes to it.
	 * @param rules the rules
	 * @param response the response
	 */
	static void guard(List<HeaderRule> rules, HttpServletResponse response) {
		guard(rules, HttpHeaders.EMPTY, response);
	}

	/**
	 * Guard a response to which others are going to write the header fields.
	 * @param rules the rules
	 * @param fields the header fields, after the rules were applied
	 * @param response the response
	 */
	static void guard(List<HeaderRule> rules, HttpHeaders fields, HttpServletResponse response) {
		HttpServletResponseWrapper wrapper = rules.isEmpty() ? null : securityWrapper(response);
		if (wrapper != null && wrapper.getResponse() instanceof HttpServletResponse guarded) {
			Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
			Set<String> removed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
			collect(rules, set, removed);
			// Spring Security may also have written at the beginning of the request
			removed.stream().filter(guarded::containsHeader).forEach((name) -> guarded.setHeader(name, null));
			set.stream()
				.filter(fields::containsHeader)
				.forEach((name) -> guarded.setHeader(name, String.join(", ", fields.getOrEmpty(name))));
			set.addAll(removed);
			wrapper.setResponse(new RuledResponse(guarded, set));
		}
	}

	private static void collect(List<HeaderRule> rules, Set<String> set, Set<String> removed) {
		for (HeaderRule rule : rules) {
			removed.addAll(rule.unset());
			rule.unset().forEach(set::remove);
			set.addAll(rule.set().keySet());
			rule.set().keySet().forEach(removed::remove);
		}
		if (removed.contains(HttpHeaders.CACHE_CONTROL)) {
			CACHE_FIELDS.stream().filter((name) -> !set.contains(name)).forEach(removed::add);
		}
		set.removeIf(RuledResponse::isWrittenByOthers);
		removed.removeIf(RuledResponse::isWrittenByOthers);
	}

	/**
	 * Find the wrapper that writes at the end, or another one if Spring Security has
	 * written at the beginning.
	 */
	private static @Nullable HttpServletResponseWrapper securityWrapper(HttpServletResponse response) {
		HttpServletResponseWrapper found = null;
		ServletResponse current = response;
		while (current instanceof HttpServletResponseWrapper wrapper) {
			String name = wrapper.getClass().getName();
			if (name.startsWith(HEADER_WRITERS)) {
				return wrapper;
			}
			found = name.startsWith(SECURITY) ? wrapper : found;
			current = wrapper.getResponse();
		}
		return found;
	}

	/**
	 * Fields that other parts of the application may add to, and those that are written
	 * with the content.
	 */
	private static boolean isWrittenByOthers(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		return lowerCase.equals("vary") || lowerCase.equals("set-cookie")
				|| (lowerCase.startsWith("content-") && !lowerCase.startsWith("content-security-policy"));
	}

	private boolean isFinal(String name) {
		return this.names.contains(name);
	}

	@Override
	public void setHeader(String name, @Nullable String value) {
		if (!isFinal(name)) {
			super.setHeader(name, value);
		}
	}

	@Override
	public void addHeader(String name, @Nullable String value) {
		if (!isFinal(name)) {
			super.addHeader(name, value);
		}
	}

	@Override
	public void setDateHeader(String name, long date) {
		if (!isFinal(name)) {
			super.setDateHeader(name, date);
		}
	}

	@Override
	public void addDateHeader(String name, long date) {
		if (!isFinal(name)) {
			super.addDateHeader(name, date);
		}
	}

	@Override
	public void setIntHeader(String name, int value) {
		if (!isFinal(name)) {
			super.setIntHeader(name, value);
		}
	}

	@Override
	public void addIntHeader(String name, int value) {
		if (!isFinal(name)) {
			super.addIntHeader(name, value);
		}
	}

}
