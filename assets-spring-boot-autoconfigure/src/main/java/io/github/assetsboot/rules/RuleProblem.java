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

/**
 * A line of a rule file that does not do what its author meant.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param file the name of the rule file
 * @param line the number of the line, from 1
 * @param text the line, without the white space around it
 * @param reason the reason, and a way to correct the line
 * @param rejected whether the line was skipped; otherwise it counts as a rule, and has no
 * effect or one that looks like a mistake
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record RuleProblem(String file, int line, String text, String reason, boolean rejected) {

	private static final int MAX_TEXT_LENGTH = 200;

	/**
	 * Return whether the line is a rule, or the start of one, that would have applied to
	 * a path.
	 * @param path the normalized, undecoded path
	 * @return {@code true} if the source of the rule matches the path
	 */
	public boolean mayConcern(String path) {
		String source = this.text.split("\\s+", 2)[0];
		try {
			return source.startsWith("/") && RulePattern.compile(source).match(path) != null;
		}
		catch (InvalidRuleException ex) {
			return false;
		}
	}

	@Override
	public String toString() {
		String shown = (this.text.length() > MAX_TEXT_LENGTH) ? this.text.substring(0, MAX_TEXT_LENGTH) + "…"
				: this.text;
		return this.file + ":" + this.line + ": " + this.reason + ": " + shown;
	}

}
