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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The house: the packages that each package may use, and the list of public types.
 * <p>
 * In the core, the arrows run from {@code rules} and {@code collection} by
 * {@code routing}, {@code delivery} and {@code servlet} to {@code autoconfigure}, and
 * from there to {@code security}, {@code explain}, {@code actuate} and
 * {@code diagnostics}. The module for tests is above {@code explain}. {@code html} and
 * {@code devserver} stand beside {@code delivery}, {@code page} above {@code html},
 * {@code fingerprint} above {@code collection}, and {@code livereload} above
 * {@code servlet} and {@code html}. An auto-configuration lives in the package that it
 * wires.
 *
 * @author the Assets for Spring Boot authors
 */
@AnalyzeClasses(packages = "io.github.assetsboot",
		importOptions = { ImportOption.DoNotIncludeTests.class, ArchitectureTests.NoTestTools.class })
class ArchitectureTests {

	private static final String ROOT = "io.github.assetsboot";

	private static final String JDK = "java..";

	private static final String NULLNESS = "org.jspecify.annotations..";

	private static final String OF_REDIS = "io\\.github\\.assetsboot\\.storage\\.Redis.*";

	private static final String OF_S3 = "io\\.github\\.assetsboot\\.storage\\.S3.*";

	private static final String OF_DIRECTORIES = "io\\.github\\.assetsboot\\.storage\\.(Directory|Disk|FileLocks).*";

	private static final String LOGGING = "org.apache.commons.logging..";

	/**
	 * Number of public types that are no API. Features add API only.
	 */
	private static final int MAX_INTERNAL_TYPES = 35;

	/**
	 * Public types that are no API, by the reason why they are public. A nested type
	 * belongs to the type around it.
	 */
	private static final Map<String, List<String>> REASONS = reasons();

	private static Map<String, List<String>> reasons() {
		Map<String, List<String>> reasons = new TreeMap<>();
		reasons.put("an application may exclude it, or configure the assets by it",
				List.of("autoconfigure.AssetsAutoConfiguration", "autoconfigure.AssetsProperties"));
		reasons.put("the other module reports invalid properties in the same way",
				List.of("autoconfigure.PropertyChecks"));
		reasons.put("other rooms prepare what they do for each collection by its properties",
				List.of("autoconfigure.CollectionProperties"));
		reasons.put("a default of the routing depends on a Wrangler file", List.of("wrangler.WranglerImport"));
		reasons.put("the routing applies the rules, and projects have rules of their own",
				List.of("rules.HeaderRules", "rules.IgnoreRules", "rules.Redirects", "rules.UrlPath"));
		reasons.put("the routing finds assets, and the delivery sends their representations",
				List.of("collection.Asset", "collection.AssetCollection", "collection.BlobCache",
						"collection.BlobSource", "collection.ContentCoding", "collection.Representation"));
		reasons.put("properties say where the files are",
				List.of("collection.AssetDirectory", "collection.AssetLocation", "collection.DirectoryWatcher"));
		reasons.put("the files of projects are in a storage", List.of("collection.StoredAsset"));
		reasons.put("the delivery and the filter carry out the decision", List.of("routing.AssetRouter",
				"routing.Decision", "routing.RoutingRequest", "routing.RoutingSettings"));
		reasons.put("the filter writes the response from a snapshot, and projects have snapshots of their own",
				List.of("delivery.AssetCollections", "delivery.AssetResponse", "delivery.AssetSnapshot",
						"delivery.DefaultAssets", "delivery.ResponseWriter", "delivery.ServletRequests",
						"delivery.ServletResponses"));
		reasons.put("the servlet room refers to the entries of a Vite build, and projects have builds of their own",
				List.of("vite.ViteManifest"));
		reasons.put("metrics are made of it", List.of("delivery.ServedResponse"));
		reasons.put("the delivery asks the development server", List.of("devserver.DevServer"));
		reasons.put("security rules, explanations and projects depend on the decision",
				List.of("servlet.ApplicationMappings", "servlet.RequestDecisions"));
		return reasons;
	}

	@ArchTest
	static final ArchRule rulesUseTheJdk = only("rules", JDK, NULLNESS, ROOT + ".rules..");

	@ArchTest
	static final ArchRule collectionUsesTheJdkLoggingAndContentCodings = only("collection", JDK, NULLNESS, LOGGING,
			ROOT + ".collection..", "com.aayushatharva.brotli4j..", "com.github.luben.zstd..");

