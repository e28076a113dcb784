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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Parser of {@code _headers} files.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/headers/">Workers: headers</a>
 */
final class HeadersParser {

	private static final int MAX_LINE_LENGTH = 2000;

	private static final int MAX_RULES = 100;

	private static final Pattern SCOPE = Pattern.compile("(\\S+://|/).*", Pattern.DOTALL);

	/**
	 * RFC 9110, section 5.6.2.
	 */
	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final Set<String> FRAMING = Set.of("connection", "content-length", "keep-alive", "te", "trailer",
			"transfer-encoding", "upgrade");

	private final Map<String, HeaderRule> rules = new LinkedHashMap<>();

	private final List<RuleProblem> problems = new ArrayList<>();

	private int blocks;

	private @Nullable Block block;

	private boolean skipping;

	HeaderRules parse(String text) {
		String[] lines = text.split("\n", -1);
		for (int i = 0; i < lines.length; i++) {
			String line = Whitespace.trim(lines[i]);
			if (line.isEmpty() || line.startsWith("#")) {
				continue;
			}
			boolean scope = SCOPE.matcher(line).matches();
			if (scope && line.length() <= MAX_LINE_LENGTH && this.blocks >= MAX_RULES) {
				report(i + 1, line, "there can be " + MAX_RULES + " rules at most, so this line and all that follow"
						+ " are skipped", true);
				break;
			}
			try {
				parseLine(line, i + 1, scope);
			}
			catch (InvalidRuleException ex) {
				report(i + 1, line, ex.getReason(), true);
			}
		}
		finishBlock();
		return new HeaderRules(this.rules, this.problems);
	}

	private void parseLine(String line, int number, boolean scope) {
		if (line.length() > MAX_LINE_LENGTH) {
			throw new InvalidRuleException("a line can have " + MAX_LINE_LENGTH + " characters at most");
		}
		if (scope) {
			finishBlock();
			this.skipping = true;
			this.block = new Block(parseScope(line), line, number);
			this.skipping = false;
		}
		else if (!this.skipping) {
			parseHeader(line, number);
		}
	}

	private static String parseScope(String line) {
		String scope = RuleUrl.parseHeaderScope(line);
		int wildcard = scope.indexOf('*');
		if (wildcard != scope.lastIndexOf('*')) {
			throw new InvalidRuleException("there can be one * in a rule; use a placeholder such as :project");
		}
		if (wildcard != -1 && scope.contains(":splat")) {
			throw new InvalidRuleException("* and :splat cannot stand together, because * is captured as :splat");
		}
		return scope;
	}

	private void parseHeader(String line, int number) {
		int colon = line.indexOf(':');
		Block current = this.block;
		if (colon == -1) {
			if (current == null) {
				throw new InvalidRuleException("expected a path that starts with \"/\"");
			}
			if (!line.startsWith("! ")) {
				throw new InvalidRuleException("expected \"Name: value\" or \"! Name\"");
			}
			current.unset.add(Whitespace.trim(line.substring(1)));
			return;
		}
		String name = Whitespace.trim(line.substring(0, colon));
		String value = Whitespace.trim(line.substring(colon + 1));
		if (name.indexOf(' ') != -1) {
			throw new InvalidRuleException("the name of a header field has no spaces");
		}
		if (name.isEmpty()) {
			throw new InvalidRuleException("the name of the header field is missing");
		}
		if (value.isEmpty()) {
			throw new InvalidRuleException("the value of the header field is missing");
		}
		if (current == null) {
			throw new InvalidRuleException("a path must come before the first header field");
		}
		current.named = true;
		if (isSendable(name, value)) {
			current.set.merge(name, value, (first, second) -> first + ", " + second);
		}
		else {
			report(number, line, "this header field is never sent, because its name or value is not valid,"
					+ " or belongs to the connection", false);
		}
	}

	private static boolean isSendable(String name, String value) {
		return TOKEN.matcher(name).matches() && !FRAMING.contains(name.toLowerCase(Locale.ROOT))
				&& value.chars().allMatch((c) -> (c >= 0x20 && c != 0x7F) || c == '\t');
	}

	private void finishBlock() {
		Block finished = this.block;
		this.block = null;
		if (finished == null) {
			return;
		}
		if (!finished.named && finished.unset.isEmpty()) {
			report(finished.number, finished.line, "this rule has no header fields", true);
			return;
		}
		this.blocks++;
		this.rules.put(finished.scope, finished.toRule());
		if (RulePattern.compile(finished.scope).isAmbiguous()) {
			report(finished.number, finished.line, "this rule never matches, because a placeholder is repeated in it,"
					+ " or a placeholder's name begins with an earlier one's", false);
		}
	}

	private void report(int number, String line, String reason, boolean rejected) {
		this.problems.add(new RuleProblem(HeaderRules.FILE_NAME, number, line, reason, rejected));
	}

	private static final class Block {

		private final String scope;

		private final String line;

		private final int number;

		private final List<String> unset = new ArrayList<>();

		private final Map<String, String> set = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

		private boolean named;

		Block(String scope, String line, int number) {
			this.scope = scope;
			this.line = line;
			this.number = number;
		}

		HeaderRule toRule() {
			return new HeaderRule(this.scope, this.unset, this.set);
		}

	}

}
