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

/**
 * A pattern in which {@code *} stands for any run of characters, and everything else for
 * itself. It has to match the whole text.
 *
 * @param pattern the pattern
 * @author the Assets for Spring Boot authors
 */
record Glob(String pattern) {

	/**
	 * Match a text, in time linear in its length for a given pattern: on a mismatch only
	 * the latest {@code *} has to take one character more.
	 * @param text the text
	 * @return whether the pattern matches all of it
	 */
	boolean matches(String text) {
		int position = 0;
		int index = 0;
		int star = -1;
		int retry = 0;
		while (position < text.length()) {
			if (index < this.pattern.length() && this.pattern.charAt(index) == '*') {
				star = index++;
				retry = position;
			}
			else if (index < this.pattern.length() && this.pattern.charAt(index) == text.charAt(position)) {
				index++;
				position++;
			}
			else if (star != -1) {
				index = star + 1;
				position = ++retry;
			}
			else {
				return false;
			}
		}
		while (index < this.pattern.length() && this.pattern.charAt(index) == '*') {
			index++;
		}
		return index == this.pattern.length();
	}

}
