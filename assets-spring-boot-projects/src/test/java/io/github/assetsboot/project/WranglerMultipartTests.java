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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WranglerMultipart}.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerMultipartTests {

	private static final String TYPE = "multipart/form-data; boundary=----b";

	/**
	 * Return the contents of all parts.
	 * @param step the number of bytes that the stream gives at a time
	 */
	private static Map<String, String> read(String type, String body, int step) throws IOException {
		InputStream stream = new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)) {

			@Override
			public synchronized int read(byte[] target, int offset, int length) {
				return super.read(target, offset, Math.min(length, step));
			}

		};
		Map<String, String> parts = new LinkedHashMap<>();
		WranglerMultipart multipart = WranglerMultipart.of(type, stream);
		for (String name = multipart.next(); name != null; name = multipart.next()) {
			parts.put(name, new String(multipart.content().readAllBytes(), StandardCharsets.ISO_8859_1));
		}
		return parts;
	}

	private static String part(String disposition, String content) {
		return "------b\r\n" + disposition + "\r\n\r\n" + content + "\r\n";
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 100, 100_000 })
	void partsAreThoseThatWereSent(int step) throws IOException {
		String large = "\r\n------\r\n-----b\r\n------\r".repeat(2000);
		String body = part("Content-Disposition: form-data; name=\"a\"; filename=\"f\"\r\nContent-Type: text/css",
				large) + part("content-disposition:form-data; filename=x; name=b", "")
				+ part("Content-Disposition: form-data; name=\"c\"", "\r") + "------b--\r\n";
		assertThat(read(TYPE, body, step)).containsExactly(Map.entry("a", large), Map.entry("b", ""),
				Map.entry("c", "\r"));
		assertThat(read("Multipart/Form-Data; charset=x; boundary=\"----b\"", body, step)).hasSize(3);
	}

	@Test
	void contentMayBeReadByteByByte() throws IOException {
		String text = "\r\n------\r\n-----b\r\n------\r".repeat(2000);
		String body = part("Content-Disposition: form-data; name=\"a\"", text)
				+ part("Content-Disposition: form-data; name=\"b\"", "\r") + "------b--\r\n";
		WranglerMultipart multipart = WranglerMultipart.of(TYPE,
				new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)));
		for (String expected : new String[] { text, "\r" }) {
			assertThat(multipart.next()).isNotNull();
			InputStream content = multipart.content();
			StringBuilder read = new StringBuilder();
			for (int next = content.read(); next != -1; next = content.read()) {
				read.append((char) next);
			}
			assertThat(read.toString()).isEqualTo(expected);
			assertThat(content.read()).isEqualTo(-1);
		}
		assertThat(multipart.next()).isNull();
	}

	@Test
	void unreadPartIsSkipped() throws IOException {
		String body = part("Content-Disposition: form-data; name=\"a\"", "x".repeat(100_000))
				+ part("Content-Disposition: form-data; name=\"b\"", "y") + "------b--";
		WranglerMultipart multipart = WranglerMultipart.of(TYPE,
				new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)));
		assertThat(multipart.next()).isEqualTo("a");
		assertThat(multipart.content().read()).isEqualTo('x');
		assertThat(multipart.next()).isEqualTo("b");
		assertThat(multipart.content().readAllBytes()).containsExactly('y');
		assertThat(multipart.next()).isNull();
	}

	@Test
	void bodyWithoutPartsHasNone() throws IOException {
		assertThat(read(TYPE, "------b--\r\n", 5)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "x", "------b", "------b\r\n", "------b\r\nContent-Disposition: form-data; name=\"a\"\r\n",
					"------b\r\n\r\nx\r\n------b--", "------b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
					"------b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n------b",
					"------bx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n------b--" })
	void invalidBodyIsRefused(String body) {
		assertThatExceptionOfType(WranglerException.class).isThrownBy(() -> read(TYPE, body, 10))
			.satisfies((failure) -> assertThat(failure.status().value()).isEqualTo(400));
	}

	@Test
	void longHeaderIsRefused() {
		String field = "X: " + "y".repeat(4000) + "\r\n";
		assertThatExceptionOfType(WranglerException.class)
			.isThrownBy(() -> read(TYPE, "------b\r\n" + field.repeat(3) + "\r\n", 100))
			.withMessageContaining("too long");
		assertThatExceptionOfType(WranglerException.class)
			.isThrownBy(() -> read(TYPE, "------b\r\nX: " + "y".repeat(1_000_000), 1000))
			.withMessageContaining("too long");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "multipart/form-data", "multipart/mixed; boundary=b",
			"multipart/form-data; boundary=" })
	void otherTypeIsRefused(String type) {
		assertThatExceptionOfType(WranglerException.class).isThrownBy(() -> read(type, "", 1))
			.satisfies((failure) -> assertThat(failure.status().value()).isEqualTo(415));
	}

}
