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

package io.github.assetsboot.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.assetsboot.rules.Redirects.RedirectRule;

/**
 * Parser of {@code _redirects} files.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/redirects/">Workers:
 * redirects</a>
 */
final class RedirectsParser {

	static final int MAX_LINE_LENGTH = 2000;

	private static final int MAX_STATIC_RULES = 2000;

	private static final int MAX_DYNAMIC_RULES = 100;

	private static final Set<Integer> STATUS_CODES = Set.of(200, 301, 302, 303, 307, 308);

	private static final Pattern INDEX = Pattern.compile(".*/index(.html)?", Pattern.DOTALL);

	private static final Pattern RADIX_NUMBER = Pattern.compile("0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+");

	/**
	 * A run of digits is read once, so that a long line takes no long time.
	 */
	private static final Pattern DECIMAL_NUMBER = Pattern
		.compile("[+-]?(?:\\d++\\.?+\\d*+|\\.\\d++)(?:[eE][+-]?\\d++)?+");

	private final boolean htmlHandling;

	private final String basePath;

	private final List<RedirectRule> rules = new ArrayList<>();

	private final Problems problems = new Problems(Redirects.FILE_NAME);

	private final Set<String> sources = new HashSet<>();

	private int staticRules;

	private int dynamicRules;

	RedirectsParser(boolean htmlHandling, String basePath) {
		this.htmlHandling = htmlHandling;
		this.basePath = basePath;
	}

	Redirects parse(String text) {
		String[] lines = text.split("\n", -1);
		for (int i = 0; i < lines.length; i++) {
			String line = Whitespace.trim(lines[i]);
			if (line.isEmpty() || line.startsWith("#")) {
				continue;
			}
			try {
				this.rules.add(parseLine(line, i + 1));
			}
			catch (InvalidRuleException ex) {
				this.problems.reject(i + 1, line, ex.getReason());
			}
			if (this.dynamicRules > MAX_DYNAMIC_RULES) {
				break;
			}
		}
		return new Redirects(this.rules, this.problems.toList());
	}

	private RedirectRule parseLine(String line, int number) {
		if (line.length() > MAX_LINE_LENGTH) {
			throw new InvalidRuleException("a line can have " + MAX_LINE_LENGTH + " characters at most");
		}
		List<String> fields = fields(line);
		String from = RuleUrl.parseSource(fields.get(0));
		count(from);
		RulePattern pattern = RulePattern.compile(from);
		String to = RuleUrl.parseTarget(fields.get(1));
		TargetHost.placeholders(to, pattern.names());
		int status = parseStatus((fields.size() > 2) ? fields.get(2) : "302");
		rejectEndlessRedirect(from, to);
		if (!this.sources.add(from)) {
			throw new InvalidRuleException("an earlier rule has the same path " + from);
		}
		if (status == 200 && RuleUrl.hasHost(to)) {
			throw new InvalidRuleException("a 200 rule serves a file of this collection, so its target must be a path");
		}
		warn(from, to, pattern, line, number);
		return new RedirectRule(from, to, status, number);
	}

	private void warn(String from, String to, RulePattern pattern, String line, int number) {
		if (pattern.isAmbiguous()) {
			this.problems.warn(number, line,
					"this rule never matches, because a placeholder or splat is repeated in it,"
							+ " or a placeholder's name begins with an earlier one's");
		}
		String unknown = RedirectChecks.unknownPlaceholder(to, pattern.names());
		if (unknown != null) {
			this.problems.warn(number, line, "the target has " + unknown
					+ ", which is sent as it is, because the source has no such placeholder");
		}
		if (RedirectChecks.repeats(this.basePath, from)) {
			this.problems.warn(number, line,
					"the source repeats the base path " + this.basePath + ", below which all rules are; leave it out");
		}
		if (RedirectChecks.repeats(this.basePath, to)) {
			this.problems.warn(number, line, "the target repeats the base path " + this.basePath
					+ ", which is put in front of every target; leave it out");
		}
	}

	private static List<String> fields(String line) {
		List<String> fields = new ArrayList<>();
		for (String field : Whitespace.split(line)) {
			if (!fields.isEmpty() && field.startsWith("#")) {
				break;
			}
			fields.add(field);
		}
		if (fields.size() < 2 || fields.size() > 3) {
			throw new InvalidRuleException("expected \"from to [status]\", got " + fields.size() + " fields");
		}
		return fields;
	}

	private void count(String from) {
		if (this.dynamicRules == 0 && !RulePattern.isDynamic(from)) {
			if (++this.staticRules > MAX_STATIC_RULES) {
				throw new InvalidRuleException("there can be " + MAX_STATIC_RULES + " static rules at most");
			}
		}
		else if (++this.dynamicRules > MAX_DYNAMIC_RULES) {
			throw new InvalidRuleException("there can be " + MAX_DYNAMIC_RULES
					+ " dynamic rules at most, so this line and all that follow are skipped"
					+ " (a rule without * and : is static only if it stands above the first dynamic one)");
		}
	}

	/**
	 * Parse a status code the way that JavaScript parses a number.
	 */
	private static int parseStatus(String text) {
		double number = Double.NaN;
		if (RADIX_NUMBER.matcher(text).matches() && text.length() < 16) {
			int radix = switch (Character.toLowerCase(text.charAt(1))) {
				case 'x' -> 16;
				case 'o' -> 8;
				default -> 2;
			};
			number = Long.parseLong(text.substring(2), radix);
		}
		else if (DECIMAL_NUMBER.matcher(text).matches()) {
			number = Double.parseDouble(text);
		}
		if (number != (int) number || !STATUS_CODES.contains((int) number)) {
			throw new InvalidRuleException(
					"the status must be 200, 301, 302 (the default), 303, 307 or 308, not " + text);
		}
		return (int) number;
	}

	private void rejectEndlessRedirect(String from, String to) {
		if (RuleUrl.hasHost(to) || !INDEX.matcher(to).matches()) {
			return;
		}
		if (from.endsWith("/*")) {
			throw new InvalidRuleException("this would redirect for ever; to serve one page under every path, set"
					+ " not-found-handling to single-page-application instead");
		}
		if (from.endsWith("/") && this.htmlHandling) {
			throw new InvalidRuleException("this would redirect for ever, because html handling leads back;" + " "
					+ from + " already serves its index.html");
		}
	}

}
