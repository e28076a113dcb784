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

package io.github.assetsboot.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content codings, made and undone without the code under test.
 */
public final class Codings {

	/**
	 * The codings and the extensions of their files.
	 */
	public static final Map<String, String> EXTENSIONS = Map.of("gzip", ".gz", "br", ".br", "zstd", ".zst");

	private static final int BROTLI_QUALITY = 9;

	private static final int ZSTD_LEVEL = 9;

	static {
		Brotli4jLoader.ensureAvailability();
	}

	private Codings() {
	}

	/**
	 * Encode a content.
	 * @param coding the value of {@code Content-Encoding}
	 * @param content the content
	 * @return the content under the coding
	 */
	public static byte[] encode(String coding, byte[] content) {
		return switch (coding) {
			case "gzip" -> gzip(content);
			case "br" -> brotli(content, BROTLI_QUALITY);
			case "zstd" -> zstd(content, ZSTD_LEVEL);
			default -> throw new IllegalArgumentException(coding);
		};
	}

	public static byte[] gzip(byte[] content) {
		return gzip(content, Deflater.BEST_COMPRESSION);
	}

	public static byte[] gzip(byte[] content, int level) {
		ByteArrayOutputStream coded = new ByteArrayOutputStream();
		try (GZIPOutputStream output = new GZIPOutputStream(coded) {

			{
				this.def.setLevel(level);
			}

		}) {
			output.write(content);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return coded.toByteArray();
	}

	public static byte[] brotli(byte[] content, int quality) {
		ByteArrayOutputStream coded = new ByteArrayOutputStream();
		try (BrotliOutputStream output = new BrotliOutputStream(coded, new Encoder.Parameters().setQuality(quality))) {
			output.write(content);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return coded.toByteArray();
	}

	public static byte[] zstd(byte[] content, int level) {
		return Zstd.compress(content, level);
	}

	/**
	 * Return the entity tag of a representation.
	 * @param content the content without a coding
	 * @param coding the coding, or {@code null} for none
	 * @param body the content under the coding
	 * @return the tag, in quotes
	 */
	public static String tag(byte[] content, @Nullable String coding, byte[] body) {
		if (coding == null) {
			return '"' + hash(content).substring(0, 32) + '"';
		}
		return '"' + hash(content).substring(0, 16) + '-' + (coding.equals("gzip") ? "gz" : coding) + '-'
				+ hash(body).substring(0, 16) + '"';
	}

	/**
	 * Return the entity tag of a slice of bytes without a coding.
	 * @param bytes the bytes
	 * @param offset the first position
	 * @param length the number of bytes
	 * @return the tag, in quotes
	 */
	public static String tag(byte[] bytes, int offset, int length) {
		return '"' + hash(bytes, offset, length).substring(0, 32) + '"';
	}

	private static String hash(byte[] bytes) {
		return hash(bytes, 0, bytes.length);
	}

	private static String hash(byte[] bytes, int offset, int length) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(bytes, offset, length);
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Put tags into a text: the hash of the content for {@code {T}}, and what is between
	 * the quotes of the tags of coded representations for {@code {gzip}} and so on.
	 * @param text the text
	 * @param content the content without a coding
	 * @param coded the content under codings
	 * @return the text with tags
	 */
	public static String withTags(String text, byte[] content, Map<String, byte[]> coded) {
		String filled = text.replace("{T}", tag(content, null, content).replace("\"", ""));
		for (Map.Entry<String, byte[]> entry : coded.entrySet()) {
			filled = filled.replace('{' + entry.getKey() + '}',
					tag(content, entry.getKey(), entry.getValue()).replace("\"", ""));
		}
		return filled;
	}

	/**
	 * Return the SHA-256 of a dictionary as it is in {@code Available-Dictionary}.
	 * @param dictionary the dictionary
	 * @return the byte sequence of RFC 8941
	 */
	public static String available(byte[] dictionary) {
		return ':' + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash(dictionary))) + ':';
	}

	/**
	 * Undo a coding that needs a dictionary, RFC 9842, sections 4 and 5.
	 * @param coding the value of {@code Content-Encoding}
	 * @param body the coded body
	 * @param dictionary the dictionary
	 * @return the content
	 * @throws IOException if it is not coded so, or with another dictionary
	 */
	public static byte[] decode(String coding, byte[] body, byte[] dictionary) throws IOException {
		String magic = coding.equals("dcb") ? "ff444342" : "5e2a4d1820000000";
		byte[] header = HexFormat.of().parseHex(magic + hash(dictionary));
		if (!Arrays.equals(Arrays.copyOf(body, header.length), header)) {
			throw new IOException("Not " + coding + " with this dictionary");
		}
		ByteArrayInputStream input = new ByteArrayInputStream(body, header.length, body.length - header.length);
		if (coding.equals("dcb")) {
			BrotliInputStream stream = new BrotliInputStream(input);
			stream.attachDictionary(ByteBuffer.allocateDirect(dictionary.length).put(dictionary).flip());
			return stream.readAllBytes();
		}
		return new ZstdInputStream(input).setDict(dictionary).readAllBytes();
	}

	/**
	 * Undo one coding.
	 * @param coding the value of {@code Content-Encoding}
	 * @param body the coded body
	 * @return the content
	 * @throws IOException if it is not coded so
	 */
	public static byte[] decode(@Nullable String coding, byte[] body) throws IOException {
		if (coding == null) {
			return body;
		}
		ByteArrayInputStream input = new ByteArrayInputStream(body);
		return switch (coding) {
			case "gzip" -> new GZIPInputStream(input).readAllBytes();
			case "br" -> new BrotliInputStream(input).readAllBytes();
			case "zstd" -> new ZstdInputStream(input).readAllBytes();
			default -> throw new IOException("No coding: " + coding);
		};
	}

}
