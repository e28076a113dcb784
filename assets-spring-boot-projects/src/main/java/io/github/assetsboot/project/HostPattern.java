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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Pattern for host names. The name of the project, and perhaps that of a version, take
 * the place of placeholders in its labels.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class HostPattern {

	static final String PROJECT = "{project}";

	static final String VERSION = "{version}";

	/**
	 * RFC 1035, section 2.3.4.
	 */
	static final int MAX_LABEL_LENGTH = 63;

	private static final int MAX_LENGTH = 253;

	private final List<Label> labels;

	/**
	 * Create a pattern.
	 * @param text the host name with placeholders
	 * @throws IllegalArgumentException if it is not valid, or never matches
	 */
	HostPattern(String text) {
		if (text.indexOf(PROJECT) == -1 || text.indexOf(PROJECT) != text.lastIndexOf(PROJECT)
				|| text.indexOf(VERSION) != text.lastIndexOf(VERSION) || text.matches("(?s).*[/:*\\s].*")) {
			throw new IllegalArgumentException(
					"'" + text + "' must be the name of a host, such as '{project}.example.com'");
		}
		String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
		this.labels = Arrays.stream(name.split("\\.", -1)).map((label) -> Label.of(label, text)).toList();
		int shortest = this.labels.stream().mapToInt(Label::shortest).sum() + this.labels.size() - 1;
		if (shortest > MAX_LENGTH) {
			throw neverMatches(text, "a host name has " + MAX_LENGTH + " characters at most");
		}
	}

	private static IllegalArgumentException neverMatches(String text, String reason) {
		return new IllegalArgumentException("'" + text + "' never matches a host: " + reason + ".");
	}

	/**
	 * Return whether both placeholders are in one label, so that a host can have several
	 * readings.
	 */
	boolean isAmbiguous() {
		return this.labels.stream().anyMatch(Label::hasBoth);
	}

	/**
	 * Return the readings of a host name.
	 * @param host the name, in lower case and without a dot at its end
	 * @return the readings, the longest name of a project first; none if the host does
	 * not match
	 */
	List<ProjectRequest> match(String host) {
		String[] names = host.split("\\.", -1);
		if (names.length != this.labels.size()) {
			return List.of();
		}
		List<Reading> readings = List.of(new Reading(null, null));
		for (int i = 0; i < names.length && !readings.isEmpty(); i++) {
			List<Reading> ofLabel = this.labels.get(i).match(names[i]);
			readings = readings.stream()
				.flatMap((reading) -> ofLabel.stream().map((other) -> reading.with(other)))
				.toList();
		}
		return readings.stream().map(Reading::toRequest).filter(Objects::nonNull).toList();
	}

	/**
	 * The values of the placeholders in a part of a host name.
	 */
	private record Reading(@Nullable String project, @Nullable String version) {

		static Reading of(String placeholder, String value) {
			return placeholder.equals(PROJECT) ? new Reading(value, null) : new Reading(null, value);
		}

		/**
		 * No placeholder is in both.
		 */
		Reading with(Reading other) {
			return new Reading((this.project != null) ? this.project : other.project,
					(this.version != null) ? this.version : other.version);
		}

		@Nullable ProjectRequest toRequest() {
			return (this.project != null && ProjectId.isValid(this.project))
					? new ProjectRequest(new ProjectId(this.project), "", this.version) : null;
		}

	}

	/**
	 * A label: text, or text around a placeholder, or text around and between both.
	 *
	 * @param prefix the text in front
	 * @param first the first placeholder, {@code null} if there is none
	 * @param middle the text after it
	 * @param second the second placeholder, {@code null} if there is none
	 * @param suffix the text after it
	 */
	private record Label(String prefix, @Nullable String first, String middle, @Nullable String second, String suffix) {

		private static final Pattern SYNTAX = Pattern.compile(
				"([A-Za-z0-9_-]*)(?:(\\{(?:project|version)})([A-Za-z0-9_-]*))?(?:(\\{(?:project|version)})([A-Za-z0-9_-]*))?");

		private static final Pattern VALUE = Pattern.compile("[a-z0-9-]{1,63}");

		/**
		 * The first characters of an id, or an alias. Beside a project in the same label,
		 * nothing else is taken for a version.
		 */
		private static final Pattern VERSION_NAME = Pattern.compile("[0-9a-f]{8}|[a-z][a-z0-9-]*");

		static Label of(String label, String text) {
			Matcher matcher = SYNTAX.matcher(label);
			if (label.isEmpty() || !matcher.matches()) {
				throw neverMatches(text,
						"'" + label + "' cannot be a part of a host name. Names with other letters than"
								+ " a to z are written as browsers send them, such as 'xn--bcher-kva'");
			}
			Label result = new Label(text(matcher.group(1)), matcher.group(2), text(matcher.group(3)), matcher.group(4),
					text(matcher.group(5)));
			if (result.hasBoth() && result.middle.isEmpty()) {
				throw new IllegalArgumentException("'" + text + "' has no text between the placeholders in '" + label
						+ "'. Put a hyphen between them, as in '{version}-{project}.example.com'.");
			}
			if (result.shortest() > MAX_LABEL_LENGTH) {
				throw neverMatches(text, "'" + label + "' cannot be a part of a host name, which has "
						+ MAX_LABEL_LENGTH + " characters at most");
			}
			return result;
		}

		private static String text(@Nullable String group) {
			return (group != null) ? group.toLowerCase(Locale.ROOT) : "";
		}

		boolean hasBoth() {
			return this.second != null;
		}

		/**
		 * Return the length of the shortest name that matches.
		 */
		int shortest() {
			return this.prefix.length() + this.middle.length() + this.suffix.length() + ((this.first != null) ? 1 : 0)
					+ ((this.second != null) ? 1 : 0);
		}

		List<Reading> match(String name) {
			if (this.first == null) {
				return name.equals(this.prefix) ? List.of(new Reading(null, null)) : List.of();
			}
			String end = (this.second != null) ? this.suffix : this.middle;
			if (name.length() > MAX_LABEL_LENGTH || name.length() < shortest() || !name.startsWith(this.prefix)
					|| !name.endsWith(end)) {
				return List.of();
			}
			String value = name.substring(this.prefix.length(), name.length() - end.length());
			if (this.second != null) {
				return split(value, this.first, this.second);
			}
			return VALUE.matcher(value).matches() ? List.of(Reading.of(this.first, value)) : List.of();
		}

		/**
		 * Each place with the text between the placeholders is a place to split at. There
		 * are fewer of them than the label has characters.
		 */
		private List<Reading> split(String value, String first, String second) {
			List<Reading> readings = new ArrayList<>();
			for (int i = value.indexOf(this.middle, 1); i != -1; i = value.indexOf(this.middle, i + 1)) {
				Reading reading = Reading.of(first, value.substring(0, i))
					.with(Reading.of(second, value.substring(i + this.middle.length())));
				if (isPossible(reading)) {
					// the later the split, the longer the first name
					readings.add(first.equals(PROJECT) ? 0 : readings.size(), reading);
				}
			}
			return readings;
		}

		private static boolean isPossible(Reading reading) {
			return reading.project != null && ProjectId.isValid(reading.project) && reading.version != null
					&& VERSION_NAME.matcher(reading.version).matches();
		}

	}

}
