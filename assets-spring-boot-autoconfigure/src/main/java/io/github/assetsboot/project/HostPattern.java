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
 * The name of a host in which one label is the project's name, and one may be that of a
 * version.
 *
 * @author the Assets for Spring Boot authors
 */
final class HostPattern {

	private static final String PROJECT = "{project}";

	private static final String VERSION = "{version}";

	private final Pattern pattern;

	private final boolean withVersion;

	HostPattern(String text) {
		if (text.indexOf(PROJECT) == -1 || text.indexOf(PROJECT) != text.lastIndexOf(PROJECT)
				|| text.indexOf(VERSION) != text.lastIndexOf(VERSION) || text.matches(".*[/:*\\s].*")) {
			throw new IllegalArgumentException(
					"'" + text + "' must be the name of a host, such as '{project}.example.com'");
		}
		this.withVersion = text.contains(VERSION);
		this.pattern = Pattern.compile(
				("\\Q" + text.toLowerCase(Locale.ROOT) + "\\E").replace(PROJECT, "\\E(?<project>[a-z0-9-]{1,63}+)\\Q")
					.replace(VERSION, "\\E(?<version>[a-z0-9-]{1,63}+)\\Q"));
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
