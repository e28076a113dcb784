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

package io.github.assetsboot.collection;

import java.io.IOException;
import java.io.InputStream;

/**
 * Encodes and decodes bytes in one content coding.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
interface Codec {

	/**
	 * Code bytes, so that they become as few as can be.
	 * @throws IOException if they cannot be coded
	 */
	byte[] encode(byte[] bytes) throws IOException;

	/**
	 * Code bytes with a raw dictionary, so that they become as few as can be.
	 * @param bytes the bytes
	 * @param dictionary the dictionary
	 * @param pause is called between the pieces of the work
	 * @throws UnsupportedOperationException if this codec knows no dictionaries
	 * @throws IOException if they cannot be coded
	 */
	default byte[] encode(byte[] bytes, byte[] dictionary, ContentCoding.Pause pause) throws IOException {
		throw new UnsupportedOperationException("No dictionaries");
	}

	/**
	 * Decode a stream.
	 * @throws IOException if it is not of this coding
	 */
	InputStream decode(InputStream coded) throws IOException;

}
