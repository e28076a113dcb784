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

package io.github.assetsboot.devserver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The output of a command: lines without colours, and the address in it.
 *
 * @author the Assets for Spring Boot authors
 */
class CommandOutputTests {

	private final CommandOutput output = new CommandOutput();

	private List<String> read(String text) throws IOException {
		List<String> lines = new ArrayList<>();
		this.output.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lines::add);
		return lines;
	}

	/**
	 * Lines that the tools print.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			// Vite, SvelteKit, Angular since 17, Nuxt, Rsbuild
			"'  ➜  Local:   http://localhost:5174/' | http://localhost:5174",
			"'  ➜  Local:   http://localhost:5173/shop/' | http://localhost:5173",
			"'  ➜ Local:    http://localhost:3000/' | http://localhost:3000",
			"'  ➜  Local:   https://localhost:5173/' | https://localhost:5173",
			// Astro
			"'┃ Local    http://localhost:4321/' | http://localhost:4321",
			// Next.js
			"'   - Local:        http://localhost:3001' | http://localhost:3001",
			"'ready - started server on 0.0.0.0:3000, url: http://localhost:3000' | http://localhost:3000",
			// Angular before 17
			"'** Angular Live Development Server is listening on localhost:4201, open your browser on http://localhost:4201/ **' | http://localhost:4201",
			// webpack-dev-server 5, 4 and 3
			"'<i> [webpack-dev-server] Loopback: http://localhost:8080/, http://[::1]:8080/' | http://localhost:8080",
			"'<i> [webpack-dev-server] Loopback: http://[::1]:8081/' | http://[::1]:8081",
			"'i ｢wds｣: Project is running at http://0.0.0.0:8080/' | http://localhost:8080",
			// pnpm with the folder of a package
			"'packages/app dev:   ➜  Local:   http://localhost:5173/' | http://localhost:5173",
			// Parcel, Hugo
			"'Server running at http://localhost:1234' | http://localhost:1234",
			"'Web Server is available at http://127.0.0.1:1313/ (bind address 127.0.0.1)' | http://127.0.0.1:1313",
			"'Local: http://[::]:80' | http://localhost:80", "'Local: http://localhost' | http://localhost" })
	void addressOfAToolIsFound(String line, String url) {
		assertThat(CommandOutput.findUrl(line)).hasToString(url);
	}

	@ParameterizedTest
	@ValueSource(strings = { "  ➜  Network: http://192.168.1.5:5173/", "  ➜  Network: use --host to expose",
			"[HPM] Proxy created: /api  -> http://localhost:8080", "http proxy error at http://localhost:8080/api",
			"Local: http://localhost.evil.example:5173/", "Local: http://localhost@evil.example/",
			"Local: http://example.com/", "Local: http://localhost:5173.example/",
			"Debugger listening on ws://127.0.0.1:9229/", "Port 5173 is in use, trying another one...", "> dev", "" })
	void otherAddressIsNone(String line) {
		assertThat(CommandOutput.findUrl(line)).isNull();
	}

	/**
	 * A stranger who sends a request chooses its path.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "GET /?Local: http://localhost:22/", "GET Local: http://localhost:22/",
			"127.0.0.1 - - \"GET /a Local: http://localhost:22/ HTTP/1.1\" 404", "404 /a?url=http://localhost:22/",
			"[404] /Local: http://localhost:22/", "http://localhost:5173/ Local: http://localhost:22/",
			"a?Local: http://localhost:22/", "server listening on /a at http://localhost:22/",
			"Failed to load url /url http://localhost:22/" })
	void addressInARequestIsNone(String line) {
		assertThat(CommandOutput.findUrl(line)).isNull();
	}

	@Test
	void addressInColoursIsFoundAndTheFirstOneIsKept() throws IOException {
		List<String> lines = read("\u001b[32m➜\u001b[39m  \u001b[1mLocal\u001b[22m:   "
				+ "\u001b[36mhttp://localhost:\u001b[1m5174\u001b[22m/\u001b[39m\n"
				+ "\u001b]8;;http://a\u0007\u001b[2KLocal: http://localhost:9/\u001b]8;;\u001b\\\r\n");
		assertThat(lines).containsExactly("➜  Local:   http://localhost:5174/", "Local: http://localhost:9/");
		assertThat(this.output.url()).hasToString("http://localhost:5174");
	}

	@Test
	void controlCharactersAndBlankLinesAreLeftOut() throws IOException {
		assertThat(read("a\u0000\u0007b\tc  \r\n\r\n \u001b[0m \n50 %\r100 %\nlast")).containsExactly("ab\tc", "50 %",
				"100 %", "last");
	}

	@Test
	void controlCharactersBeyondAsciiAndOfTheDirectionOfTextAreLeftOut() throws IOException {
		assertThat(read("a\u0080\u009b\u009fb\u202ec\u2066d\u2069\u200e\u200f\u061c ä é א 👩‍🚀\n\u202e\n"))
			.containsExactly("abcd ä é א 👩‍🚀");
	}

	@Test
	void lastLinesAreKept() throws IOException {
		StringBuilder text = new StringBuilder();
		for (int i = 1; i <= 50; i++) {
			text.append("line ").append(i).append('\n');
		}
		assertThat(read(text.toString())).hasSize(50);
		assertThat(this.output.lastLines()).hasSize(CommandOutput.LAST_LINES).startsWith("line 31").endsWith("line 50");
	}

	@Test
	void longLineIsCut() throws IOException {
		List<String> lines = read("x".repeat(10_000_000) + "\nnext\n");
		assertThat(lines).containsExactly("x".repeat(CommandOutput.MAX_LENGTH) + "…", "next");
	}

	@Test
	void hostileSequencesTakeNoTime() throws IOException {
		assertThat(read("\u001b]".repeat(500_000) + "\n" + "\u001b[".repeat(500_000) + "\n"
				+ "server at local on ".repeat(100_000) + "\n"))
			.hasSizeLessThanOrEqualTo(3);
	}

}
