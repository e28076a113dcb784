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

package io.github.assetsboot.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import io.github.assetsboot.testing.Container;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Files that are overwritten in place while they are sent: no more than a megabyte of the
 * new content is sent, and the response does not end as if it were complete.
 */
class OverwrittenFileIT {

	private static final int LENGTH = 80 << 20;

	private static final int MAX_NEW = (1 << 20) + 64 * 1024;

	private static Path file;

	@RegisterExtension
	static final Site site = new Site().fill(OverwrittenFileIT::fill);

	private static void fill(Path directory) throws IOException {
		file = directory.resolve("film.bin");
		write((byte) 'o');
	}

	private static void write(byte value) throws IOException {
		byte[] piece = new byte[1 << 20];
		Arrays.fill(piece, value);
		try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
			for (int position = 0; position < LENGTH; position += piece.length) {
				target.write(piece);
			}
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none",
			value = { "TOMCAT | none", "TOMCAT | bytes=1000-", "TOMCAT | bytes=0-9,2000-60000000", "JETTY | none",
					"JETTY | bytes=1000-", "JETTY | bytes=0-9,2000-60000000" })
	void littleOfTheNewContentIsSent(Container container, String range) throws Exception {
		int port = site.port(container);
		write((byte) 'o');
		awaitIndexed(port);
		try (Socket socket = new Socket()) {
			socket.setReceiveBufferSize(64 * 1024);
			socket.setSoTimeout(20_000);
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			socket.getOutputStream()
				.write(("GET /film.bin HTTP/1.1\r\nHost: x\r\n" + ((range != null) ? "Range: " + range + "\r\n" : "")
						+ "\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			InputStream input = socket.getInputStream();
			assertThat(new String(input.readNBytes(11), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 20");
			input.readNBytes(2 << 20);
			write((byte) 'n');
			long[] counts = count(input);
			assertThat(counts[1]).as("bytes of the new content").isLessThanOrEqualTo(MAX_NEW);
			assertThat(counts[0] + counts[1]).as("bytes that were sent").isLessThan(50_000_000);
		}
	}

	/**
	 * A file that was written just now is not sent at once.
	 */
	private static void awaitIndexed(int port) {
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				socket.setSoTimeout(20_000);
				socket.getOutputStream()
					.write("HEAD /film.bin HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				byte[] start = socket.getInputStream().readNBytes(12);
				return new String(start, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
			}
		});
	}

	private static long[] count(InputStream input) throws IOException {
		long[] counts = new long[2];
		byte[] buffer = new byte[64 * 1024];
		try {
			for (int length = input.read(buffer); length != -1; length = input.read(buffer)) {
				for (int i = 0; i < length; i++) {
					counts[0] += (buffer[i] == 'o') ? 1 : 0;
					counts[1] += (buffer[i] == 'n') ? 1 : 0;
				}
			}
		}
		catch (SocketException ex) {
			// the server has broken off
		}
		return counts;
	}

}
