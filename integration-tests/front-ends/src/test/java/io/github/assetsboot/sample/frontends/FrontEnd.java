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

package io.github.assetsboot.sample.frontends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A front end of this module, and what its page of the guide says about it.
 *
 * @author the Assets for Spring Boot authors
 */
enum FrontEnd {

	VUE("vite.md", "/about", "/notes/7", 200, "No such page"),

	SVELTE("vite.md", "/about", "/notes/7", 200, "No such page"),

	SVELTEKIT("sveltekit.md", "/about", "/notes/7", 200, "No such page"),

	NUXT("nuxt.md", "/about", "/notes/7", 200, "No such page"),

	ANGULAR("angular.md", "/about", "/notes/7", 200, "No such page"),

	NEXTJS("nextjs.md", "/about", "/notes/7", 404, "No such page"),

	ASTRO("astro.md", "/about/", "/notes/7/", 404, "No such page"),

	DOCUSAURUS("docusaurus.md", "/about", "/notes/7", 404, "Page Not Found");

	private static final Path GUIDE = Path.of("..", "..", "docs");

	private static final Pattern SETTINGS = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern SCRIPT = Pattern.compile("`compress\\.mjs`.*?```js\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern COMPRESS = Pattern.compile("`node compress\\.mjs ([^`]+)`");

	private final String guide;

	private final String about;

	private final String note;

	private final int notFoundStatus;

	private final String notFoundHeading;

	FrontEnd(String guide, String about, String note, int notFoundStatus, String notFoundHeading) {
		this.guide = guide;
		this.about = about;
		this.note = note;
		this.notFoundStatus = notFoundStatus;
		this.notFoundHeading = notFoundHeading;
	}

	/**
	 * Return the folder of its sources.
	 */
	Path folder() {
		return Path.of(name().toLowerCase(Locale.ROOT));
	}

	/**
	 * Return the first settings on its page, which are those for the build as it comes.
	 */
	String settings() throws IOException {
		return find(SETTINGS, this.guide);
	}

	/**
	 * Return the script of the guide that codes the files of a build.
	 */
	static String compressScript() throws IOException {
		return find(SCRIPT, "delivery.md");
	}

	/**
	 * Return the folder of the build that its page names for the script.
	 */
	String compressedFolder() throws IOException {
		return find(COMPRESS, this.guide);
	}

	private static String find(Pattern pattern, String page) throws IOException {
		Matcher text = pattern.matcher(Files.readString(GUIDE.resolve(page)));
		assertThat(text.find()).as("%s in %s", pattern, page).isTrue();
		return text.group(1);
	}

	String about() {
		return this.about;
	}

	/**
	 * Return the path of a page that is not linked to by a file name.
	 */
	String note() {
		return this.note;
	}

	int notFoundStatus() {
		return this.notFoundStatus;
	}

	String notFoundHeading() {
		return this.notFoundHeading;
	}

}
