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

package io.github.assetsboot.sample.react;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.SampleClient;
import io.github.assetsboot.testing.SampleProcess;
import io.github.assetsboot.testing.ViteServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the front end from Vite's development server, under the address of the
 * application.
 *
 * @author the Assets for Spring Boot authors
 */
@NeedsNpm
class DevServerIT {

	private static final String VIEW = "src/views/Home.jsx";

	private static final String HEADING = "A React front end";

	@RegisterExtension
	static final RunningApplication builtApplication = new RunningApplication();

	@RegisterExtension
	static final Browser browser = new Browser();

	private static int vitePort;

	private static ViteServer vite;

	private static SampleProcess application;

	/**
	 * Not before all tests: without npm there is nothing to start.
	 */
	@BeforeEach
	void start() throws IOException {
		if (vite == null) {
			vitePort = ViteServer.freePort();
			vite = startVite();
			application = builtApplication.startAnother("--spring.profiles.active=dev",
					"--assets.dev-server.url=http://localhost:" + vitePort);
		}
	}

	private static ViteServer startVite() throws IOException {
		return ViteServer.start(builtApplication.frontEnd().directory(), vitePort);
	}

	/**
	 * A page that is left open would go on asking.
	 */
	@AfterEach
	void leavePage() {
		browser.deleteCookies();
		browser.open("about:blank");
	}

	@AfterAll
	static void stop() throws InterruptedException {
		if (application != null) {
			application.close();
		}
		if (vite != null) {
			vite.close();
		}
	}

	@Test
	void pageAndModulesComeFromVite() {
		browser.open(url("/"));
		browser.awaitHeading(HEADING);
		browser.awaitText(".user", "Not logged in.");
		SampleClient client = new SampleClient(application.port());
		assertThat(client.get("/").body()).contains("/@vite/client", "/src/main.jsx");
		HttpResponse<String> module = client.get("/src/main.jsx", "Sec-Fetch-Dest", "script");
		assertThat(SampleClient.contentType(module)).startsWith("text/javascript");
		assertThat(module.body()).contains("/src/App.jsx");
		assertThat(client.get("/icon.svg").statusCode()).isEqualTo(200);
		assertThat(client.get("/src/nope.jsx", "Sec-Fetch-Dest", "script").statusCode()).isEqualTo(404);
		assertThat(client.get("/assets/index.js", "Sec-Fetch-Dest", "script").statusCode()).isEqualTo(404);
	}

	@Test
	void deepLinkAndApiWorkUnderOneAddress() {
		browser.open(url("/notes/2"));
		browser.awaitHeading("Log in");
		browser.type("input[name=username]", "user");
		browser.type("input[name=password]", "password");
		browser.press("Log in");
		browser.awaitHeading("Return the ladder");
		browser.awaitUrl(url("/notes/2"));
		SampleClient client = new SampleClient(application.port());
		assertThat(client.get("/api/notes").statusCode()).isEqualTo(401);
	}

	@Test
	void changedModuleIsReplacedInThePage() throws IOException {
		assertHotUpdate();
	}

	/**
	 * The client in the page would connect to Vite's own port if that of the application
	 * refused it.
	 */
	@Test
	void socketOfVitePassesThroughTheApplication() throws Exception {
		String client = new SampleClient(application.port()).get("/@vite/client").body();
		Matcher token = Pattern.compile("wsToken = \"([^\"]+)\"").matcher(client);
		assertThat(token.find()).as("token in Vite's client").isTrue();
		BlockingQueue<String> messages = new LinkedBlockingQueue<>();
		WebSocket socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.subprotocols("vite-hmr")
			.header("Origin", "http://localhost:" + application.port())
			.buildAsync(URI.create("ws://localhost:" + application.port() + "/?token=" + token.group(1)),
					new WebSocket.Listener() {

						@Override
						public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
							messages.add(data.toString());
							webSocket.request(1);
							return null;
						}

					})
			.get(30, TimeUnit.SECONDS);
		assertThat(messages.poll(30, TimeUnit.SECONDS)).contains("connected");
		socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, TimeUnit.SECONDS);
		assertThat(application.output()).doesNotContain("clientPort");
	}

	/**
	 * What is set on the window would be lost if the page was loaded again.
	 */
	private void assertHotUpdate() throws IOException {
		browser.open(url("/"));
		browser.awaitHeading(HEADING);
		browser.run("window.loadedOnce = true");
		builtApplication.frontEnd().replace(VIEW, HEADING, "A hot front end");
		try {
			browser.awaitHeading("A hot front end");
			assertThat(browser.run("return window.loadedOnce")).isEqualTo(true);
		}
		finally {
			builtApplication.frontEnd().replace(VIEW, "A hot front end", HEADING);
		}
		browser.awaitHeading(HEADING);
		assertThat(browser.run("return window.loadedOnce")).isEqualTo(true);
	}

	@Test
	void whileViteIsDownThePageSaysSoAndGivesWayToItsReturn() throws IOException {
		browser.open(url("/"));
		browser.awaitHeading(HEADING);
		vite.close();
		browser.open(url("/notes/2"));
		browser.awaitHeading("The development server does not answer");
		browser.awaitText("pre", "npm run dev");
		assertThat(new SampleClient(application.port()).get("/api/session").statusCode()).isEqualTo(401);
		vite = startVite();
		browser.awaitHeading("Log in");
		assertThat(application.output()).containsOnlyOnce("does not answer (").doesNotContain("\tat ");
		browser.reload();
		browser.awaitHeading("Log in");
	}

	private String url(String path) {
		return "http://localhost:" + application.port() + path;
	}

}