	@ArchTest
	static final ArchRule fingerprintKnowsTheCollectionAndTheProperties = rooms("fingerprint").should()
		.onlyDependOnClassesThat(areNotOurs().or(resideInAnyPackage(ROOT + ".fingerprint..", ROOT + ".collection..",
				ROOT + ".rules..", ROOT + ".routing..", ROOT + ".autoconfigure")));

	@ArchTest
	static final ArchRule routingUsesTheJdkCollectionAndRules = only("routing", JDK, NULLNESS, ROOT + ".routing..",
			ROOT + ".collection..", ROOT + ".rules..");

	@ArchTest
	static final ArchRule viteUsesTheJdkAndBootsJson = only("vite", JDK, NULLNESS, ROOT + ".vite..",
			"org.springframework.boot.json..");

	@ArchTest
	static final ArchRule devServerUsesTheJdkSpringsHttpTypesAndBootsJson = only("devserver", JDK, NULLNESS, LOGGING,
			ROOT + ".devserver..", ROOT + ".rules..", "org.springframework.http..", "org.springframework.boot.json..",
			"org.springframework.web.util..");

	@ArchTest
	static final ArchRule deliveryKnowsNoSpringMvcAndNoBoot = only("delivery", JDK, NULLNESS, LOGGING, ROOT,
			ROOT + ".delivery..", ROOT + ".devserver..", ROOT + ".routing..", ROOT + ".collection..", ROOT + ".rules..",
			ROOT + ".vite..", "jakarta.servlet..", "org.springframework.http..", "org.springframework.core..",
			"org.springframework.util..", "org.springframework.web.util..");

	@ArchTest
	static final ArchRule wranglerUsesBootsConfigDataAndJackson = only("wrangler", JDK, NULLNESS, ROOT + ".wrangler..",
			"org.springframework.boot.context.config..", "org.springframework.boot.context.properties.source..",
			"org.springframework.boot.diagnostics..", "org.springframework.boot.env..",
			"org.springframework.boot.origin..", "org.springframework.core..", "org.springframework.util..",
			"tools.jackson.core..", "tools.jackson.dataformat.toml..");

	@ArchTest
	static final ArchRule htmlKnowsNoSpringMvcAndNoBoot = only("html", JDK, NULLNESS, ROOT, ROOT + ".html..",
			ROOT + ".delivery..", ROOT + ".collection..", "jakarta.servlet.http..", "org.springframework.http..",
			"org.springframework.core.io..", "org.springframework.util..");

	/**
	 * Only the auto-configuration of the room knows the properties.
	 */
	@ArchTest
	static final ArchRule pageKnowsRewritingAndDelivery = rooms("page").should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage(JDK, NULLNESS, LOGGING, ROOT, ROOT + ".page..", ROOT + ".html..", ROOT + ".delivery..",
				ROOT + ".collection..", "org.springframework.boot.context.properties.source..",
				"org.springframework.boot.json..", "org.springframework.core..", "org.springframework.http..",
				"org.springframework.util..", "org.springframework.web.util..");

	@ArchTest
	static final ArchRule liveReloadKnowsTheServletRoomAndRewriting = rooms("livereload").should()
		.onlyDependOnClassesThat(areNotOurs().or(resideInAnyPackage(ROOT + ".livereload..", ROOT + ".html..",
				ROOT + ".servlet..", ROOT + ".delivery..", ROOT + ".routing..", ROOT + ".collection..")));

	@ArchTest
	static final ArchRule nothingUsesLiveReloadSoThatNoneOfItIsLoadedWhenItIsOff = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".livereload..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".livereload..", "org.springframework.boot.devtools..");

	@ArchTest
	static final ArchRule coreKnowsNothingOfProjects = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".project..", ROOT + ".storage..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".project..", ROOT + ".storage..");

	@ArchTest
	static final ArchRule storageKnowsNothingOfWhatIsKept = only("storage", JDK, NULLNESS, LOGGING, ROOT + ".storage..",
			ROOT + ".autoconfigure", "org.springframework.dao..", "org.springframework.data.redis.connection..",
			"org.springframework.data.domain..", "io.lettuce.core..", "org.springframework.scheduling.concurrent..",
			"software.amazon.awssdk..", "org.springframework.beans..", "org.springframework.boot..",
			"org.springframework.context..", "org.springframework.core..", "org.springframework.util..",
			"com.github.benmanes.caffeine..", "tools.jackson..");

