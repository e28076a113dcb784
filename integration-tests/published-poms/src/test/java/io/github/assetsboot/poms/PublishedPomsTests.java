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
import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The POMs of the published modules stand alone and bring users what they need, and no
 * more.
 */
class PublishedPomsTests {

	private static final String BOM = "assets-spring-boot-bom";

	private static final String GROUP = "io.github.assetsboot";

	static List<Pom> published() throws IOException {
		return Pom.published();
	}

	@ParameterizedTest
	@MethodSource("published")
	void standsAlone(Pom pom) throws IOException {
		Pom flattened = pom.flattened();
		assertThat(flattened.sections()).doesNotContain("parent", "properties", "build", "profiles", "repositories")
			.contains("name", "description", "url", "licenses", "developers", "scm");
		assertThat(Files.readString(flattened.file())).doesNotContain("${");
		if (!pom.artifactId().equals(BOM)) {
			assertThat(flattened.sections()).doesNotContain("dependencyManagement");
		}
	}

	@ParameterizedTest
	@MethodSource("published")
	void namesAVersionOfEachDependencyAndNoTestDependency(Pom pom) {
		Pom flattened = pom.flattened();
		assertThat(flattened.dependencies()).allSatisfy((dependency) -> {
			assertThat(dependency.version()).isNotEmpty();
			assertThat(dependency.scope()).isNotEqualTo("test");
		});
		assertThat(flattened.managedDependencies())
			.allSatisfy((dependency) -> assertThat(dependency.version()).isNotEmpty());
	}

	@Test
	void billOfMaterialsManagesAllPublishedModulesAndNoOthers() throws IOException {
		List<String> modules = published().stream().map(Pom::artifactId).filter((name) -> !name.equals(BOM)).toList();
		assertThat(modules).hasSize(5);
		assertThat(pom(BOM).managedDependencies()).filteredOn((dependency) -> dependency.groupId().equals(GROUP))
			.extracting(Pom.Dependency::artifactId)
			.containsExactlyInAnyOrderElementsOf(modules);
	}

	@Test
	void billOfMaterialsManagesNothingThatSpringBootManages() throws IOException {
		assertThat(pom(BOM).managedDependencies()).filteredOn((dependency) -> !dependency.groupId().equals(GROUP))
			.extracting(Pom.Dependency::groupId)
			.containsExactlyInAnyOrder("com.aayushatharva.brotli4j", "com.github.luben", "software.amazon.awssdk");
	}

	@Test
	void starterBringsNothingButTheCoreAndSpringMvc() throws IOException {
		assertThat(broughtBy("assets-spring-boot-starter"))
			.containsExactlyInAnyOrder("assets-spring-boot-autoconfigure", "spring-boot-starter-webmvc");
		assertThat(broughtBy("assets-spring-boot-autoconfigure")).containsExactlyInAnyOrder("spring-boot",
				"spring-boot-autoconfigure", "spring-boot-web-server", "spring-boot-webmvc", "spring-beans",
				"spring-context", "spring-core", "spring-web", "spring-webmvc", "jspecify", "commons-logging");
	}

	@Test
	void starterForProjectsBringsCaffeineAndJackson() throws IOException {
		assertThat(broughtBy("assets-spring-boot-starter-projects")).containsExactlyInAnyOrder(
				"assets-spring-boot-starter", "assets-spring-boot-projects", "spring-boot-starter-jackson");
		assertThat(broughtBy("assets-spring-boot-projects"))
			.contains("assets-spring-boot-autoconfigure", "caffeine", "jackson-databind")
			.doesNotContain("spring-data-redis", "s3");
	}

	@Test
	void moduleForTestsBringsWhatItsAssertionsNeed() throws IOException {
		assertThat(broughtBy("assets-spring-boot-test")).containsExactlyInAnyOrder("assets-spring-boot-autoconfigure",
				"spring-boot", "spring-boot-autoconfigure", "spring-boot-test", "spring-beans", "spring-context",
				"spring-core", "spring-test", "spring-web", "spring-webmvc", "assertj-core", "jspecify");
	}

	private static List<String> broughtBy(String module) throws IOException {
		return pom(module).dependencies()
			.stream()
			.filter((dependency) -> !dependency.optional() && !dependency.scope().equals("provided"))
			.map(Pom.Dependency::artifactId)
			.toList();
	}

	private static Pom pom(String module) throws IOException {
		return published().stream()
			.filter((pom) -> pom.artifactId().equals(module))
			.findFirst()
			.orElseThrow()
			.flattened();
	}

}
