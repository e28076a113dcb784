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

package io.github.assetsboot;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.autoconfigure.AssetsProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README and the guide: their links lead somewhere, their properties exist, their
 * configurations bind.
 *
 * @author the Assets for Spring Boot authors
 */
class DocumentationTests {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern CODE = Pattern.compile("(?m)^ *```(\\w*)\\n(.*?)^ *```", Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	private static final List<Path> MODULES = List.of(ROOT.resolve("assets-spring-boot-autoconfigure"),
			ROOT.resolve("assets-spring-boot-projects"), ROOT.resolve("assets-spring-boot-test"));

	private static final String MAIN = "src/main/java/io/github/assetsboot";

	/**
	 * A class by its name, possibly with its package.
	 */
	private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+/)?[A-Z]\\w*[a-z]\\w*)`");

	private static final Pattern API = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| ([^|]+) \\|");

	private static final Pattern MAVEN_VERSION = Pattern
		.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

	/**
	 * Projects of the tutorials, which have a version of their own.
	 */
	private static final String TUTORIAL = "<groupId>com.example</groupId>\\s*<artifactId>[^<]+</artifactId>\\s*"
			+ "<version>[^<]+</version>";

	private static final Pattern BOOT_VERSION = Pattern.compile("<spring-boot.version>([^<]+)</spring-boot.version>");

	private static final Pattern GRADLE_VERSION = Pattern.compile("\\(\"[\\w.-]+:([\\w.-]+):([\\w.-]+)\"");

	/**
	 * Plugins of the guide's builds, which this build does not use.
	 */
	private static final Set<String> OTHER_PLUGINS = Set.of("frontend-maven-plugin", "exec-maven-plugin",
			"build-helper-maven-plugin");

	private static final Pattern PROPERTY = Pattern
		.compile("(?<![\\w.#-])assets\\.[a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)*\\b");

	private static final Set<String> OTHER_NAMES = Set.of("assets.requests", "assets.dev-server", "assets.fetch",
			"assets.local", "assets.projects", "assets.storage", "assets.contents", "assets.shared",
			"assets.contents.bytes", "assets.shared.bytes", "assets.projects.bytes", "assets.garbage.projects",
			"assets.garbage.contents");

	static List<Path> pages() throws IOException {
		try (Stream<Path> guide = Files.list(ROOT.resolve("docs"))) {
			return Stream
				.concat(Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md").map(ROOT::resolve),
						guide)
				.filter((file) -> file.toString().endsWith(".md"))
				.sorted()
				.toList();
		}
	}

	private static String prose(Path page) throws IOException {
		return CODE.matcher(Files.readString(page)).replaceAll("");
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linksLeadSomewhere(Path page) throws IOException {
		List<String> broken = new ArrayList<>();
		for (Matcher link = LINK.matcher(prose(page)); link.find();) {
			String[] target = link.group(1).split("#", 2);
			Path file = target[0].isEmpty() ? page : page.resolveSibling(target[0]);
			boolean leads = target[0].startsWith("https://")
					|| (Files.exists(file) && (target.length == 1 || anchors(file).contains(target[1])));
			if (!leads) {
				broken.add(link.group(1));
			}
		}
		assertThat(broken).isEmpty();
	}

	private static Set<String> anchors(Path page) throws IOException {
		return prose(page).lines()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("^#+ ", "")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\w -]", "")
				.replace(' ', '-'))
			.collect(Collectors.toSet());
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyPageOfTheGuideIsInItsContents(Path page) throws IOException {
		if (page.getParent().endsWith("docs") && !page.endsWith("README.md")) {
			assertThat(Files.readString(ROOT.resolve("docs/README.md"))).contains("(" + page.getFileName() + ")");
		}
	}

	/**
	 * The signatures of the API name no other types of the library.
	 */
	@Test
	void theApiShowsNothingThatIsNotApi() throws Exception {
		Set<Class<?>> api = api();
		assertThat(api).isNotEmpty().allMatch((type) -> Modifier.isPublic(type.getModifiers()));
		Set<String> strangers = new TreeSet<>();
		for (Class<?> type : api) {
			shown(type).filter((shown) -> shown.getName().startsWith("io.github.assetsboot."))
				.filter((shown) -> !api.contains(shown) && !api.contains(outermost(shown)))
				.forEach((shown) -> strangers.add(type.getSimpleName() + " -> " + shown.getName()));
		}
		assertThat(strangers).isEmpty();
	}

	private static Set<Class<?>> api() throws Exception {
		Set<Class<?>> types = new HashSet<>();
		for (Matcher row = API.matcher(Files.readString(ROOT.resolve("docs/api.md"))); row.find();) {
			for (String name : row.group(2).replace("`", "").split(", ")) {
				types.add(Class.forName(row.group(1) + "." + name.replace('.', '$')));
			}
		}
		return types;
	}

	private static Stream<Class<?>> shown(Class<?> type) {
		return Stream.concat(Stream.of(type), Stream.of(type.getClasses()))
			.flatMap((shown) -> Stream.concat(Stream.of(shown.getMethods()), Stream.of(shown.getConstructors())))
			.flatMap((member) -> Stream.of(Stream.of(member.getParameterTypes()), Stream.of(member.getExceptionTypes()),
					(member instanceof Method method) ? Stream.of(method.getReturnType()) : Stream.<Class<?>>empty()))
			.flatMap(Function.identity());
	}

	private static Class<?> outermost(Class<?> type) {
		return (type.getEnclosingClass() != null) ? outermost(type.getEnclosingClass()) : type;
	}

	@Test
	void contributorsFindTheClassesThatTheyAreSentTo() throws IOException {
		Set<String> sources = sources();
		Matcher name = CLASS.matcher(prose(ROOT.resolve("CONTRIBUTING.md")));
		List<String> missing = name.results()
			.map((result) -> "/" + result.group(1) + ".java")
			.filter((file) -> sources.stream().noneMatch((source) -> source.endsWith(file)))
			.toList();
		assertThat(missing).isEmpty();
	}

	@Test
	void contributorsAreToldOfEveryRoom() throws IOException {
		String text = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
		for (Path module : MODULES) {
			try (Stream<Path> rooms = Files.list(module.resolve(MAIN)).filter(Files::isDirectory)) {
				assertThat(rooms.map((room) -> "`" + room.getFileName() + "`")).isNotEmpty().allMatch(text::contains);
			}
		}
	}

	private static Set<String> sources() throws IOException {
		Set<String> sources = new TreeSet<>();
		List<Path> modules = new ArrayList<>(MODULES);
		modules.add(ROOT.resolve("integration-tests/test-tools"));
		modules.add(ROOT.resolve("integration-tests/guide"));
		for (Path module : modules) {
			try (Stream<Path> files = Files.walk(module.resolve("src"))) {
				files.map((file) -> file.toString().replace('\\', '/')).forEach(sources::add);
			}
		}
		return sources;
	}

	@ParameterizedTest
	@MethodSource("pages")
	void propertiesExist(Path page) throws IOException {
		Set<String> known = new TreeSet<>(OTHER_NAMES);
		ConfigurationMetadata.properties().forEach((property) -> known.add(property.get("name").asString()));
		List<String> unknown = PROPERTY.matcher(Files.readString(page))
			.results()
			.map(MatchResult::group)
			.filter((name) -> !known.contains(name) && !known.contains(ofDefaultCollection(name)))
			.toList();
		assertThat(unknown).isEmpty();
	}

	/**
	 * A collection with a name has the properties of the default one, and a host.
	 */
	private static String ofDefaultCollection(String name) {
		return name.replaceFirst("^assets\\.collections\\.[a-z0-9-]+(?:\\.host)?$", "assets.collections")
			.replaceFirst("^assets\\.collections\\.[a-z0-9-]+\\.", "assets.");
	}

	@ParameterizedTest
	@MethodSource("pages")
	void versionsOfDependenciesAreThoseOfTheBuild(Path page) throws IOException {
		Map<String, String> versions = versions();
		List<String> wrong = new ArrayList<>();
		for (Matcher code = CODE.matcher(Files.readString(page)); code.find();) {
			Stream.of(MAVEN_VERSION, GRADLE_VERSION)
				.flatMap((pattern) -> pattern.matcher(code.group(2).replaceAll(TUTORIAL, "")).results())
				.filter((found) -> !OTHER_PLUGINS.contains(found.group(1)))
				.filter((found) -> !found.group(2).equals(versions.get(found.group(1))))
				.forEach((found) -> wrong.add(found.group(1) + ":" + found.group(2)));
		}
		assertThat(wrong).isEmpty();
	}

	private static Map<String, String> versions() throws IOException {
		String bom = Files.readString(ROOT.resolve("assets-spring-boot-bom/pom.xml"));
		Map<String, String> versions = new HashMap<>();
		MAVEN_VERSION.matcher(bom).results().forEach((found) -> versions.put(found.group(1), found.group(2)));
		String version = versions.get("assets-spring-boot");
		versions.put("assets-spring-boot-bom", version);
		Matcher boot = BOOT_VERSION.matcher(Files.readString(ROOT.resolve("pom.xml")));
		assertThat(boot.find()).isTrue();
		versions.put("spring-boot-starter-parent", boot.group(1));
		versions.replaceAll((name, written) -> (written.equals("${project.version}")) ? version : written);
		return versions;
	}

	@ParameterizedTest
	@MethodSource("pages")
	void configurationsBind(Path page) throws IOException {
		for (Matcher code = CODE.matcher(Files.readString(page)); code.find();) {
			if (code.group(1).equals("yaml")) {
				bind(code.group(2).stripIndent());
			}
		}
	}

	private static final Map<String, String> TYPES = Map.of("assets.projects", ".project.AssetProjectsProperties",
			"assets.storage", ".storage.AssetStorageProperties", "assets.storage.loading",
			".project.StorageLoadingProperties", "assets.retention", ".project.AssetRetentionProperties",
			"assets.sharing", ".project.AssetSharingProperties", "assets.projects.wrangler",
			".project.WranglerProperties");

	private static void bind(String yaml) throws IOException {
		Map<String, Map<String, Object>> properties = new HashMap<>();
		for (PropertySource<?> source : new YamlPropertySourceLoader().load("yaml",
				new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))) {
			for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
				String prefix = TYPES.keySet()
					.stream()
					.filter((one) -> name.startsWith(one + "."))
					.max(Comparator.comparing(String::length))
					.orElse("assets");
				properties.computeIfAbsent(prefix, (key) -> new TreeMap<>()).put(name, source.getProperty(name));
			}
		}
		bind("assets", AssetsProperties.class, properties.getOrDefault("assets", Map.of()));
		TYPES.forEach((prefix, type) -> bind(prefix,
				ClassUtils.resolveClassName(DocumentationTests.class.getPackageName() + type, null),
				properties.getOrDefault(prefix, Map.of())));
	}

	private static void bind(String prefix, Class<?> type, Map<String, Object> properties) {
		new Binder(new MapConfigurationPropertySource(properties)).bind(prefix, Bindable.of(type),
				new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
	}

}
