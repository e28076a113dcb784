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

import java.time.Duration;
import java.util.regex.Pattern;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.http.CacheControl;

/**
 * Reads the configured {@code Cache-Control} of assets, from {@code assets.cache.control}
 * or from {@code spring.web.resources.cache}.
 */
final class AssetCacheControl {

	/**
	 * RFC 9111, section 5.2. The name of a directive starts with a letter, so that a
	 * duration such as {@code 12h} is not taken for a directive.
	 */
	private static final Pattern DIRECTIVE = Pattern
		.compile("[A-Za-z][A-Za-z0-9_-]*(?:=(?:[A-Za-z0-9_.-]+|\"[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]*\"))?");

	private static final Pattern DIRECTIVES = Pattern
		.compile(DIRECTIVE.pattern() + "(?:[ \\t]*,[ \\t]*" + DIRECTIVE.pattern() + ")*");

	private AssetCacheControl() {
	}

	/**
	 * Return the configured value.
	 * @param property the name of the property
	 * @param own the value of {@code assets.cache.control}, {@code null} if it is not set
	 * @param resources the cache properties of Spring Boot's resource handling
	 * @return the value, or {@code null} if none is configured
	 */
	static @Nullable String of(String property, @Nullable String own, WebProperties.Resources.Cache resources) {
		if (own != null) {
			return checked(property, own);
		}
		CacheControl control = resources.getCachecontrol().toHttpCacheControl();
		return (control != null) ? control.getHeaderValue() : ofPeriod(resources.getPeriod());
	}

	/**
	 * Spring's resource handler sends {@code no-store} for a period of zero, and nothing
	 * for a negative one.
	 */
	private static @Nullable String ofPeriod(@Nullable Duration period) {
		if (period == null || period.toSeconds() < 0) {
			return null;
		}
		CacheControl control = (period.toSeconds() == 0) ? CacheControl.noStore() : CacheControl.maxAge(period);
		return control.getHeaderValue();
	}

	private static String checked(String property, String value) {
		if (value.isBlank()) {
			throw invalid(property, value, "it is empty");
		}
		if (value.chars().anyMatch((c) -> Character.isISOControl(c) && c != '\t')) {
			throw invalid(property, value, "it contains a control character, such as a line break");
		}
		if (!DIRECTIVES.matcher(value.strip()).matches()) {
			throw invalid(property, value, "it is not a list of Cache-Control directives, separated by commas");
		}
		return value.strip();
	}

	private static InvalidAssetsPropertyException invalid(String property, String value, String reason) {
		return new InvalidAssetsPropertyException(property, value, reason,
				"Set it to a value such as 'public, max-age=43200', or remove the property.");
	}

}
