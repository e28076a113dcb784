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

package io.github.assetsboot.devservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.testing.NpmProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A development server of the guide, and the places of its front end that the tests
 * change.
 *
 * @author the Assets for Spring Boot authors
 */
enum DevTool {

	VITE("Vite with React", "vite", "npm run dev -- --strictPort", "src/Counter.jsx", "src/style.css"),

	ANGULAR("Angular, `ng serve`", "@angular/build", "npm start --", "src/app/home.ts", "src/styles.css"),

	ASTRO("Astro with React", "astro", "npm run dev --", "src/components/Counter.jsx", "src/style.css") {

		@Override
		boolean reloadsForStyleSheets() {
			return true;
		}

	},

	SVELTEKIT("SvelteKit", "@sveltejs/kit", "npm run dev -- --strictPort", "src/routes/Text.svelte",
			"src/routes/style.css"),

	NUXT("Nuxt", "nuxt", "npm run dev --", "app/pages/index.vue", "app/assets/style.css"),

	NEXTJS("Next.js", "next", "npm run dev --", "app/counter.jsx", "app/style.css") {

		@Override
		String overlay() {
			return "return !!document.querySelector('nextjs-portal')?.shadowRoot?.querySelector('[data-nextjs-dialog]')";
		}

	},

	WEBPACK("webpack-dev-server", "webpack-dev-server", "npm run dev --", "src/text.js", "src/style.css") {

		@Override
		String overlay() {
			return "return !!document.getElementById('webpack-dev-server-client-overlay')";
		}

		@Override
		String correct() {
			return "'Written before'";
		}

		@Override
		String broken() {
			return "'Written before";
		}

	},

	RSBUILD("Rsbuild with React", "@rsbuild/core", "npm run dev --", "src/Counter.jsx", "src/style.css") {

		@Override
		String overlay() {
			return "return !!document.querySelector('rsbuild-error-overlay')";
		}

	};

	private static final Path FRONT_ENDS = Path.of("..", "front-ends");

	private static final Pattern VERSION = Pattern.compile("\"version\":\\s*\"([^\"]+)\"");

	private final String title;

	private final String npmPackage;

	private final String command;

	private final String component;

	private final String styleSheet;

	DevTool(String title, String npmPackage, String command, String component, String styleSheet) {
		this.title = title;
		this.npmPackage = npmPackage;
		this.command = command;
		this.component = component;
		this.styleSheet = styleSheet;
	}

	/**
	 * Copy the front end: the one that is built for the guide, where there is one, with a
	 * counter and the settings for its development server.
	 */
	NpmProject copy(Path target) throws IOException {
		Path folder = Path.of(name().toLowerCase(Locale.ROOT));
		Path built = FRONT_ENDS.resolve(folder);
		return Files.exists(built) ? NpmProject.copy(built, target).overlay(folder) : NpmProject.copy(folder, target);
	}

	String title() {
		return this.title;
	}

	/**
	 * Return the version of the tool that is installed.
	 */
	String version(NpmProject project) throws IOException {
		Path description = project.directory()
			.resolve(Path.of("node_modules", this.npmPackage.split("/")))
			.resolve("package.json");
		Matcher version = VERSION.matcher(Files.readString(description));
		assertThat(version.find()).as("version in %s", description).isTrue();
		return version.group(1);
	}

	/**
	 * Return the value of {@code assets.dev-server.command}.
	 */
	String command(int port) {
		return this.command + " --port " + port;
	}

	/**
	 * Return the file with the text that is shown.
	 */
	String component() {
		return this.component;
	}

	String styleSheet() {
		return this.styleSheet;
	}

	/**
	 * Return whether the tool lets the page be loaded again for a changed style sheet.
	 */
	boolean reloadsForStyleSheets() {
		return false;
	}

	/**
	 * Return a script that tells whether the page shows an error of the tool.
	 */
	String overlay() {
		return "return !!document.querySelector('vite-error-overlay')";
	}

	/**
	 * Return a part of the component.
	 */
	String correct() {
		return "before</p>";
	}

	/**
	 * Return the same part with a syntax error.
	 */
	String broken() {
		return "before</q>";
	}

	/**
	 * Return the same part without the error, and with another text.
	 */
	String repaired() {
		return correct().replace("before", "after");
	}

	/**
	 * Return the settings of an application, as far as the front end decides on them.
	 */
	List<String> settings() {
		return List.of("--assets.not-found-handling=single-page-application");
	}

}
