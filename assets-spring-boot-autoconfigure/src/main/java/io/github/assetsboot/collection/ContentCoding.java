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
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import org.jspecify.annotations.Nullable;

/**
 * The content codings that assets are served in.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1">RFC 9110, section
 * 8.4.1</a>
 */
public enum ContentCoding {

	/**
	 * {@code gzip}, which the JDK knows.
	 */
	GZIP("gzip", ".gz", () -> new GzipCodec()),

	/**
	 * {@code br}, with the library brotli4j.
	 */
	BR("br", ".br", () -> new BrotliCodec()),

	/**
	 * {@code zstd}, with the library zstd-jni.
	 */
	ZSTD("zstd", ".zst", () -> new ZstdCodec()),

	/**
	 * {@code dcb}: {@code br} with an earlier version as the dictionary, RFC 9842,
	 * section 4.
	 */
	DCB("dcb", "ff444342", "", () -> new BrotliCodec()),

	/**
	 * {@code dcz}: {@code zstd} with an earlier version as the dictionary, RFC 9842,
	 * section 5.
	 */
	DCZ("dcz", "5e2a4d1820000000", "", () -> new ZstdCodec());

	private static final List<ContentCoding> OF_FILES = List.of(GZIP, BR, ZSTD);

	private static final List<ContentCoding> WITH_DICTIONARY = List.of(DCB, DCZ);

	private static final int MIN_SIZE = 256;

	private static final int MAX_SIZE = 8 * 1024 * 1024;

	/**
	 * Per cent of the size that a coding has to save.
	 */
	private static final int MIN_SAVING = 10;

	private final String token;

	/**
	 * The bytes before the hash of the dictionary, in hex digits.
	 */
	private final @Nullable String magic;

	private final String extension;

	private final Supplier<Codec> loader;

	/**
	 * Loaded when it is first asked for. The libraries have native code, which takes time
	 * and memory.
	 */
	private volatile @Nullable Optional<Codec> codec;

	ContentCoding(String token, String extension, Supplier<Codec> codec) {
		this(token, null, extension, codec);
	}

	ContentCoding(String token, @Nullable String magic, String extension, Supplier<Codec> codec) {
		this.token = token;
		this.magic = magic;
		this.extension = extension;
		this.loader = codec;
	}

	/**
	 * A library that is missing, or has nothing for this machine, cannot be linked. A
	 * reference to the constructor would try to link it before this can catch the error.
	 */
	private Optional<Codec> loaded() {
		Optional<Codec> loaded = this.codec;
		if (loaded == null) {
			try {
				loaded = Optional.of(this.loader.get());
			}
			catch (LinkageError ex) {
				loaded = Optional.empty();
			}
			this.codec = loaded;
		}
		return loaded;
	}

	/**
	 * Return the codings that need nothing but the content. A file can hold another one
	 * in such a coding.
	 * @return the codings
	 */
	public static List<ContentCoding> ofFiles() {
		return OF_FILES;
	}

	/**
	 * Return the codings that need an earlier version of the content.
	 * @return the codings
	 */
	public static List<ContentCoding> withDictionary() {
		return WITH_DICTIONARY;
	}

	/**
	 * Return whether this coding needs an earlier version of the content.
	 * @return whether it does
	 */
	public boolean needsDictionary() {
		return this.magic != null;
	}

	/**
	 * Find a coding of {@link #ofFiles() files} by its name in header fields.
	 * @param token the name, in any case
	 * @return the coding, or {@code null} if there is none of that name that can be read
	 * here
	 */
	public static @Nullable ContentCoding of(String token) {
		for (ContentCoding coding : ofFiles()) {
			if (coding.token.equalsIgnoreCase(token) && coding.isAvailable()) {
				return coding;
			}
		}
		return null;
	}

	/**
	 * Return the name of this coding in header fields.
	 * @return the name
	 */
	public String token() {
		return this.token;
	}

	/**
	 * Return the extension of a file that holds the coded representation of another.
	 * @return the extension, with its dot
	 */
	public String extension() {
		return this.extension;
	}

	/**
	 * Return whether this coding can be made and read here.
	 * @return {@code false} if its library is not on the class path, or not for this
	 * machine
	 */
	public boolean isAvailable() {
		return loaded().isPresent();
	}

	/**
	 * Return the tag of a coded representation, which names the content and the coded
	 * bytes.
	 * @param plain the content without a coding
	 * @param coded the coded bytes
	 * @return the tag, in quotes
	 */
	String entityTag(Blob plain, Blob coded) {
		String name = (this == GZIP) ? "gz" : this.token;
		return '"' + plain.shortHash() + '-' + name + '-' + coded.shortHash() + '"';
	}

	/**
	 * Code bytes.
	 * @throws IllegalStateException if this coding is not available
	 * @throws IOException if they cannot be coded
	 */
	byte[] encode(byte[] bytes) throws IOException {
		return codec().encode(bytes);
	}

	/**
	 * Code bytes with a dictionary.
	 * @param bytes the bytes
	 * @param dictionary the earlier version of them
	 * @return the header of RFC 9842, which names the dictionary, and the coded bytes
	 * @throws IllegalStateException if this coding is not available or needs no
	 * dictionary
	 * @throws IOException if they cannot be coded
	 */
	public byte[] encode(byte[] bytes, byte[] dictionary) throws IOException {
		if (this.magic == null) {
			throw new IllegalStateException("The content coding '" + this.token + "' has no dictionary");
		}
		byte[] header = HexFormat.of().parseHex(this.magic + BlobId.of(dictionary).hash());
		byte[] coded = codec().encode(bytes, dictionary);
		byte[] result = Arrays.copyOf(header, header.length + coded.length);
		System.arraycopy(coded, 0, result, header.length, coded.length);
		return result;
	}

	/**
	 * Code a stream with gzip, so that it becomes as short as it can.
	 * @param coded takes the coded bytes
	 * @return takes the bytes, and is to be closed
	 * @throws IOException if the beginning cannot be written
	 */
	public static OutputStream gzip(OutputStream coded) throws IOException {
		return GzipCodec.encode(coded);
	}

	/**
	 * Decode a stream.
	 * @param coded the coded stream
	 * @return the decoded one
	 * @throws IllegalStateException if this coding is not available
	 * @throws IOException if it is not of this coding
	 */
	public InputStream decode(InputStream coded) throws IOException {
		return codec().decode(coded);
	}

	private Codec codec() {
		return loaded()
			.orElseThrow(() -> new IllegalStateException("The content coding '" + this.token + "' needs its library"));
	}

	/**
	 * Return whether an asset may be worth coding.
	 * @param path the path of the asset
	 * @param size its size in bytes
	 * @return {@code false} if it is too small or too large, or of a type that coding
	 * does not make smaller
	 */
	public static boolean isWorthCoding(String path, long size) {
		return size >= MIN_SIZE && size <= MAX_SIZE && isCompressible(path);
	}

	/**
	 * Return whether coding makes the type of an asset smaller.
	 * @param path the path of the asset
	 * @return {@code false} for a type such as that of videos
	 */
	public static boolean isCompressible(String path) {
		return ContentTypes.isCompressible(ContentTypes.forPath(path));
	}

	/**
	 * Encode bytes.
	 * @return the coded bytes, or {@code null} if the coding would save too little
	 */
	byte @Nullable [] encodeIfWorth(byte[] bytes) throws IOException {
		byte[] coded = encode(bytes);
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