	@ArchTest
	static final ArchRule storageInRedisKnowsNoOtherStorage = noClasses().that()
		.haveNameMatching(OF_REDIS)
		.should()
		.dependOnClassesThat()
		.haveNameMatching(OF_S3 + "|" + OF_DIRECTORIES);

	@ArchTest
	static final ArchRule storageInS3KnowsNoOtherStorage = noClasses().that()
		.haveNameMatching(OF_S3)
		.should()
		.dependOnClassesThat()
		.haveNameMatching(OF_REDIS + "|" + OF_DIRECTORIES);

	@ArchTest
	static final ArchRule onlyTheStorageInS3UsesTheAwsSdk = noClasses().that()
		.haveNameNotMatching(OF_S3)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("software.amazon..");

	@ArchTest
	static final ArchRule servletKnowsTheRoomsBelow = rooms("servlet").should()
		.onlyDependOnClassesThat(areNotOurs().or(resideInAnyPackage(ROOT, ROOT + ".servlet..", ROOT + ".delivery..",
				ROOT + ".routing..", ROOT + ".collection..", ROOT + ".rules..", ROOT + ".vite..")));

	@ArchTest
	static final ArchRule thymeleafKnowsTheApi = rooms("thymeleaf").should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage(JDK, NULLNESS, ROOT, ROOT + ".thymeleaf..", "org.thymeleaf..",
				"org.springframework.util..");

	@ArchTest
	static final ArchRule securityKnowsTheServletRoomAndSpringSecurity = rooms("security").should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage(JDK, NULLNESS, ROOT + ".security..", ROOT + ".servlet..", ROOT + ".delivery..",
				"jakarta.servlet..", "org.springframework.security..",
				"org.springframework.boot.security.web.servlet..", "org.springframework.beans.factory..",
				"org.springframework.http..", "org.springframework.web.context..", "org.springframework.web.filter..");

	@ArchTest
	static final ArchRule explainKnowsTheServletRoomAndTheRoomsBelow = rooms("explain").should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage(JDK, NULLNESS, ROOT + ".explain..", ROOT + ".servlet..", ROOT + ".delivery..",
				ROOT + ".routing..", ROOT + ".collection..", ROOT + ".rules..", "jakarta.servlet.http..",
				"org.springframework.http..", "org.springframework.util..");

	@ArchTest
	static final ArchRule actuateKnowsExplanationsAndTheRoomsBelow = rooms("actuate").should()
		.onlyDependOnClassesThat(
				areNotOurs().or(resideInAnyPackage(ROOT + ".actuate..", ROOT + ".explain..", ROOT + ".servlet..",
						ROOT + ".delivery..", ROOT + ".routing..", ROOT + ".collection..", ROOT + ".rules..")));

	@ArchTest
	static final ArchRule testKnowsExplanationsAndThePurposeOfARequest = rooms("test").should()
		.onlyDependOnClassesThat(
				areNotOurs().or(resideInAnyPackage(ROOT + ".test..", ROOT + ".explain..", ROOT + ".routing..")));

