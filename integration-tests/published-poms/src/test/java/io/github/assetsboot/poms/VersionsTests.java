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

package io.github.assetsboot.poms;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each version is written once, in a POM that manages it.
 */
class VersionsTests {

	/**
	 * The root has those of plugins, the bill of materials those of libraries that Spring
	 * Boot does not manage, the two parents those of libraries for tests.
	 */
	private static final Set<String> MANAGING = Set.of("assets-spring-boot", "assets-spring-boot-bom",
			"assets-spring-boot-parent", "integration-tests");

	static Stream<Pom> modules() throws IOException {
		return Pom.all().stream().filter((pom) -> !MANAGING.contains(pom.artifactId()));
	}

	@ParameterizedTest
	@MethodSource("modules")
	void modulesHaveNoVersions(Pom pom) {
		assertThat(pom.versions()).allMatch((version) -> version.startsWith("${"));
	}

	@Test
	void noPluginOrLibraryHasItsVersionInTwoPlaces() throws IOException {
		List<String> managed = Pom.all().stream().flatMap((pom) -> pom.versioned().stream()).toList();
		assertThat(managed).isNotEmpty().doesNotHaveDuplicates();
	}

}
