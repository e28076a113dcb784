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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Large files whose precompressed siblings change alone, without a reload.
 */
class LostSiblingsTests {

	/**
	 * More than is read again while other requests wait.
	 */
	private static final int SIZE = 17 * 1024 * 1024;

	private static final int CLIENTS = 8;

	private static Path directory;

	private static final Set<Loss> happened = EnumSet.noneOf(Loss.class);

	@RegisterExtension
	static final Site site = new Site().fill((path) -> {
		directory = path;
		for (Loss loss : Loss.values()) {
			byte[] content = new byte[SIZE + loss.ordinal()];
			Files.write(path.resolve(loss.file()), content);
			try (OutputStream coded = new GZIPOutputStream(Files.newOutputStream(path.resolve(loss.sibling())))) {
				coded.write(content);
			}
		}
	});

	@BeforeAll
	static void start() {
		for (Container container : Container.values()) {
			site.port(container);
		}
	}

	@EveryTransport("""
			DELETED
			LINKED
			EMPTIED
			REPLACED
			FOLDER
			""")
	void everybodyGetsThePlainFile(Transport transport, Loss loss) throws Exception {
		if (happened.add(loss)) {
			loss.happenTo(directory.resolve(loss.sibling()));
		}
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		try {
			List<Callable<List<Response>>> tasks = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				tasks.add(() -> ask(transport, loss));
			}
			for (Future<List<Response>> responses : clients.invokeAll(tasks)) {
				for (Response response : responses.get()) {
					assertThat(response.status()).as("status of %s", response).isEqualTo(206);
					assertThat(response.header("content-encoding")).isNull();
					assertThat(response.header("content-range")).isEqualTo("bytes 0-99/" + (SIZE + loss.ordinal()));
				}
			}
		}
		finally {
			clients.shutdown();
		}
	}

	private static List<Response> ask(Transport transport, Loss loss) throws IOException {
		List<Response> responses = new ArrayList<>();
		try (Client client = site.connect(transport)) {
			for (int i = 0; i < 3; i++) {
				responses.add(client
					.send(Request.get("/" + loss.file()).with("Accept-Encoding", "gzip").with("Range", "bytes=0-99")));
			}
		}
		return responses;
	}

	/**
	 * What may happen to a sibling.
	 */
	enum Loss {

		DELETED {

			@Override
			void happenTo(Path sibling) throws IOException {
				Files.delete(sibling);
			}

		},

		LINKED {

			@Override
			void happenTo(Path sibling) throws IOException {
				Files.delete(sibling);
				Files.createSymbolicLink(sibling, Path.of(file()));
			}

		},

		EMPTIED {

			@Override
			void happenTo(Path sibling) throws IOException {
				Files.write(sibling, new byte[0]);
			}

		},

		REPLACED {

			@Override
			void happenTo(Path sibling) throws IOException {
				Path next = sibling.resolveSibling("next");
				Files.writeString(next, "not gzip");
				Files.delete(sibling);
				Files.move(next, sibling);
			}

		},

		FOLDER {

			@Override
			void happenTo(Path sibling) throws IOException {
				Files.delete(sibling);
				Files.createDirectory(sibling);
			}

		};

		abstract void happenTo(Path sibling) throws IOException;

		String file() {
			return name().toLowerCase(Locale.ROOT) + ".js";
		}

		String sibling() {
			return file() + ".gz";
		}

	}

}
