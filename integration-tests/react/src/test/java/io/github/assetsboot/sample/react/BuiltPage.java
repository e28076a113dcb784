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

package io.github.assetsboot.sample.react;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.testing.SampleClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page that Vite built, as the application serves it at the moment.
 *
 * @param script the path of its script
 * @param style the path of its style sheet
 * @author the Assets for Spring Boot authors
 */
record BuiltPage(String script, String style) {

	private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

	private static final Pattern STYLE = Pattern.compile("href=\"(/assets/[^\"]+\\.css)\"");

	private static final Pattern CHUNK = Pattern.compile("Note-[\\w-]+\\.js");

	static BuiltPage get(SampleClient client) {
		String page = client.get("/").body();
		return new BuiltPage(find(SCRIPT, page).group(1), find(STYLE, page).group(1));
	}

	/**
	 * Return the path of the part that the script loads when it needs it.
	 */
	String chunk(SampleClient client) {
		return "/assets/" + find(CHUNK, client.get(this.script).body()).group();
	}

	private static Matcher find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		assertThat(matcher.find()).as("a match of %s", pattern).isTrue();
		return matcher;
	}

}
