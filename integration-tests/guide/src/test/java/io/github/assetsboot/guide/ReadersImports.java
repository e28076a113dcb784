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

package io.github.assetsboot.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Imports that a reader adds to a code block without any, as an IDE offers them: the
 * types of {@code docs/api.md}, and packages of libraries that the reader knows.
 */
final class ReadersImports {

	private static final Pattern API = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| ([^|]+) \\|");

	private static final List<String> PACKAGES = List.of("java.io", "java.math", "java.nio.file", "java.security",
			"java.time", "java.util", "javax.sql", "jakarta.servlet", "jakarta.servlet.http", "com.samskivert.mustache",
			"org.springframework.beans.factory.annotation", "org.springframework.boot.autoconfigure",
			"org.springframework.boot.info", "org.springframework.boot.security.autoconfigure.actuate.web.servlet",
			"org.springframework.boot.test.context", "org.springframework.context.annotation",
			"org.springframework.core.annotation", "org.springframework.core.io", "org.springframework.core.io.support",
			"org.springframework.http", "org.springframework.scheduling.annotation",
			"org.springframework.security.config", "org.springframework.security.config.annotation.web.builders",
			"org.springframework.security.config.http", "org.springframework.security.web",
			"org.springframework.security.web.authentication", "org.springframework.security.web.authentication.logout",
			"org.springframework.security.web.csrf", "org.springframework.security.web.firewall",
			"org.springframework.security.web.savedrequest", "org.springframework.security.web.servlet.util.matcher",
			"org.springframework.security.web.util.matcher", "org.springframework.stereotype", "org.springframework.ui",
			"org.springframework.web.bind.annotation", "org.springframework.web.servlet.config.annotation",
			"tools.jackson.databind.json");

	private ReadersImports() {
	}

	/**
	 * Return the imports of a block of Java.
	 * @param own the imports of the block itself
	 */
	static String java(String own) {
		return "import static org.assertj.core.api.Assertions.*;\n" + imports(own, "import %s.*;\n", "import %s;\n");
	}

	/**
	 * Return the imports of a block of Kotlin.
	 * @param own the imports of the block itself
	 */
	static String kotlin(String own) {
		return "import org.assertj.core.api.Assertions.*\n" + imports(own, "import %s.*\n", "import %s\n");
	}

	private static String imports(String own, String ofPackage, String ofType) {
		return Stream
			.concat(PACKAGES.stream().map(ofPackage::formatted),
					Stream.concat(api(), Stream.of("org.junit.jupiter.api.Test"))
						.filter((type) -> !own.contains(type.substring(type.lastIndexOf('.')) + "\n")
								&& !own.contains(type.substring(type.lastIndexOf('.')) + ";"))
						.map(ofType::formatted))
			.collect(Collectors.joining());
	}

	private static Stream<String> api() {
		try {
			return API.matcher(Files.readString(CodeBlock.ROOT.resolve("docs/api.md")))
				.results()
				.flatMap(ReadersImports::types);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<String> types(MatchResult row) {
		return Stream.of(row.group(2).replace("`", "").split(", ")).map((name) -> row.group(1) + "." + name);
	}

}
