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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays the recordings against collections of one application. Each recording is two of
 * them: one below a base path, one for a host. The default collection has other files and
 * settings.
 */
class CollectionRecordingsIT {

	private static final String OF_THE_DEFAULT_COLLECTION = "x-default";

	private static final Map<String, String> OTHER_FILES = Map.of("index.html", "default collection", "404.html",
			"default collection", "recording-1/index.html", "default collection", "_headers", "/*\n  X-Default: 1\n",
			"_redirects", "/recording-2/* /elsewhere 302\n/page /elsewhere 302\n/old /recording-3/ 200\n");

	/**
	 * Its rules name the host that it was recorded with.
	 */
	private static final String RULES_FOR_HOSTS = "headers/hosts";

	/**
	 * Values of {@code Location} that rules of {@code _headers} set, which are sent as
	 * they are written.
	 */
	private static final Set<String> OF_HEADER_RULES = Set.of("/hijack", "/elsewhere");

	private static List<Recording> all = List.of();

	private final Comparison comparison = new Comparison(EnumSet.allOf(Divergence.class));

	@TempDir
	private Path folder;

	private int replayed;

	@BeforeAll
	static void load() throws IOException {
		all = Recording.all();
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, none, 1, 14000", "TOMCAT, echo, 1, 14000", "TOMCAT, binding, 1, 3000", "JETTY, none, 9, 1500",
			"JETTY, echo, 9, 1500", "JETTY, binding, 9, 150" })
	void collectionAnswersAsIfItWereTheOnlyOne(Container container, String worker, int step, int atLeast)
			throws Exception {
		List<Recording> recordings = recordings(worker);
		List<String> differences = new ArrayList<>();
		try (ConfigurableApplicationContext context = Applications.start(RecordedApplications.standingFor(worker),
				properties(recordings, container));
				SocketClient client = new SocketClient(Applications.port(context))) {
			for (int number = 0; number < recordings.size(); number += step) {
				for (Place place : Place.values()) {
					for (Exchange exchange : place.exchanges(recordings.get(number))) {
						String difference = replay(exchange, place, number, client);
						if (difference != null) {
							differences.add(recordings.get(number) + " " + place + " " + difference);
						}
					}
				}
			}
		}
		assertThat(differences).isEmpty();
		assertThat(this.replayed).isGreaterThan(atLeast);
		System.out.println("Conformance: " + this.replayed + " exchanges replayed with collections of " + container
				+ ", " + this.comparison);
	}

	private static List<Recording> recordings(String worker) {
		return all.stream()
			.filter((recording) -> recording.worker().equals(worker) && recording.startupError() == null)
			.toList();
	}

	private Map<String, String> properties(List<Recording> recordings, Container container) throws IOException {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("assets.directory", write(OTHER_FILES, "default").toString());
		properties.put("assets.not-found-handling", "single-page-application");
		properties.put("assets.html-handling", "drop-trailing-slash");
		properties.put("assets.cache.immutable", "/**");
		properties.put("spring.autoconfigure.exclude", container.excluded());
		properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		properties.put("server.tomcat.max-keep-alive-requests", "-1");
		for (int number = 0; number < recordings.size(); number++) {
			Recording recording = recordings.get(number);
			Path directory = write(recording.site(), "recording-" + number);
			for (Place place : Place.values()) {
				String prefix = "assets.collections." + place.collection(number) + ".";
				recording.properties()
					.forEach((name, value) -> properties.put(name.replaceFirst("^assets\\.", prefix), value));
				properties.put(prefix + "directory", directory.toString());
				properties.put(prefix + "routing", "workers");
				properties.put(prefix + place.property(), place.value(number));
			}
		}
		return properties;
	}

	private Path write(Map<String, String> files, String name) throws IOException {
		Path directory = this.folder.resolve(name);
		for (Map.Entry<String, String> file : files.entrySet()) {
			Path path = directory.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.writeString(path, file.getValue());
		}
		return directory;
	}

	private @Nullable String replay(Exchange exchange, Place place, int number, SocketClient client)
			throws IOException {
		Map<String, String> headers = new LinkedHashMap<>();
		exchange.requestHeaders().forEach((name, value) -> headers.put(name, fillTag(value, place, number, client)));
		place.addHost(number, headers);
		Response actual = client.send(exchange.method(), place.target(exchange.target(), number), headers);
		if (actual.status() == 400) {
			// Jetty does not say that it closes the connection
			client.close();
		}
		assertThat(actual.has(OF_THE_DEFAULT_COLLECTION)).as(exchange::toString).isFalse();
		this.replayed++;
		return this.comparison.difference(exchange, place.asRecorded(actual, number));
	}

	private static String fillTag(String value, Place place, int number, SocketClient client) {
		int start = value.indexOf("{{etag:");
		if (start == -1) {
			return value;
		}
		int end = value.indexOf("}}", start);
		Map<String, String> headers = new LinkedHashMap<>();
		place.addHost(number, headers);
		try {
			Response response = client.send("GET", place.target(value.substring(start + 7, end), number), headers);
			return value.substring(0, start) + response.headers().getOrDefault("etag", "") + value.substring(end + 2);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The place of a collection in the application.
	 */
	private enum Place {

		/**
		 * A base path, which is in front of the path of each request and redirect.
		 */
		PATH {

			@Override
			boolean canReplay(Exchange exchange) {
				return !Divergence.climbsAboveRoot(exchange.target().replaceFirst("^http://[^/]*|[?#].*", ""));
			}

			@Override
			String target(String target, int number) {
				return target.replaceFirst("^(http://[^/]*)?", "$1" + value(number));
			}

			@Override
			void addHost(int number, Map<String, String> headers) {
			}

			@Override
			Response asRecorded(Response actual, int number) {
				Map<String, String> headers = new TreeMap<>(actual.headers());
				headers.computeIfPresent("location", (name, location) -> located(location, value(number)));
				return Response.of(actual.status(), headers, actual.body());
			}

			private static String located(String location, String basePath) {
				if (location.startsWith("http") || OF_HEADER_RULES.contains(location)) {
					return location;
				}
				return location.startsWith(basePath + "/") ? location.substring(basePath.length())
						: "outside of the base path: " + location;
			}

		},

		/**
		 * A host. Nothing else differs.
		 */
		HOST {

			@Override
			boolean canReplay(Exchange exchange) {
				return exchange.target().startsWith("/")
						&& exchange.requestHeaders().keySet().stream().noneMatch("host"::equalsIgnoreCase);
			}

			@Override
			List<Exchange> exchanges(Recording recording) {
				return recording.name().equals(RULES_FOR_HOSTS) ? List.of() : super.exchanges(recording);
			}

			@Override
			String target(String target, int number) {
				return target;
			}

			@Override
			void addHost(int number, Map<String, String> headers) {
				headers.put("Host", value(number));
			}

			@Override
			Response asRecorded(Response actual, int number) {
				return actual;
			}

		};

		String collection(int number) {
			return property() + "-" + number;
		}

		String property() {
			return (this == PATH) ? "base-path" : "host";
		}

		String value(int number) {
			return (this == PATH) ? "/recording-" + number : "recording-" + number + ".example";
		}

		/**
		 * Return the exchanges whose requests can be sent to the collection at all.
		 */
		List<Exchange> exchanges(Recording recording) {
			return recording.exchanges().stream().filter(this::canReplay).toList();
		}

		abstract boolean canReplay(Exchange exchange);

		abstract String target(String target, int number);

		abstract void addHost(int number, Map<String, String> headers);

		abstract Response asRecorded(Response actual, int number);

	}

}
