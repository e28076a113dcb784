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

package io.github.assetsboot.autoconfigure;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.routing.RoutingSettings.Languages.Language;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.StringUtils;

/**
 * Properties of the languages of the front end.
 *
 * @author the Assets for Spring Boot authors
 */
class LanguageProperties {

	private static final String PREFIX = "assets.language.";

	private static final String PATHS = PREFIX + "paths";

	private static final String NORWEGIAN = "no";

	/**
	 * RFC 5646, section 2.1, without languages that have no code.
	 */
	private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,6}");

	/**
	 * RFC 6265, section 4.1.1, and RFC 9110, section 5.6.2.
	 */
	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	/**
	 * Paths of the languages, inside the context path, by language tag.
	 */
	private Map<String, String> paths = new LinkedHashMap<>();

	/**
	 * Language of a request that prefers none of the languages.
	 */
	@Name("default")
	private @Nullable String standard;

	/**
	 * Name of the cookie that may name the language. It comes before Accept-Language. If
	 * not set, no cookie counts.
	 */
	private @Nullable String cookie;

	/**
	 * Response to a request without a language in its path: a redirect from the root to
	 * the path of the language, or the file of the language at the same path.
	 */
	private @Nullable LanguageMode mode;

	public Map<String, String> getPaths() {
		return this.paths;
	}

	public void setPaths(Map<String, String> paths) {
		this.paths = paths;
	}

	public @Nullable String getStandard() {
		return this.standard;
	}

	public void setStandard(@Nullable String standard) {
		this.standard = standard;
	}

	public @Nullable String getCookie() {
		return this.cookie;
	}

	public void setCookie(@Nullable String cookie) {
		this.cookie = cookie;
	}

	public @Nullable LanguageMode getMode() {
		return this.mode;
	}

	public void setMode(@Nullable LanguageMode mode) {
		this.mode = mode;
	}

	/**
	 * Return the languages.
	 * @param root the base path of the default collection, which no language can have
	 * @return the languages, or {@code null} if there are none
	 * @throws InvalidAssetsPropertyException if a property is not valid
	 */
	@Nullable Languages toLanguages(BasePath root) {
		if (this.paths.isEmpty()) {
			requireUnset("default", this.standard);
			requireUnset("cookie", this.cookie);
			requireUnset("mode", this.mode);
			return null;
		}
		Map<String, Language> languages = new LinkedHashMap<>();
		this.paths.forEach((name, path) -> {
			String tag = tag(name);
			Language language = new Language(tag, path(tag, path, root));
			if (languages.put(language.tag().toLowerCase(Locale.ROOT), language) != null) {
				throw new InvalidAssetsPropertyException(PATHS, name, "the language has two paths",
						"Remove one of them.");
			}
		});
		checkPaths(languages.values());
		return new Languages(languages.values(), standard(languages), toCookie(),
				Objects.requireNonNullElse(this.mode, LanguageMode.REDIRECT));
	}

	private static void checkPaths(Collection<Language> languages) {
		Map<String, String> tags = new HashMap<>();
		for (Language language : languages) {
			String path = language.path().toString();
			String other = tags.put(path, language.tag());
			if (other != null) {
				throw new InvalidAssetsPropertyException(PATHS + "." + language.tag(), path,
						"the language '" + other + "' has the same path",
						"Give each language a path of its own, or remove one of the two.");
			}
		}
	}

	private static void requireUnset(String name, @Nullable Object value) {
		if (value != null) {
			throw new InvalidAssetsPropertyException(PREFIX + name, value, "there are no languages",
					"Set '" + PATHS + "' to the paths of the languages, or remove the property.");
		}
	}

	/**
	 * YAML 1.1 reads the code of Norwegian as a boolean value.
	 */
	private static String norwegian(String name) {
		return name.equals("false") ? NORWEGIAN : name;
	}

	private static String tag(String name) {
		String tag = norwegian(name.strip());
		if (!TAG.matcher(tag).matches()) {
			throw new InvalidAssetsPropertyException(PATHS, name, "it is not a language tag",
					"Set a tag such as 'de' or 'pt-BR'. In YAML, put a tag that is a word of YAML in quotes.");
		}
		return tag;
	}

	private static BasePath path(String tag, String path, BasePath root) {
		String property = PATHS + "." + tag;
		try {
			BasePath languagePath = BasePath.of(path.strip());
			if (languagePath.toString().isEmpty() || languagePath.toString().equals(root.toString())) {
				throw new InvalidAssetsPropertyException(property, path,
						"it is the path of the default collection, which has no language",
						"Set it to a path such as '" + root + "/" + tag.toLowerCase(Locale.ROOT) + "'.");
			}
			return languagePath;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(property, path, "it " + ex.getMessage(),
					"Set it to the path after the context path in the address bar, such as '/de'.");
		}
	}

	private Language standard(Map<String, Language> languages) {
		String name = StringUtils.hasText(this.standard) ? this.standard.strip() : "";
		Language language = languages.get(norwegian(name).toLowerCase(Locale.ROOT));
		if (language == null) {
			throw new InvalidAssetsPropertyException(PREFIX + "default", name,
					name.isEmpty() ? "it is not set" : "it is not one of the languages of '" + PATHS + "'",
					"Set it to one of: " + String.join(", ", languages.values().stream().map(Language::tag).toList())
							+ ".");
		}
		return language;
	}

	private @Nullable String toCookie() {
		String name = StringUtils.hasText(this.cookie) ? this.cookie.strip() : null;
		if (name != null && !TOKEN.matcher(name).matches()) {
			throw new InvalidAssetsPropertyException(PREFIX + "cookie", name, "it is not the name of a cookie",
					"Set it to a name of letters, digits and hyphens, such as 'lang', or remove the property.");
		}
		return name;
	}

}
