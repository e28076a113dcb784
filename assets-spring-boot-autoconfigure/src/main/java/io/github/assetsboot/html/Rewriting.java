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

package io.github.assetsboot.html;

import java.util.List;

/**
 * A page on its way through the handlers. It is given the bytes of the page in pieces of
 * any size.
 *
 * @author the Assets for Spring Boot authors
 */
final class Rewriting {

	/**
	 * Create a rewriting.
	 * @param handlers the handlers
	 * @param encoding the encoding of the page, which is compatible with ASCII
	 * @param output receives the bytes of the result
	 */
	Rewriting(List<Handler> handlers, PageEncoding encoding, Output output) {
	}

	/**
	 * Rewrite the next bytes of the page. The bytes may be referred to until the next
	 * call.
	 */
	void write(byte[] bytes, int offset, int length) {
	}

	/**
	 * End the page.
	 */
	void end() {
	}

	/**
	 * Return whether the result so far differs from the page.
	 */
	boolean isChanged() {
		return false;
	}

	/**
	 * Receives the bytes of the result.
	 */
	interface Output {

		void write(byte[] bytes, int offset, int length);

	}

}
