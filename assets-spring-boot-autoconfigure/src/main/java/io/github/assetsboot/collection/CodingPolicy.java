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

import org.jspecify.annotations.Nullable;

/**
 * Decides which assets get coded representations. A coded representation is kept if it is
 * clearly smaller than the asset.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class CodingPolicy {

	private static final int MIN_SIZE = 256;

	private static final int MAX_SIZE = 8 * 1024 * 1024;

	/**
	 * Per cent of the size that a coding has to save.
	 */
	private static final int MIN_SAVING = 10;

	private CodingPolicy() {
	}

	/**
	 * Return whether an asset may be worth coding.
	 * @param path the path of the asset
	 * @param size its size in bytes
	 * @return {@code false} if it is too small or too large, or of a type that coding
	 * does not make smaller
	 */
	public static boolean isWorthCoding(String path, long size) {
		return size >= MIN_SIZE && size <= MAX_SIZE && ContentTypes.isCompressible(ContentTypes.forPath(path));
	}

	/**
	 * Code a content.
	 * @param bytes the content
	 * @param coding the content coding, which must be available
	 * @return the coded content, or {@code null} if it would save too little
	 * @throws IOException if it cannot be coded
	 */
	public static byte @Nullable [] encode(byte[] bytes, ContentCoding coding) throws IOException {
		byte[] coded = coding.encode(bytes);
		return savesEnough(bytes.length, coded.length) ? coded : null;
	}

	/**
	 * Return whether a coded content is so much smaller that it is kept.
	 * @param size the size of the content in bytes
	 * @param codedSize the size of the coded content in bytes
	 * @return {@code true} if it is clearly smaller
	 */
	public static boolean savesEnough(long size, long codedSize) {
		return codedSize <= size * (100 - MIN_SAVING) / 100;
	}

}