	@ArchTest
	static final ArchRule onlyTheModuleForTestsUsesLibrariesForTests = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".test..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".test..", "org.assertj..", "org.springframework.boot.test..",
				"org.springframework.test..", "org.springframework.mock..");

	@ArchTest
	static final ArchRule autoConfigurationOfTheCoreKnowsNoneOfTheRoomsOnTop = noClasses().that()
		.resideInAPackage(ROOT + ".autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".security..", ROOT + ".explain..", ROOT + ".actuate..", ROOT + ".diagnostics..");

	@ArchTest
	static final ArchRule onlyTheirOwnRoomsUseWhatIsOptional = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".security..", ROOT + ".actuate..", ROOT + ".wrangler..", ROOT + ".project..",
				ROOT + ".storage..", ROOT + ".thymeleaf..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.security..", "org.thymeleaf..", "org.springframework.boot.security..",
				"org.springframework.boot.actuate..", "io.micrometer..", "tools.jackson..",
				"com.github.benmanes.caffeine..");

	@ArchTest
	static final ArchRule onlyTheAutoConfigurationsOfTheWebServersUseThem = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.apache.catalina..", "org.eclipse.jetty..");

	@ArchTest
	static final ArchRule publicApiUsesSpringsHttpTypesOnly = classes().that()
		.resideInAPackage(ROOT)
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage(JDK, NULLNESS, ROOT, "jakarta.servlet.http..", "org.springframework.http..",
				"org.springframework.core.io..");

	@ArchTest
	static final ArchRule onlyAutoConfigurationsAndDiagnosticsUseTheRoomOfAutoConfiguration = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".diagnostics..", ROOT + ".project..",
				ROOT + ".storage..")
		.and()
		.areNotAnnotatedWith(AutoConfiguration.class)
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule roomsAreFreeOfCycles = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule everyPackageIsNullMarked = classes().should(resideInANullMarkedPackage());

	@ArchTest
	static final ArchRule autoConfigurationsAreFinal = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.haveModifier(JavaModifier.FINAL);

	@ArchTest
	static final ArchRule onlyBeansOfTheApiCanBeReplaced = methods().that()
		.areAnnotatedWith(ConditionalOnMissingBean.class)
		.should(backOffFromApiOnly());

	@ArchTest
	static void publicTypesAreApiOrOnTheListWithAReason(JavaClasses types) {
		Set<String> present = new TreeSet<>();
		types.stream()
			.filter((type) -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
			.map(ArchitectureTests::shortName)
			.forEach(present::add);
		List<String> reasoned = REASONS.values().stream().flatMap(List::stream).toList();
		Set<String> api = api();
		Set<String> nested = api.stream()
			.filter((type) -> type.matches(".*[A-Z]\\w*\\..*"))
			.collect(Collectors.toSet());
		assertThat(types.stream().map(ArchitectureTests::shortName)).as("nested types of docs/api.md")
			.containsAll(nested);
		api.removeAll(nested);
		Set<String> allowed = new TreeSet<>(api);
		allowed.addAll(reasoned);
		assertThat(api).as("types of docs/api.md").contains("Assets");
		assertThat(reasoned).as("types on the list of reasons")
			.doesNotHaveDuplicates()
			.doesNotContainAnyElementsOf(api);
		assertThat(without(present, allowed)).as("public types that are neither API nor on the list of reasons")
			.isEmpty();
		assertThat(without(allowed, present)).as("types of the two lists that are not public").isEmpty();
		assertThat(reasoned).hasSizeLessThanOrEqualTo(MAX_INTERNAL_TYPES);
	}

	/**
	 * Return the types in the table of {@code docs/api.md}, by their names below the root
	 * package.
	 */
	private static Set<String> api() {
		Pattern row = Pattern.compile("\\| `io\\.github\\.assetsboot\\.?([.a-z0-9]*)` \\| ([^|]*) \\|.*");
		Set<String> api = new TreeSet<>();
		try (Stream<String> lines = Files.lines(Path.of("../docs/api.md"))) {
			for (Matcher matcher : lines.map(row::matcher).filter(Matcher::matches).toList()) {
				String prefix = matcher.group(1).isEmpty() ? "" : matcher.group(1) + ".";
				for (String type : matcher.group(2).split(",")) {
					api.add(prefix + type.replace("`", "").strip());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return api;
	}

	private static List<String> without(Set<String> types, Set<String> others) {
		List<String> rest = new ArrayList<>(types);
		rest.removeAll(others);
		return rest;
	}

	private static String shortName(JavaClass type) {
		return type.getName().substring(ROOT.length() + 1).replace('$', '.');
	}

	@ArchTest
	static final ArchRule beanMethodsArePackagePrivate = methods().that()
		.areAnnotatedWith(Bean.class)
		.should()
		.bePackagePrivate();

	/**
	 * Without an optional dependency, all that is not about it still compiles and loads.
	 */
	@ArchTest
	static final ArchRule whatIsOptionalIsShownByItsOwnRoomsOnly = classes()
		.should(show("org.springframework.boot.security", "security"))
		.andShould(show("org.springframework.security", "security", "project"))
		.andShould(show("org.springframework.boot.actuate", "actuate"))
		.andShould(show("org.springframework.boot.health", "project"))
		.andShould(show("io.micrometer", "actuate", "project"))
		.andShould(show("com.github.benmanes.caffeine", "project"))
		.andShould(show("org.springframework.data", "storage"))
		.andShould(show("software.amazon", "storage"))
		.andShould(show("tools.jackson"))
		.andShould(show("com.aayushatharva.brotli4j"))
		.andShould(show("com.github.luben.zstd"))
		.andShould(show("org.apache.catalina"))
		.andShould(show("org.thymeleaf", "thymeleaf"));

	@ArchTest
	static final ArchRule autoConfigurationsAreRegistered = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should(beAnImportCandidate());

	/**
	 * Return the classes of a room without its auto-configurations, which use more.
	 */
	private static GivenClassesConjunction rooms(String room) {
		return classes().that()
			.resideInAPackage(ROOT + "." + room + "..")
			.and()
			.areNotAnnotatedWith(AutoConfiguration.class);
	}

	private static DescribedPredicate<JavaClass> areNotOurs() {
		return JavaClass.Predicates.resideOutsideOfPackage(ROOT + "..");
	}

	private static ArchRule only(String room, String... packages) {
		return classes().that()
			.resideInAPackage(ROOT + "." + room + "..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(packages);
	}

	/**
	 * The name of a health indicator is the convention of Spring Boot.
	 */
	private static ArchCondition<JavaMethod> backOffFromApiOnly() {
		return new ArchCondition<>("back off from a bean of the API only") {

			@Override
			public void check(JavaMethod method, ConditionEvents events) {
				JavaAnnotation<?> condition = method.getAnnotationOfType(ConditionalOnMissingBean.class.getName());
				JavaClass[] values = (JavaClass[]) condition.get("value").orElseThrow();
				Set<String> api = api();
				boolean named = ((String[]) condition.get("name").orElseThrow()).length > 0;
				Stream.of((values.length > 0) ? values : new JavaClass[] { method.getRawReturnType() })
					.filter((type) -> !named && type.getPackageName().startsWith(ROOT)
							&& !api.contains(shortName(type)))
					.forEach((type) -> events.add(SimpleConditionEvent.violated(method,
							method.getFullName() + " backs off from " + shortName(type) + ", which is no API")));
			}

		};
	}

	private static ArchCondition<JavaClass> beAnImportCandidate() {
		List<String> candidates = ImportCandidates.load(AutoConfiguration.class, null).getCandidates();
		return new ArchCondition<>("be listed in AutoConfiguration.imports") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean listed = candidates.contains(type.getName());
				events.add(new SimpleConditionEvent(type, listed, type.getName() + (listed ? " is" : " is not")));
			}

		};
	}

	private static ArchCondition<JavaClass> show(String optional, String... rooms) {
		return new ArchCondition<>("show " + optional + " in " + List.of(rooms) + " only") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean own = Arrays.stream(rooms)
					.anyMatch((room) -> type.getPackageName().startsWith(ROOT + "." + room));
				boolean hidden = own || !isAccessible(type);
				shown(type).filter((shown) -> !hidden && shown.getPackageName().startsWith(optional))
					.forEach((shown) -> events
						.add(SimpleConditionEvent.violated(type, type.getName() + " shows " + shown.getName())));
			}

		};
	}

	private static Stream<JavaClass> shown(JavaClass type) {
		Stream<JavaType> members = type.getCodeUnits()
			.stream()
			.filter(ArchitectureTests::isAccessible)
			.flatMap((member) -> Stream.concat(Stream.of(member.getReturnType()), member.getParameterTypes().stream()));
		Stream<JavaType> fields = type.getFields()
			.stream()
			.filter(ArchitectureTests::isAccessible)
			.map(JavaField::getType);
		Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
		return Stream.of(members, fields, supertypes)
			.flatMap((types) -> types)
			.flatMap((shown) -> shown.getAllInvolvedRawTypes().stream());
	}

	private static boolean isAccessible(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(ArchitectureTests::isAccessible).orElse(true);
	}

	private static boolean isAccessible(JavaMember member) {
		return member.getModifiers().contains(JavaModifier.PUBLIC)
				|| member.getModifiers().contains(JavaModifier.PROTECTED);
	}

	private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
		return new ArchCondition<>("reside in a package that is @NullMarked") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
				events.add(new SimpleConditionEvent(type, marked,
						type.getPackageName() + (marked ? " is" : " is not") + " @NullMarked"));
			}

		};
	}

	/**
	 * Leaves out what only tests use.
	 */
	static final class NoTestTools implements ImportOption {

		@Override
		public boolean includes(Location location) {
			return !location.contains("/test-tools");
		}

	}

}
