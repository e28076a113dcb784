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

package io.github.assetsboot.routing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.rules.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Target of a request as code or a person writes it: an absolute URL or a path. User
 * information and the fragment are left out, because a client does not send them.
 *
 * @param origin where the URL leads to, {@code null} if it is a path
 * @param path the path as it is written, empty or starting with a slash
 * @param query the query without its question mark, {@code null} if there is none
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record RequestTarget(@Nullable Origin origin, String path, @Nullable String query) {

	private static final Pattern FORM = Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*+)://(?:[^/?#@]*+@)?"
			+ "(?<host>\\[[^/?#\\]]*+]|[^/?#:\\[]++)(?::(?<port>\\d{1,5}+))?(?=[/?#]|$)|(?=/))"
			+ "(?<path>[^?#]*+)(?:\\?(?<query>[^#]*+))?(?:#.*+)?", Pattern.DOTALL);

	/**
	 * Parse a target.
	 * @param text an absolute URL, or a path that starts with a slash
	 * @return the target, or {@code null} if the text is neither
	 */
	public static @Nullable RequestTarget parse(String text) {
		Matcher matcher = FORM.matcher(text);
		if (!matcher.matches()) {
			return null;
		}
		String port = matcher.group("port");
		Origin origin = (matcher.group("scheme") != null) ? new Origin(matcher.group("scheme"), matcher.group("host"),
				(port != null) ? Integer.parseInt(port) : -1) : null;
		return new RequestTarget(origin, matcher.group("path"), matcher.group("query"));
	}

}
