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

import io.github.assetsboot.rules.HeaderRules.HeaderRestrictions;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
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

	/**
	 * Number of lines below one path, more than a response has header fields.
	 */
	private static final int MAX_FIELDS = 100;

	private static final Pattern SCOPE = Pattern.compile("(\\S+://|/).*", Pattern.DOTALL);

	/**
	 * RFC 9110, section 5.6.2.
	 */
	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final Set<String> FRAMING = Set.of("connection", "content-length", "keep-alive", "proxy-connection",
			"te", "trailer", "transfer-encoding", "upgrade");

	/**
	 * A placeholder in them would let the request choose where a browser is sent to.
	 */
	private static final Set<String> REDIRECTING = Set.of("location", "refresh");

	/**
	 * Paths of files whose names tell that they are compressed.
	 */
	private static final Pattern COMPRESSED = Pattern.compile("(?i)\\.(gz|br|zst)$");

	private final HeaderRestrictions restrictions;

	private final Map<String, HeaderRule> rules = new LinkedHashMap<>();

	private final Problems problems = new Problems(HeaderRules.FILE_NAME);

	private int blocks;

	private @Nullable Block block;

	private boolean skipping;

	HeadersParser(HeaderRestrictions restrictions) {
		this.restrictions = restrictions;
	}

	HeaderRules parse(String text) {
		String[] lines = text.split("\n", -1);
		for (int i = 0; i < lines.length; i++) {
			String line = Whitespace.trim(lines[i]);
			if (line.isEmpty() || line.startsWith("#")) {
				continue;
			}
			boolean scope = SCOPE.matcher(line).matches();
			if (scope && line.length() <= MAX_LINE_LENGTH && this.blocks >= MAX_RULES) {
				this.problems.reject(i + 1, line,
						"there can be " + MAX_RULES + " rules at most, so this line and all that follow are skipped");
				break;
			}
			try {
				parseLine(line, i + 1, scope);
			}
			catch (InvalidRuleException ex) {
				this.problems.reject(i + 1, line, ex.getReason());
			}
		}
		finishBlock();
		return new HeaderRules(this.rules, this.problems.toList(), this.restrictions);
	}

	private void parseLine(String line, int number, boolean scope) {
		if (line.length() > MAX_LINE_LENGTH) {
			throw new InvalidRuleException("a line can have " + MAX_LINE_LENGTH + " characters at most"
					+ ((scope && this.block != null) ? "; the fields below it belong to the path above" : ""));
		}
		if (scope) {
			finishBlock();
			this.skipping = true;
			this.block = openBlock(line, number);
			this.skipping = false;
		}
		else if (!this.skipping) {
			parseHeader(line, number);
		}
	}

	private static Block openBlock(String line, int number) {
		try {
			String scope = parseScope(line);
			return new Block(scope, RulePattern.compile(scope), line, number);
		}
		catch (InvalidRuleException ex) {
			throw new InvalidRuleException(ex.getReason() + "; the fields below it are skipped, too");
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
				boolean path = line.indexOf(' ') == -1 && !line.startsWith("!");
				throw new InvalidRuleException("expected \"Name: value\" or \"! Name\"" + (path
						? "; a path must start with \"/\", and the fields below this line belong to the path above"
						: ""));
			}
			current.unset(Whitespace.trim(line.substring(1)), this.restrictions);
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
		boolean filled = current.isFilled(value);
		String denied = this.restrictions.reason(name, value, filled);
		if (denied != null) {
			throw new InvalidRuleException(denied);
		}
		if (filled && REDIRECTING.contains(name.toLowerCase(Locale.ROOT))) {
			throw new InvalidRuleException("a placeholder in " + name
					+ " would let the request choose where it leads; write a rule in " + Redirects.FILE_NAME);
		}
		if (value.chars().anyMatch((c) -> c > 0xFF)) {
			throw new InvalidRuleException("a header field can have no characters beyond U+00FF;"
					+ " percent-encode them in a URL, or leave them out");
		}
		if (isSendable(name, value)) {
			current.set(name, value);
			if (name.equalsIgnoreCase("Content-Encoding") && !COMPRESSED.matcher(current.scope).find()) {
				this.problems.warn(number, line, "browsers cannot read files with this field that are not compressed"
						+ " already; leave it out, because the library compresses and sets it");
			}
		}
		else {
			this.problems.warn(number, line, "this header field is never sent, because its name or value is not valid,"
					+ " or belongs to the connection");
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
		if (!finished.named) {
			this.problems.reject(finished.number, finished.line, "this rule has no header fields");
			return;
		}
		this.blocks++;
		this.rules.put(finished.scope, finished.toRule());
		if (finished.pattern.isAmbiguous()) {
			this.problems.warn(finished.number, finished.line,
					"this rule never matches, because a placeholder is repeated in it,"
							+ " or a placeholder's name begins with an earlier one's");
		}
	}

	private static final class Block {

		private final String scope;

		private final RulePattern pattern;

		private final String line;

		private final int number;

		private final List<String> unset = new ArrayList<>();

		private final Map<String, String> set = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

		private boolean named;

		private int fields;

		Block(String scope, RulePattern pattern, String line, int number) {
			this.scope = scope;
			this.pattern = pattern;
			this.line = line;
			this.number = number;
		}

		/**
		 * Return whether a request fills in a value.
		 */
		boolean isFilled(String value) {
			return this.pattern.names().stream().anyMatch((name) -> value.contains(":" + name));
		}

		void unset(String name, HeaderRestrictions restrictions) {
			this.named = true;
			String denied = restrictions.reason(name);
			if (denied != null) {
				throw new InvalidRuleException(denied);
			}
			count();
			this.unset.add(name);
		}

		void set(String name, String value) {
			count();
			this.set.merge(name, value, (first, second) -> first + ", " + second);
		}

		private void count() {
			if (++this.fields > MAX_FIELDS) {
				throw new InvalidRuleException("there can be " + MAX_FIELDS + " header fields below a path at most");
			}
		}

		HeaderRule toRule() {
			return new HeaderRule(this.scope, this.unset, this.set);
		}

	}

}
