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

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Pattern for host names. One label is the name of the project, and another one may be
 * the name of a version.
 *
 * @author the Assets for Spring Boot authors
 */
final class HostPattern {

	private static final String PROJECT = "{project}";

	private static final String VERSION = "{version}";

	/**
	 * A label, with or without a placeholder. Text in front of the placeholder is
	 * allowed.
	 */
	private static final Pattern LABEL = Pattern
		.compile("(?=.{1,63}$)[A-Za-z0-9_-]+|[A-Za-z0-9_-]*\\{(project|version)}");

	private final Pattern pattern;

	private final boolean withVersion;

	HostPattern(String text) {
		if (text.indexOf(PROJECT) == -1 || text.indexOf(PROJECT) != text.lastIndexOf(PROJECT)
				|| text.indexOf(VERSION) != text.lastIndexOf(VERSION) || text.matches(".*[/:*\\s].*")) {
			throw new IllegalArgumentException(
					"'" + text + "' must be the name of a host, such as '{project}.example.com'");
		}
		for (String label : withoutTrailingDot(text).split("\\.", -1)) {
			checkLabel(text, label);
		}
		this.withVersion = text.contains(VERSION);
		this.pattern = Pattern.compile(("\\Q" + withoutTrailingDot(text).toLowerCase(Locale.ROOT) + "\\E")
			.replace(PROJECT, "\\E(?<project>[a-z0-9-]{1,63}+)\\Q")
			.replace(VERSION, "\\E(?<version>[a-z0-9-]{1,63}+)\\Q"));
	}

	private static void checkLabel(String text, String label) {
		if (LABEL.matcher(label).matches()) {
			return;
		}
		String reason = "'" + label + "' cannot be a part of a host name. Names with other letters than a to z are"
				+ " written as browsers send them, such as 'xn--bcher-kva'.";
		if (label.contains(PROJECT) && label.contains(VERSION)) {
			reason = "two placeholders are in '" + label
					+ "'. Put a dot between them, as in '{version}.{project}.example.com'.";
		}
		else if (label.matches(".*\\{(project|version)}.+")) {
			reason = "text follows the placeholder in '" + label
					+ "'. Put the text in front of the placeholder, or a dot between them.";
		}
		throw new IllegalArgumentException("'" + text + "' never matches a host: " + reason);
	}

	/**
	 * Return the name without a dot at its end, which means the same host.
	 */
	private static String withoutTrailingDot(String host) {
		return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
	}

	@Nullable ProjectRequest match(String host) {
		Matcher matcher = this.pattern.matcher(ApplicationHosts.canonical(host));
		if (!matcher.matches() || !ProjectId.isValid(matcher.group("project"))) {
			return null;
		}
		return new ProjectRequest(new ProjectId(matcher.group("project")), "",
				this.withVersion ? matcher.group("version") : null);
	}

}
