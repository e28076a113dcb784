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

import java.util.Arrays;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.ContentRange;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ranges of files that the container would compress by itself.
 */
class ContainerCompressionTests {

	/**
	 * Too large for a coded representation of ours.
	 */
	private static final byte[] CONTENT = Contents.words(9_000_000);

	@RegisterExtension
	static final Site site = new Site().file("large.xml", CONTENT)
		.file("large.txt", CONTENT)
		.property("server.compression.enabled", "true")
		.property("server.compression.min-response-size", "1B");

	@EveryTransport("""
			/large.xml | gzip     | bytes=0-4000
			/large.txt | gzip     | bytes=0-4000
			/large.xml | gzip, br | bytes=100-5000000
			/large.txt | *        | bytes=-70000
			""")
	void partIsSentAsItIs(Transport transport, String path, String acceptEncoding, String range) throws Exception {
		try (Client client = site.connect(transport)) {
			Response response = client
				.send(Request.get(path).with("Accept-Encoding", acceptEncoding).with("Range", range));
			assertThat(response.status()).isEqualTo(206);
			assertThat(response.header("content-encoding")).isNull();
			assertThat(response.header("etag")).doesNotContain("--gzip");
			ContentRange sent = ContentRange.parse(response.header("content-range"));
			assertThat(sent.length()).isEqualTo(CONTENT.length);
			assertThat(Arrays.equals(response.bytes(),
					Arrays.copyOfRange(CONTENT, (int) sent.first(), (int) sent.last() + 1)))
				.as("%s is the part", response)
				.isTrue();
		}
	}

}
