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
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Range requests (RFC 9110, section 14). The first column is a case of the catalogue, the
 * last one or more answers that are right, as {@link RangeAnswer} describes them.
 *
 * @author the Assets for Spring Boot authors
 */
class RangeTests {

	private static final int LARGE = 5 << 20;

	private static final String DEFAULT_CACHE_CONTROL = "public, max-age=0, must-revalidate";

	@RegisterExtension
	static final Site site = new Site().file("digits.txt", "0123456789")
		.file("empty.txt", "")
		.file("two-hundred.txt", blocks(20))
		.file("thousand.txt", blocks(100))
		.file("hundred-thousand.dat", random(100_000))
		.file("digits.unknown-type", "0123456789")
		.file("large.mp4", random(LARGE))
		.file("large.txt", blocks(LARGE / 10))
		.file("page.html", "<p>page</p>")
		.file("404.html", "<p>This is not the page you are looking for.</p>");

	@RegisterExtension
	static final Site singlePage = new Site().file("index.html", "<p>fallback page</p>")
		.property("assets.not-found-handling", "single-page-application");

	@RegisterExtension
	static final Site notFoundPage = new Site().file("404.html", "<p>This is not the page you are looking for.</p>")
		.property("assets.not-found-handling", "404-page");

	private @Nullable Client opened;

	private Client connect(Transport transport) throws IOException {
		Client client = site.connect(transport);
		this.opened = client;
		return client;
	}

	@AfterEach
	void close() throws IOException {
		if (this.opened != null) {
			this.opened.close();
		}
	}

	/**
	 * Content that says of each byte where it came from.
	 */
	private static String blocks(int number) {
		return IntStream.range(0, number).mapToObj("X%08d\n"::formatted).collect(Collectors.joining());
	}

	private static byte[] random(int size) {
		byte[] content = new byte[size];
		new Random(size).nextBytes(content);
		return content;
	}

