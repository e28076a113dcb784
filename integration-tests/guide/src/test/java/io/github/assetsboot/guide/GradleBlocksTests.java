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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jetbrains.kotlin.cli.jvm.compiler.EnvironmentConfigFiles;
import org.jetbrains.kotlin.cli.jvm.compiler.KotlinCoreEnvironment;
import org.jetbrains.kotlin.com.intellij.openapi.Disposable;
import org.jetbrains.kotlin.com.intellij.openapi.util.Disposer;
import org.jetbrains.kotlin.com.intellij.psi.PsiErrorElement;
import org.jetbrains.kotlin.com.intellij.psi.PsiFile;
import org.jetbrains.kotlin.com.intellij.psi.util.PsiTreeUtil;
import org.jetbrains.kotlin.config.CompilerConfiguration;
import org.jetbrains.kotlin.psi.KtPsiFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Builds with Gradle are scripts of Kotlin, and have the dependencies of the Maven block
 * beside them. Gradle itself does not run: it would have to be downloaded.
 */
class GradleBlocksTests {

	private static final Pattern GRADLE = Pattern.compile(
			"(?m)^\\s*(?:\\w*[iI]mplementation|\\w*[oO]nly|api)\\(|^plugins \\{|^tasks\\.|^rootProject\\.|\\.gradle\\.kts$");

	private static final Pattern MAVEN_DEPENDENCY = Pattern.compile(
			"(?s)<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>(.*?)</dependency>");

	private static final Pattern GRADLE_DEPENDENCY = Pattern
		.compile("(\\w+)\\((platform\\()?\"([\\w.-]+):([\\w.-]+)(?::([\\w.-]+))?\"");

	/**
	 * The configurations of Gradle for each scope of Maven.
	 */
	private static final Map<String, Set<String>> CONFIGURATIONS = Map.of("",
			Set.of("implementation", "compileOnly", "api"), "runtime", Set.of("runtimeOnly", "developmentOnly"), "test",
			Set.of("testImplementation", "testRuntimeOnly"), "provided", Set.of("providedRuntime", "compileOnly"),
			"import", Set.of("platform"));

	private static final Disposable DISPOSABLE = Disposer.newDisposable();

	private static KtPsiFactory kotlin;

	static boolean isGradle(CodeBlock block) {
		return GRADLE.matcher(block.code()).find();
	}

	static List<CodeBlock> blocks() {
		return CheckedBlocks.in("kotlin").stream().filter(GradleBlocksTests::isGradle).toList();
	}

	static List<CodeBlock> mavenBlocks() {
		return CheckedBlocks.in("xml")
			.stream()
			.filter((block) -> MAVEN_DEPENDENCY.matcher(block.code()).find())
			.toList();
	}

	@BeforeAll
	@SuppressWarnings("deprecation")
	static void createParser() {
		kotlin = new KtPsiFactory(KotlinCoreEnvironment
			.createForProduction(DISPOSABLE, new CompilerConfiguration(), EnvironmentConfigFiles.JVM_CONFIG_FILES)
			.getProject());
	}

	@AfterAll
	static void dispose() {
		Disposer.dispose(DISPOSABLE);
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void scriptIsKotlin(CodeBlock block) {
		PsiFile script = kotlin.createFile("build.gradle.kts", block.code());
		assertThat(PsiTreeUtil.collectElementsOfType(script, PsiErrorElement.class))
			.extracting(PsiErrorElement::getErrorDescription)
			.isEmpty();
	}

	@ParameterizedTest
	@MethodSource("mavenBlocks")
	void gradleHasTheDependenciesOfMaven(CodeBlock block) {
		List<CodeBlock> page = CodeBlock.pages()
			.stream()
			.filter((file) -> file.getFileName().equals(Path.of(block.page())))
			.flatMap((file) -> CodeBlock.of(file).stream())
			.toList();
		CodeBlock gradle = page.stream()
			.skip(page.indexOf(block) + 1L)
			.takeWhile((next) -> !next.language().equals("xml"))
			.filter((next) -> GRADLE_DEPENDENCY.matcher(next.code()).find())
			.findFirst()
			.orElse(null);
		assertThat(gradle).as("the block for Gradle after %s", block).isNotNull();
		Set<String> expected = new TreeSet<>();
		for (Matcher found = MAVEN_DEPENDENCY.matcher(block.code()); found.find();) {
			expected.add(found.group(1) + ":" + found.group(2) + ":" + element(found.group(3), "version") + " "
					+ CONFIGURATIONS.get(element(found.group(3), "scope")));
		}
		Set<String> actual = new TreeSet<>();
		for (Matcher found = GRADLE_DEPENDENCY.matcher(gradle.code()); found.find();) {
			if (found.group(4).equals("junit-platform-launcher")) {
				// which Maven brings by itself
				continue;
			}
			String configuration = (found.group(2) != null) ? "platform" : found.group(1);
			Set<String> scope = CONFIGURATIONS.values()
				.stream()
				.filter((names) -> names.contains(configuration))
				.findFirst()
				.orElse(Set.of(configuration));
			actual.add(found.group(3) + ":" + found.group(4) + ":" + ((found.group(5) != null) ? found.group(5) : "")
					+ " " + scope);
		}
		assertThat(actual).isEqualTo(expected);
	}

	private static String element(String dependency, String name) {
		Matcher element = Pattern.compile("<" + name + ">([^<]+)</").matcher(dependency);
		return element.find() ? element.group(1) : "";
	}

}
