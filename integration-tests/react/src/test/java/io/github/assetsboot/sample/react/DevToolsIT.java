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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.SampleClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for changes of the front end and of the application while it runs.
 *
 * @author the Assets for Spring Boot authors
 */
@NeedsNpm
class DevToolsIT {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String HEADING = "A React front end";

	@RegisterExtension
	static final RunningApplication application = new RunningApplication();

	@Test
	void rebuiltFrontEndIsServedWithoutARestart() throws IOException {
		int port = application.process().port();
		String former = BuiltPage.get(application.client()).script();
		rebuild(HEADING, "A rebuilt front end");
		assertThat(application.client().get(former, "Sec-Fetch-Dest", "script").statusCode()).isEqualTo(404);
		rebuild("A rebuilt front end", HEADING);
		assertThat(BuiltPage.get(application.client()).script()).isEqualTo(former);
		assertThat(application.process().port()).isEqualTo(port);
	}

	@Test
	void restartedApplicationServesAndReloadsTheFrontEnd() throws IOException {
		Path changed = application.classes().resolve("io/github/assetsboot/sample/react/NotesController.class");
		Files.setLastModifiedTime(changed, FileTime.from(Instant.now()));
		application.process().awaitStarts(2);
		assertThat(application.client().get("/").statusCode()).isEqualTo(200);
		rebuild(HEADING, "A front end after a restart");
		rebuild("A front end after a restart", HEADING);
	}

	private static void rebuild(String heading, String newHeading) throws IOException {
		application.frontEnd().replace("src/views/Home.jsx", heading, newHeading);
		application.frontEnd().build();
		SampleClient client = application.client();
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(client.get(BuiltPage.get(client).script()).body().contains(newHeading))
				.as("whether the script contains: %s", newHeading)
				.isTrue());
	}

}