	@EveryTransport("""
			some bytes                   | bytes=0-4                      | /digits.txt      | 206 0-4
			one byte                     | bytes=0-0                      | /digits.txt      | 206 0-0
			one byte                     | bytes=9-9                      | /digits.txt      | 206 9-9
			one byte                     | bytes=-1                       | /digits.txt      | 206 9-9
			no end                       | bytes=5-                       | /digits.txt      | 206 5-9
			no end                       | bytes=0-                       | /digits.txt      | 206 0-9
			the last bytes               | bytes=-5                       | /digits.txt      | 206 5-9
			the last bytes               | bytes=-10                      | /digits.txt      | 206 0-9
			the last bytes               | bytes=-15                      | /digits.txt      | 206 0-9
			end after the file           | bytes=8-20                     | /digits.txt      | 206 8-9
			end after the file           | bytes=0-10                     | /digits.txt      | 206 0-9
			zeros in front               | bytes=000-0004                 | /digits.txt      | 206 0-4
			start after the file         | bytes=10-                      | /digits.txt      | 416
			start after the file         | bytes=10-12                    | /digits.txt      | 416
			start after the file         | bytes=100-1000                 | /digits.txt      | 416
			the last 0 bytes             | bytes=-0                       | /digits.txt      | 416
			the last 0 bytes             | bytes=-0,-0                    | /digits.txt      | 416
			the last 0 bytes             | bytes=-0,3-4                   | /digits.txt      | 206 3-4
			several ranges               | bytes=0-2,500-502              | /thousand.txt    | 206 0-2,500-502
			several ranges               | bytes=500-502,0-2              | /thousand.txt    | 206 500-502,0-2 or 206 0-2,500-502
			several ranges               | bytes=0-2,5-7                  | /digits.txt      | 206 0-2,5-7 or 206 0-7
			several ranges               | bytes=0-0,9-9                  | /digits.txt      | 206 0-0,9-9 or 206 0-9
			several ranges               | bytes=0-0,9-9                  | /digits.unknown-type | 206 0-0,9-9 or 206 0-9
			some bytes                   | bytes=0-4                      | /digits.unknown-type | 206 0-4
			some after the file          | bytes=0-9, -10, 100000-, 10-19 | /thousand.txt    | 206 0-9,990-999,10-19 or 206 0-19,990-999
			all after the file           | bytes=100000-, 200000-         | /thousand.txt    | 416
			all after the file           | bytes=1000-,-0                 | /thousand.txt    | 416
			malformed                    | bytes=0-1,5-4                  | /digits.txt      | 200
			malformed                    | bytes=5-4                      | /digits.txt      | 200
			malformed                    | bytes=--5                      | /digits.txt      | 200
			malformed                    | bytes=A-                       | /digits.txt      | 200
			malformed                    | bytes=0x1-0x2                  | /digits.txt      | 200
			malformed                    | bytes=7                        | /digits.txt      | 200
			malformed                    | bytes=                         | /digits.txt      | 200
			malformed                    | bytes=-                        | /digits.txt      | 200
			malformed                    | bytes= , ,                     | /digits.txt      | 200
			malformed                    | bytes=,                        | /digits.txt      | 200
			malformed                    | bytes=1-50;90-101              | /digits.txt      | 200
			malformed                    | bytes=+1-2                     | /digits.txt      | 200
			malformed                    | bytes=1-+2                     | /digits.txt      | 200
			malformed                    | bytes=1--2                     | /digits.txt      | 200
			malformed                    | bytes=0-1-2                    | /digits.txt      | 200
			malformed                    | bytes=1-2,x                    | /digits.txt      | 200
			malformed                    | bytes=0-4/10                   | /digits.txt      | 200
			malformed                    | bytes=*                        | /digits.txt      | 200
			malformed                    | bytes:0-4                      | /digits.txt      | 200
			malformed                    | bytes 0-4                      | /digits.txt      | 200
			malformed                    | bytes 0-4/10                   | /digits.txt      | 200
			malformed                    | bytes                          | /digits.txt      | 200
			malformed                    | =0-4                           | /digits.txt      | 200
			malformed                    | 0-4                            | /digits.txt      | 200
			malformed                    | bytes==0-4                     | /digits.txt      | 200
			malformed                    | "bytes=0-4"                    | /digits.txt      | 200
			malformed                    | bytes=10-11 12-                | /thousand.txt    | 200
			white space, empty members   | bytes=   1 -2   ,  4- 5, ,,    | /digits.txt      | 200
			white space, empty members   | bytes= 0-4                     | /digits.txt      | 200
			white space, empty members   | bytes=0 -4                     | /digits.txt      | 200
			white space, empty members   | bytes=0- 4                     | /digits.txt      | 200
			white space, empty members   | bytes=- 4                      | /digits.txt      | 200
			white space, empty members   | bytes=0-\t4                    | /digits.txt      | 200
			white space, empty members   | bytes =0-4                     | /digits.txt      | 200
			white space, empty members   | bytes=1 2-3                    | /digits.txt      | 200
			white space, empty members   | bytes=0-2 , 500-502            | /thousand.txt    | 206 0-2,500-502
			white space, empty members   | bytes=0-2\t,\t500-502          | /thousand.txt    | 206 0-2,500-502
			white space, empty members   | bytes=0-2,500-502,             | /thousand.txt    | 206 0-2,500-502
			white space, empty members   | bytes=0-2, ,,500-502, ,        | /thousand.txt    | 206 0-2,500-502
			white space, empty members   | bytes=,0-4                     | /digits.txt      | 206 0-4
			white space, empty members   | bytes=0-4,                     | /digits.txt      | 206 0-4
			another unit                 | unknown=1-2                    | /digits.txt      | 200
			another unit                 | bytesX=1-2                     | /digits.txt      | 200
			another unit                 | Xbytes=1-2                     | /digits.txt      | 200
			another unit                 | Chars=0-5                      | /digits.txt      | 200
			another unit                 | seconds=1-2                    | /digits.txt      | 200
			unit in other letters        | BYTES=0-1                      | /digits.txt      | 206 0-1
			unit in other letters        | Bytes=0-1                      | /digits.txt      | 206 0-1
			many that overlap            | bytes=0-,1-,2-,3-,4-           | /digits.txt      | 200 or 206 0-9
			many that overlap            | bytes=-1,-2,-3,-4,-5           | /thousand.txt    | 200 or 206 995-999
			two that overlap             | bytes=0-10001, 0-0             | /thousand.txt    | 200 or 206 0-999
			two that overlap             | bytes=0-0,0-0                  | /thousand.txt    | 200 or 206 0-0
			two that overlap             | bytes=5-20,15-25               | /two-hundred.txt | 200 or 206 5-25
			overlapping in any order     | bytes=20-30,5-15,0-5,25-35     | /two-hundred.txt | 200 or 206 0-15,20-35 or 206 20-35,0-15
			large numbers                | bytes=9223372036854775808-     | /digits.txt      | 416
			large numbers                | bytes=9223372036854775807-     | /digits.txt      | 416
			large numbers                | bytes=0-99999999999999999999   | /digits.txt      | 206 0-9
			large numbers                | bytes=5-9223372036854775807    | /digits.txt      | 206 5-9
			large numbers                | bytes=-99999999999999999999    | /digits.txt      | 206 0-9
			large numbers                | bytes=-9223372036854775808     | /digits.txt      | 206 0-9
			large numbers                | bytes=4294967296-4294967299    | /digits.txt      | 416
			large numbers                | bytes=18446744073709551616-18446744073709551617 | /digits.txt | 416
			large numbers                | bytes=99999999999999999999-99999999999999999998 | /digits.txt | 200 or 416
			empty file                   | bytes=0-                       | /empty.txt       | 200
			empty file                   | bytes=0-0                      | /empty.txt       | 200
			empty file                   | bytes=-1                       | /empty.txt       | 200
			empty file                   | bytes=5-9,-2                   | /empty.txt       | 200
			some bytes                   | bytes=0-0                      | /large.mp4       | 206 0-0
			some bytes                   | bytes=100000-2200000           | /large.mp4       | 206 100000-2200000
			no end                       | bytes=1-                       | /large.mp4       | 206 1-5242879
			the last bytes               | bytes=-3000000                 | /large.mp4       | 206 2242880-5242879
			start after the file         | bytes=5242880-                 | /large.mp4       | 416
			several ranges               | bytes=0-999999,3000000-3999999 | /large.mp4       | 206 0-999999,3000000-3999999
			two that overlap             | bytes=0-2999999,1000000-3999999 | /large.mp4      | 200 or 206 0-3999999
			some bytes                   | bytes=100000-2200000           | /large.txt       | 206 100000-2200000
			several ranges               | bytes=-5,7-9                   | /large.txt       | 206 5242875-5242879,7-9 or 206 7-9,5242875-5242879
			""")
	void rangeOfAFile(Transport transport, String kind, String range, String target, String expected)
			throws IOException {
		Client client = connect(transport);
		Response full = client.get(target);
		assertThat(full.bytes()).isEqualTo(site.content(target));
		assertThat(full.header("cache-control")).isEqualTo(DEFAULT_CACHE_CONTROL);
		Response response = client.send(Request.get(target).with("Range", range));
		assertThat(RangeAnswer.describe(response, full)).isIn((Object[]) expected.split(" or "));
		assertThat(response.has("cache-control")).as("the default Cache-Control on 206").isFalse();
	}

