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

package io.github.assetsboot.project;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * Decodes the names of entries in a zip. Programs write names in UTF-8 with or without
 * saying so, in UTF-8 in a field of its own, or in the code page of MS-DOS.
 */
final class ZipName {

	/**
	 * Code page 437 from 0x80 on. Not every Java runtime has it as a charset.
	 */
	private static final String CODE_PAGE_437 = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
			+ "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

	private static final byte UNICODE_PATH_VERSION = 1;

	private static final int UNICODE_PATH_START = 5;

	private ZipName() {
	}

	/**
	 * Decode a name.
	 * @param bytes its bytes
	 * @param utf8 whether the zip says that they are UTF-8
	 * @param unicodePath the field with the name in UTF-8, {@code null} if there is none
	 * @return the name with slashes between the folders
	 * @throws InvalidProjectFilesException if the name is not what the zip says
	 */
	static String decode(byte[] bytes, boolean utf8, @Nullable ByteBuffer unicodePath) {
		String name = decode(unicodePath, bytes);
		if (name == null) {
			name = decode(ByteBuffer.wrap(bytes));
		}
		if (name == null && utf8) {
			throw new InvalidProjectFilesException("The name of " + FileChecks.shown(decodeAsCodePage437(bytes))
					+ " in the zip is not valid UTF-8, although the zip says so. Rename the file, or make the zip with"
					+ " another program.");
		}
		return withSlashes((name != null) ? name : decodeAsCodePage437(bytes));
	}

	/**
	 * The field is out of date if a program renamed the entry without knowing the field.
	 */
	private static @Nullable String decode(@Nullable ByteBuffer unicodePath, byte[] name) {
		if (unicodePath == null || unicodePath.remaining() <= UNICODE_PATH_START
				|| unicodePath.get(0) != UNICODE_PATH_VERSION) {
			return null;
		}
		CRC32 crc = new CRC32();
		crc.update(name);
		return (unicodePath.getInt(1) == (int) crc.getValue()) ? decode(unicodePath.position(UNICODE_PATH_START))
				: null;
	}

	private static @Nullable String decode(ByteBuffer bytes) {
		if (isAscii(bytes)) {
			return new String(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(),
					StandardCharsets.ISO_8859_1);
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	private static boolean isAscii(ByteBuffer bytes) {
		for (int i = bytes.position(); i < bytes.limit(); i++) {
			if (bytes.get(i) < 0) {
				return false;
			}
		}
		return true;
	}

	private static String decodeAsCodePage437(byte[] bytes) {
		StringBuilder name = new StringBuilder();
		for (byte octet : bytes) {
			name.append((octet < 0) ? CODE_PAGE_437.charAt(octet + 128) : (char) octet);
		}
		return name.toString();
	}

	/**
	 * Some programs on Windows write backslashes, and some on Unix a dot for the root.
	 * The backslash after the letter of a drive stays, because such a path is refused.
	 */
	private static String withSlashes(String name) {
		if (name.indexOf('\\') == -1 && !name.startsWith("./")) {
			return name;
		}
		return name.replaceAll("(?<!^[A-Za-z]:)\\\\", "/").replaceFirst("^(\\./)+(?=.)", "");
	}

}
