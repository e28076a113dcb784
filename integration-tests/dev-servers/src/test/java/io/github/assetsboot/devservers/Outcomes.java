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

package io.github.assetsboot.devservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes the outcomes of a test class as a row of the guide's table into
 * {@code target/dev-servers.md}.
 *
 * @author the Assets for Spring Boot authors
 */
final class Outcomes implements TestWatcher, AfterAllCallback {

	private static final Path TABLE = Path.of("target", "dev-servers.md");

	private static final List<String> COLUMNS = List.of("pageIsShown", "deepLinkIsThePage",
			"changedComponentShowsWithItsState", "changedStyleSheetShows", "errorIsShownOverThePage",
			"pageComesBackWithTheTool");

	private final Map<String, String> outcomes = new ConcurrentHashMap<>();

	private String tool = "";

	private String success = "yes";

	void of(String title, String version) {
		this.tool = title + " " + version;
	}

	/**
	 * Describe the outcome of the present test, if it succeeds.
	 */
	void note(String success) {
		this.success = success;
	}

	@Override
	public void testSuccessful(ExtensionContext context) {
		put(context, this.success);
	}

	@Override
	public void testFailed(ExtensionContext context, Throwable cause) {
		put(context, "no");
	}

	@Override
	public void testAborted(ExtensionContext context, Throwable cause) {
		put(context, "not tried");
	}

	@Override
	public void testDisabled(ExtensionContext context, Optional<String> reason) {
		put(context, "not tried");
	}

	private void put(ExtensionContext context, String outcome) {
		this.outcomes.put(context.getRequiredTestMethod().getName(), outcome);
		this.success = "yes";
	}

	@Override
	public void afterAll(ExtensionContext context) {
		List<String> cells = COLUMNS.stream().map((column) -> this.outcomes.getOrDefault(column, "not run")).toList();
		String row = "| %s | %s |%n".formatted(this.tool, String.join(" | ", cells));
		System.out.print(row);
		try {
			Files.writeString(TABLE, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
