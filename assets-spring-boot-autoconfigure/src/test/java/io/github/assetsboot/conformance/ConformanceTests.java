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

package io.github.assetsboot.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Replays every recording over a socket against a real Tomcat.
 *
 * @author the Assets for Spring Boot authors
 */
class ConformanceTests {

	private static final int CONFIGURATIONS = 260;

	private static final int EXCHANGES = 16_147;

	/**
	 * An empty list is as good as none.
	 */
	private static final String EMPTY_LIST = "run-worker-first-invalid/empty";

	private static final Comparison comparison = new Comparison(EnumSet.allOf(Divergence.class));

	private static final AtomicInteger replayed = new AtomicInteger();

	static Stream<Recording> recordings() throws Exception {
		return Recording.all().stream().filter((recording) -> recording.startupError() == null);
	}

	static Stream<Recording> refusedRecordings() throws Exception {
		return Recording.all()
			.stream()
			.filter((recording) -> recording.startupError() != null && !recording.name().equals(EMPTY_LIST));
	}

	@Test
	void noRecordingIsMissing() throws Exception {
		List<Recording> recordings = Recording.all();
		assertThat(recordings).hasSize(CONFIGURATIONS);
		assertThat(recordings.stream().mapToInt((recording) -> recording.exchanges().size()).sum())
			.isEqualTo(EXCHANGES);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("recordings")
	void answersAsRecorded(Recording recording, @TempDir Path directory) throws Exception {
		recording.writeSite(directory);
		List<String> differences = new ArrayList<>();
		Class<?> application = RecordedApplications.standingFor(recording.worker());
		try (ConfigurableApplicationContext context = Applications.start(application, properties(recording, directory));
				SocketClient client = new SocketClient(Applications.port(context))) {
			for (Exchange exchange : recording.exchanges()) {
				Map<String, String> headers = new LinkedHashMap<>();
				for (Map.Entry<String, String> header : exchange.requestHeaders().entrySet()) {
					headers.put(header.getKey(), fillTag(header.getValue(), client));
				}
				Response actual = client.send(exchange.method(), exchange.target(), headers);
				String difference = comparison.difference(exchange, withHostAsRecorded(actual, context));
				if (difference != null) {
					differences.add(difference);
				}
				replayed.incrementAndGet();
			}
		}
		assertThat(differences).isEmpty();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refusedRecordings")
	void refusesTheConfigurationAndNamesWhatIsWrong(Recording recording, @TempDir Path directory) throws Exception {
		recording.writeSite(directory);
		Throwable failure = catchThrowable(
				() -> Applications.start(RecordedApplications.WithEcho.class, properties(recording, directory))
					.close());
		assertThat(failure).isNotNull();
		String messages = Stream.iterate(failure, (cause) -> cause != null, Throwable::getCause)
			.map(Throwable::getMessage)
			.collect(Collectors.joining("\n"));
		Matcher named = Pattern.compile("'([^']+)': ").matcher(recording.startupError());
		while (named.find()) {
			assertThat(messages).contains("'" + named.group(1) + "'");
		}
		assertThat(messages).contains("assets.");
	}

	@Test
	void emptyListIsAsGoodAsNone(@TempDir Path directory) throws Exception {
		Recording recording = Recording.all()
			.stream()
			.filter((candidate) -> candidate.name().equals(EMPTY_LIST))
			.findFirst()
			.orElseThrow();
		recording.writeSite(directory);
		Map<String, String> properties = new LinkedHashMap<>(properties(recording, directory));
		properties.put("assets.run-worker-first", "");
		try (ConfigurableApplicationContext context = Applications.start(RecordedApplications.WithEcho.class,
				properties); SocketClient client = new SocketClient(Applications.port(context))) {
			assertThat(client.get("/page").has(Comparison.BY_APPLICATION)).isFalse();
			assertThat(client.get("/nope").has(Comparison.BY_APPLICATION)).isTrue();
		}
	}

	private static Map<String, String> properties(Recording recording, Path directory) {
		Map<String, String> properties = new LinkedHashMap<>(recording.properties());
		properties.put("assets.directory", directory.toString());
		properties.put("assets.routing", "workers");
		properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		return properties;
	}

	private static String fillTag(String value, SocketClient client) throws Exception {
		int start = value.indexOf("{{etag:");
		if (start == -1) {
			return value;
		}
		int end = value.indexOf("}}", start);
		Response response = client.send("GET", value.substring(start + 7, end), Map.of());
		return value.substring(0, start) + response.headers().getOrDefault("etag", "") + value.substring(end + 2);
	}

	private static Response withHostAsRecorded(Response actual, ConfigurableApplicationContext context) {
		Map<String, String> headers = new TreeMap<>(actual.headers());
		headers.replaceAll((name, value) -> value.replace("127.0.0.1:" + Applications.port(context), "{{host}}"));
		return Response.of(actual.status(), headers, actual.body());
	}

	@AfterAll
	static void report() {
		System.out.println("Conformance: " + replayed + " exchanges replayed, " + comparison);
	}

}
