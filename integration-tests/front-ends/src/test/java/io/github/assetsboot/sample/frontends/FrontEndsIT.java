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

import org.junit.jupiter.api.Nested;

/**
 * Tests for the guide's front ends.
 *
 * @author the Assets for Spring Boot authors
 */
class FrontEndsIT {

	@Nested
	class Vue extends ServedFrontEnd {

		Vue() {
			super(FrontEnd.VUE);
		}

	}

	@Nested
	class Svelte extends ServedFrontEnd {

		Svelte() {
			super(FrontEnd.SVELTE);
		}

	}

	@Nested
	class SvelteKit extends ServedFrontEnd {

		SvelteKit() {
			super(FrontEnd.SVELTEKIT);
		}

	}

	@Nested
	class Nuxt extends ServedFrontEnd {

		Nuxt() {
			super(FrontEnd.NUXT);
		}

	}

	@Nested
	class Angular extends ServedFrontEnd {

		Angular() {
			super(FrontEnd.ANGULAR);
		}

	}

	@Nested
	class Nextjs extends ServedFrontEnd {

		Nextjs() {
			super(FrontEnd.NEXTJS);
		}

	}

	@Nested
	class Astro extends ServedFrontEnd {

		Astro() {
			super(FrontEnd.ASTRO);
		}

	}

	@Nested
	class Docusaurus extends ServedFrontEnd {

		Docusaurus() {
			super(FrontEnd.DOCUSAURUS);
		}

	}

}
