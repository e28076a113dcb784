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
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.ContentRange;
import io.github.assetsboot.testing.Multipart;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Ranges of a file of more than 2 GiB, which takes no room on disk. Its bytes are zero
 * but for a mark of eight bytes here and there.
 *
 * @author the Assets for Spring Boot authors
 */
class LargeFileIT {

	private static final long LENGTH = (1L << 31) + (1L << 20);

	private static final List<Long> MARKS = List.of(0L, (1L << 31) - 4, 1L << 31, (1L << 31) + 100, LENGTH - 8);

	@RegisterExtension
	static final Site site = new Site().fill(LargeFileIT::write);

	private static void write(Path directory) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(directory.resolve("film.mp4").toFile(), "rw")) {
			file.setLength(LENGTH);
			for (long mark : MARKS) {
				file.seek(mark);
				file.write(mark(mark));
			}
		}
	}

	private static byte[] mark(long position) {
		return "%08x".formatted(position).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * What the file holds.
	 */
	private static byte[] expected(long first, long last) {
		byte[] bytes = new byte[(int) (last - first + 1)];
		for (long mark : MARKS) {
			byte[] text = mark(mark);
			for (int index = 0; index < text.length; index++) {
				long position = mark + index - first;
				if (position >= 0 && position < bytes.length) {
					bytes[(int) position] = text[index];
				}
			}
		}
		return bytes;
	}

	@EveryTransport("""
			bytes=0-7                      | 0-7
			bytes=2147483640-2147483760    | 2147483640-2147483760
			bytes=2147483647-2147483648    | 2147483647-2147483648
			bytes=2147483648-2147483648    | 2147483648-2147483648
			bytes=2147480000-2147680000    | 2147480000-2147680000
			bytes=2148532216-              | 2148532216-2148532223
			bytes=2148532223-9999999999    | 2148532223-2148532223
			bytes=-8                       | 2148532216-2148532223
			bytes=-100000                  | 2148432224-2148532223
			bytes=2148532224-              | 416
			bytes=0-7,2147483648-2147483655,-8 | 0-7,2147483648-2147483655,2148532216-2148532223
			""")
	void rangesBeyondTwoGibibytes(Transport transport, String range, String expected) throws IOException {
		try (Client client = site.connect(transport)) {
			Response response = client.send(Request.get("/film.mp4").with("Range", range));
			if (expected.equals("416")) {
				assertThat(response.status()).isEqualTo(416);
				assertThat(response.header("content-range")).isEqualTo("bytes */" + LENGTH);
				return;
			}
			assertThat(response.status()).isEqualTo(206);
			String[] ranges = expected.split(",");
			if (ranges.length == 1) {
				assertThat(response.header("content-range")).isEqualTo("bytes " + expected + "/" + LENGTH);
				isContent(ContentRange.parse(response.header("content-range")), response.bytes());
				return;
			}
			List<Multipart.Part> parts = Multipart.parse(response);
			assertThat(parts).extracting((part) -> part.range().toString()).containsExactly(ranges);
			parts.forEach((part) -> isContent(part.range(), part.bytes()));
		}
	}

	private static void isContent(ContentRange range, byte[] body) {
		assertThat(range.length()).isEqualTo(LENGTH);
		assertThat(body).isEqualTo(expected(range.first(), range.last()));
	}

	@EveryTransport
	void lengthIsThatOfTheFile(Transport transport) throws IOException {
		try (Client client = site.connect(transport)) {
			Response head = client.send(Request.get("/film.mp4").method("HEAD"));
			assertThat(head.status()).isEqualTo(200);
			assertThat(head.header("content-length")).isEqualTo(String.valueOf(LENGTH));
			assertThat(client.send(Request.get("/film.mp4").with("If-None-Match", String.valueOf(head.header("etag"))))
				.status()).isEqualTo(304);
		}
	}

	/**
	 * More than two gibibytes are asked for, of which the client reads the start and
	 * goes.
	 */
	@EveryTransport
	void clientThatLeavesEarlyDoesNoHarm(Transport transport) throws IOException {
		assumeThat(transport.isHttp2()).isFalse();
		int port = site.port(transport.container());
		for (int times = 0; times < 5; times++) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				socket.setSoTimeout(10_000);
				socket.getOutputStream()
					.write("GET /film.mp4 HTTP/1.1\r\nHost: x\r\nRange: bytes=100-\r\n\r\n"
						.getBytes(StandardCharsets.US_ASCII));
				InputStream input = socket.getInputStream();
				byte[] start = input.readNBytes(100_000);
				assertThat(new String(start, 0, 13, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 206 ");
			}
		}
		lengthIsThatOfTheFile(transport);
	}

}
