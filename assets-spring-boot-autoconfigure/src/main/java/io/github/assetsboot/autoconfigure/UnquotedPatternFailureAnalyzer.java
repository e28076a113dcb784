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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Explains a YAML file that cannot be read because a negative pattern of
 * {@code assets.run-worker-first} has no quotes, so that its {@code !} begins a YAML tag.
 *
 * @author the Assets for Spring Boot authors
 */
class UnquotedPatternFailureAnalyzer implements FailureAnalyzer {

	private static final Pattern TAG = Pattern.compile("could not determine a constructor for the tag (!/\\S*)");

	private static final Pattern LINE = Pattern.compile("line \\d+, column \\d+");

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			Matcher tag = TAG.matcher(String.valueOf(cause.getMessage()));
			if (tag.find()) {
				Matcher line = LINE.matcher(String.valueOf(cause.getMessage()));
				return new FailureAnalysis(
						String.format("A YAML file cannot be read, because the pattern %s has no quotes%s.",
								tag.group(1), line.find() ? " (" + line.group() + ")" : ""),
						"Put the pattern in quotes: \"" + tag.group(1)
								+ "\". Without quotes, YAML reads the text after '!' as a tag.",
						cause);
			}
		}
		return null;
	}

}