	@EveryTransport("""
			bytes=0-4
			bytes=10-
			bytes=-0
			bytes=0-0,5-6
			bytes=x
			""")
	void rangeIsForGetOnly(Transport transport, String range) throws IOException {
		Client client = connect(transport);
		for (String target : List.of("/digits.txt", "/large.mp4", "/empty.txt")) {
			Response full = client.send(Request.get(target).method("HEAD"));
			Response response = client.send(Request.get(target).method("HEAD").with("Range", range));
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.header("accept-ranges")).isEqualTo("bytes");
			assertThat(response.header("content-length")).isEqualTo(String.valueOf(site.content(target).length));
			assertThat(response.lastingFields()).isEqualTo(full.lastingFields("cache-control"));
			response = client.send(Request.get(target).method("HEAD").with("Range", range).with("If-Range", "\"x\""));
			assertThat(response.status()).isEqualTo(200);
		}
	}

	@EveryTransport("""
			16
			17
			100
			400
			""")
	void manyRangesAreNeverAmplified(Transport transport, int number) throws IOException {
		Client client = connect(transport);
		String target = "/hundred-thousand.dat";
		int step = 100_000 / number;
		Response full = client.get(target);
		String range = IntStream.range(0, number)
			.mapToObj((index) -> index * step + "-" + index * step)
			.collect(Collectors.joining(","));
		Response response = client.send(Request.get(target).with("Range", "bytes=" + range));
		String answer = RangeAnswer.describe(response, full);
		if (number <= 16) {
			assertThat(answer).isEqualTo("206 " + range);
		}
		else if (!answer.equals("200")) {
			assertThat(answer.split(",")).hasSizeLessThanOrEqualTo(16);
		}
		assertThat(response.bytes().length).isLessThan(full.bytes().length + 16 * 200);
	}

	@EveryTransport("""
			3
			16
			17
			900
			""")
	void equalRangesAreNeverAmplified(Transport transport, int number) throws IOException {
		Client client = connect(transport);
		for (String one : List.of("0-", "-5242880", "0-5242879", "0-0")) {
			int times = Math.min(number, 6000 / (one.length() + 1));
			String range = IntStream.range(0, times).mapToObj((index) -> one).collect(Collectors.joining(","));
			Response response = client.send(Request.get("/large.mp4").with("Range", "bytes=" + range));
			assertThat(response.status()).isIn(200, 206);
			assertThat(response.bytes().length).isLessThanOrEqualTo(LARGE);
			assertThat(String.valueOf(response.header("content-type"))).isEqualTo("video/mp4");
		}
	}

	@EveryTransport
	void tenThousandRangesAreRefusedOrIgnoredInTime(Transport transport) throws IOException {
		Client client = connect(transport);
		assumeThat(transport.isHttp2()).as("a container may reset the stream").isFalse();
		String range = "0-0" + ",2-2".repeat(9_999);
		long start = System.nanoTime();
		Response response = client.send(Request.get("/digits.txt").with("Range", "bytes=" + range));
		assertThat(response.status()).as("10,000 ranges").isIn(200, 400, 431);
		assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
	}

	@EveryTransport("""
			bytes=0-4           | "{T}"                         | 206 0-4
			bytes=0-4           | "other"                       | 200
			bytes=0-4           | W/"{T}"                       | 200
			bytes=0-4           | a-b-c                         | 200
			bytes=0-4           | {T}                           | 200
			bytes=0-4           | "{T}                          | 200
			bytes=0-4           | *                             | 200
			bytes=0-4           | "{T}", "{T}"                  | 200
			bytes=0-4           | "{T}-gzip"                    | 200
			bytes=0-4           | Wed, 21 Oct 2015 07:28:00 GMT | 200
			bytes=0-4           | Fri, 01 Jan 2174 00:00:00 GMT | 200
			bytes=0-4           | Wed, 21 Oct                   | 200
			bytes=0-2,500-502   | "{T}"                         | 206 0-2,500-502
			bytes=0-2,500-502   | "other"                       | 200
			bytes=5000-         | "{T}"                         | 416
			bytes=5000-         | "other"                       | 200
			bytes=x             | "{T}"                         | 200
			unknown=0-4         | "{T}"                         | 200
			""")
	void rangeIfTheTagIsStillTheSame(Transport transport, String range, String ifRange, String expected)
			throws IOException {
		Client client = connect(transport);
		Response full = client.get("/thousand.txt");
		Response response = client.send(
				Request.get("/thousand.txt").with("Range", range).with("If-Range", ifRange.replace("{T}", hash(full))));
		assertThat(RangeAnswer.describe(response, full)).isEqualTo(expected);
	}

	@EveryTransport
	void ifRangeWithoutARangeIsIgnored(Transport transport) throws IOException {
		Client client = connect(transport);
		Response full = client.get("/thousand.txt");
		Response response = client.send(Request.get("/thousand.txt").with("If-Range", "\"other\""));
		assertThat(response.lastingFields()).isEqualTo(full.lastingFields());
		assertThat(response.bytes()).isEqualTo(full.bytes());
	}

	@EveryTransport("""
			If-None-Match is first       | Range: bytes=0-4 && If-None-Match: "{T}"                              | 304
			If-None-Match is first       | Range: bytes=0-4 && If-None-Match: *                                  | 304
			If-None-Match is first       | Range: bytes=5000- && If-None-Match: "{T}"                            | 304
			If-None-Match is first       | Range: bytes=0-4 && If-None-Match: "x"                                | 206 0-4
			If-None-Match is first       | Range: bytes=5000- && If-None-Match: "x"                              | 416
			If-None-Match is first       | Range: bytes=0-4 && If-None-Match: "{T}" && If-Range: "other"         | 304
			If-Match is first            | Range: bytes=0-4 && If-Match: "x"                                     | 412
			If-Match is first            | Range: bytes=5000- && If-Match: "x"                                   | 412
			If-Match is first            | Range: bytes=0-4 && If-Match: "{T}"                                   | 206 0-4
			If-Match is first            | Range: bytes=0-4 && If-Match: "{T}" && If-None-Match: "x"             | 206 0-4
			If-Match is first            | Range: bytes=0-4 && If-Match: "x" && If-Range: "{T}"                  | 412
			two fields                   | Range: bytes=0-1 && Range: bytes=500-501                              | 200 or 206 0-1,500-501
			two fields                   | Range: bytes=0-1 && Range: nonsense                                   | 200
			two fields                   | Range: bytes=0-1 && Range: bytes=0-1                                  | 200 or 206 0-1
			fields without effect        | Range: bytes=0-4 && If-Modified-Since: Fri, 01 Jan 2174 00:00:00 GMT   | 206 0-4
			fields without effect        | Range: bytes=0-4 && If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT | 206 0-4
			fields without effect        | Range: bytes=0-4 && Authorization: Basic eDp5                         | 206 0-4
			""")
	void rangeWithOtherFields(Transport transport, String kind, String fields, String expected) throws IOException {
		Client client = connect(transport);
		Response full = client.get("/thousand.txt");
		Response response = client.send(Request.parse("GET", "/thousand.txt", fields.replace("{T}", hash(full))));
		assertThat(RangeAnswer.describe(response, full)).isIn((Object[]) expected.split(" or "));
		assertThat(response.has("cache-control")).as("the default Cache-Control on 206").isFalse();
	}

	private static String hash(Response full) {
		String tag = String.valueOf(full.header("etag"));
		assertThat(tag).matches("\"[0-9a-f]{32}\"");
		return tag.substring(1, 33);
	}

	@EveryTransport
	void rangeOnAPageForNotFoundIsIgnored(Transport transport) throws IOException {
		Client client = connect(transport);
		try (Client other = notFoundPage.connect(transport)) {
			for (String range : List.of("bytes=0-4", "bytes=0-1,4-5", "bytes=5000-", "bytes=-0")) {
				Response response = other.send(Request.get("/nothing").with("Range", range));
				assertThat(response.status()).as("range %s", range).isEqualTo(404);
				assertThat(response.bytes()).isEqualTo(notFoundPage.content("404.html"));
				assertThat(response.has("content-range")).isFalse();
			}
		}
	}

	@EveryTransport
	void rangeOnAPathOfTheFallbackPageIsARangeOfThatPage(Transport transport) throws IOException {
		Client client = connect(transport);
		try (Client other = singlePage.connect(transport)) {
			Response full = other.get("/deep/link");
			assertThat(full.bytes()).isEqualTo(singlePage.content("index.html"));
			Response response = other.send(Request.get("/deep/link").with("Range", "bytes=3-7"));
			assertThat(RangeAnswer.describe(response, full)).as("range of the fallback page").isEqualTo("206 3-7");
			response = other.send(Request.get("/deep/link").with("Range", "bytes=99-"));
			assertThat(RangeAnswer.describe(response, full)).as("range after the fallback page").isEqualTo("416");
		}
	}

	@EveryTransport("""
			bytes=0-4
			bytes=5000-
			""")
	void rangeOnARedirectIsIgnored(Transport transport, String range) throws IOException {
		Client client = connect(transport);
		Response response = client.send(Request.get("/page.html").with("Range", range));
		assertThat(response.status()).isEqualTo(307);
		assertThat(response.header("location")).isEqualTo("/page");
		assertThat(response.has("content-range")).isFalse();
	}

	@EveryTransport
	void rangeOnAMethodThatIsNotAllowedIsIgnored(Transport transport) throws IOException {
		Client client = connect(transport);
		Response response = client.send(Request.get("/digits.txt").method("POST").with("Range", "bytes=5000-"));
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.header("allow")).isEqualTo("GET, HEAD");
		assertThat(response.fields()).doesNotContainKeys("etag", "content-range", "cache-control");
	}

	@EveryTransport
	void rangeByADerivedPathIsARangeOfThePage(Transport transport) throws IOException {
		Client client = connect(transport);
		Response full = client.get("/page");
		Response response = client.send(Request.get("/page").with("Range", "bytes=3-6"));
		assertThat(RangeAnswer.describe(response, full)).isEqualTo("206 3-6");
		assertThat(response.body()).isEqualTo("page");
	}

}
