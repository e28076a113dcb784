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
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.xml.parsers.DocumentBuilderFactory;

import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.toml.TomlMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Settings and data in the guide are what their languages demand. That YAML binds to
 * properties is a test of {@code assets-spring-boot-projects}.
 */
class DataBlocksTests {

	/**
	 * The languages whose blocks a test looks at, and output, which has none.
	 */
	private static final Set<String> LANGUAGES = Set.of("", "text", "java", "kotlin", "xml", "json", "jsonc", "toml",
			"yaml", "yml", "html", "nginx", "shell", "css", "js", "jsx", "ts", "tsx");

	private static final JsonMapper JSON = new JsonMapper();

	private static final JsonMapper JSONC = JsonMapper.builder()
		.enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
		.build();

	private static final Pattern ELEMENT = Pattern.compile("<(\\w+)");

	/**
	 * Expressions of JTE and FreeMarker, whose quotes may be inside of those of an
	 * attribute.
	 */
	private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");

	static List<CodeBlock> xml() {
		return CheckedBlocks.in("xml");
	}

	static List<CodeBlock> json() {
		return CheckedBlocks.in("json", "jsonc");
	}

	static List<CodeBlock> yaml() {
		return CheckedBlocks.in("yaml", "yml");
	}

	static List<CodeBlock> toml() {
		return CheckedBlocks.in("toml");
	}

	static List<CodeBlock> nginx() {
		return CheckedBlocks.in("nginx");
	}

	static List<CodeBlock> html() {
		return CheckedBlocks.in("html");
	}

	@Test
	void everyLanguageHasATest() {
		Set<String> unknown = CodeBlock.all()
			.stream()
			.filter((block) -> CheckedBlocks.EXCEPTIONS.stream().noneMatch((exception) -> exception.is(block)))
			.map(CodeBlock::language)
			.filter((language) -> !LANGUAGES.contains(language))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(unknown).isEmpty();
	}

	@Test
	void exceptionsAreNeeded() {
		assertThat(CheckedBlocks.EXCEPTIONS)
			.allMatch((exception) -> CodeBlock.all().stream().filter(exception::is).count() == 1);
	}

	@ParameterizedTest
	@MethodSource("xml")
	void xmlIsWellFormed(CodeBlock block) {
		assertThatNoException().isThrownBy(() -> DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new InputSource(
					new StringReader("<block>" + block.code().replaceFirst("^<\\?xml.*\\?>", "") + "</block>"))));
	}

	@ParameterizedTest
	@MethodSource("xml")
	void elementsOfAPomExist(CodeBlock block) throws IOException, XmlPullParserException {
		Matcher element = ELEMENT.matcher(block.code());
		assertThat(element.find()).isTrue();
		String name = element.group(1);
		String code = block.code().replaceFirst("^<\\?xml.*\\?>", "");
		String pom = switch (name) {
			case "project" -> code;
			case "dependency" -> inside("dependencies", code);
			case "plugin" -> inside("build", inside("plugins", code));
			case "resource" -> inside("build", inside("resources", code));
			case "execution" -> inside("build", inside("plugins", inside("plugin", inside("executions", code))));
			case "resources", "plugins", "pluginManagement" -> inside("build", code);
			case "profile" -> inside("profiles", code);
			default -> code;
		};
		new MavenXpp3Reader().read(new StringReader(name.equals("project") ? pom : inside("project", pom)), true);
	}

	private static String inside(String element, String code) {
		return "<" + element + ">" + code + "</" + element + ">";
	}

	@ParameterizedTest
	@MethodSource("json")
	void jsonIsValid(CodeBlock block) {
		String code = block.code().strip();
		JsonMapper mapper = block.language().equals("jsonc") ? JSONC : JSON;
		boolean part = code.startsWith("\"") && code.contains("\":");
		try (MappingIterator<JsonNode> values = mapper.readerFor(JsonNode.class)
			.readValues(part ? "{" + code.replaceFirst(",$", "") + "}" : code)) {
			assertThat(values.readAll()).isNotEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("yaml")
	void yamlIsValid(CodeBlock block) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		assertThat(new Yaml(new SafeConstructor(options)).loadAll(block.code())).isNotEmpty().doesNotContainNull();
	}

	@ParameterizedTest
	@MethodSource("toml")
	void tomlIsValid(CodeBlock block) {
		assertThat(new TomlMapper().readTree(block.code())).isNotEmpty();
	}

	@ParameterizedTest
	@MethodSource("html")
	void htmlIsBalanced(CodeBlock block) {
		Parser parser = Parser.xmlParser().setTrackErrors(10);
		parser.parseInput(EXPRESSION.matcher(block.code()).replaceAll("x"), "");
		assertThat(parser.getErrors()).extracting(ParseError::toString).isEmpty();
	}

	/**
	 * The server is not on every machine that runs the tests.
	 */
	@ParameterizedTest
	@MethodSource("nginx")
	void nginxHasDirectivesAndBlocks(CodeBlock block) {
		assertThat(block.code().lines().map(String::strip).filter((line) -> !line.isEmpty() && !line.startsWith("#")))
			.allMatch((line) -> line.endsWith(";") || line.endsWith("{") || line.equals("}"));
		assertThat(block.code().chars().filter((character) -> character == '{').count())
			.isEqualTo(block.code().chars().filter((character) -> character == '}').count());
	}

}
