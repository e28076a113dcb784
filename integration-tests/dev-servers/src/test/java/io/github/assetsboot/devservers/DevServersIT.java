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

import org.junit.jupiter.api.Nested;

/**
 * Tests for the guide's development servers, one after the other.
 *
 * @author the Assets for Spring Boot authors
 */
class DevServersIT {

	@Nested
	class Vite extends DevelopedFrontEnd {

		Vite() {
			super(DevTool.VITE);
		}

	}

	@Nested
	class Angular extends DevelopedFrontEnd {

		Angular() {
			super(DevTool.ANGULAR);
		}

	}

	@Nested
	class Astro extends DevelopedFrontEnd {

		Astro() {
			super(DevTool.ASTRO);
		}

	}

	@Nested
	class SvelteKit extends DevelopedFrontEnd {

		SvelteKit() {
			super(DevTool.SVELTEKIT);
		}

	}

	@Nested
	class Nuxt extends DevelopedFrontEnd {

		Nuxt() {
			super(DevTool.NUXT);
		}

	}

	@Nested
	class Nextjs extends DevelopedFrontEnd {

		Nextjs() {
			super(DevTool.NEXTJS);
		}

	}

	@Nested
	class Webpack extends DevelopedFrontEnd {

		Webpack() {
			super(DevTool.WEBPACK);
		}

	}

	@Nested
	class Rsbuild extends DevelopedFrontEnd {

		Rsbuild() {
			super(DevTool.RSBUILD);
		}

	}

}
