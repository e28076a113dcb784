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

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
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
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Holds the rooms of the house apart: which package may use which.
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

	@ArchTest
	static final ArchRule rulesUseTheJdk = only("rules", JDK, NULLNESS, ROOT + ".rules..");

	@ArchTest
	static final ArchRule collectionUsesTheJdkLoggingAndContentCodings = only("collection", JDK, NULLNESS, LOGGING,
			ROOT + ".collection..", "com.aayushatharva.brotli4j..", "com.github.luben.zstd..");

	@ArchTest
	static final ArchRule routingUsesTheJdkCollectionAndRules = only("routing", JDK, NULLNESS, ROOT + ".routing..",
			ROOT + ".collection..", ROOT + ".rules..");

	@ArchTest
	static final ArchRule devServerUsesTheJdkAndSpringsHttpTypes = only("devserver", JDK, NULLNESS, LOGGING,
			ROOT + ".devserver..", ROOT + ".rules..", "org.springframework.http..");

	@ArchTest
	static final ArchRule deliveryKnowsNoSpringMvcAndNoBoot = only("delivery", JDK, NULLNESS, LOGGING, ROOT,
			ROOT + ".delivery..", ROOT + ".devserver..", ROOT + ".routing..", ROOT + ".collection..", ROOT + ".rules..",
			"jakarta.servlet..", "org.springframework.http..", "org.springframework.core..",
			"org.springframework.util..", "org.springframework.web.util..");

	@ArchTest
	static final ArchRule wranglerUsesBootsConfigDataAndJackson = only("wrangler", JDK, NULLNESS, ROOT + ".wrangler..",
			"org.springframework.boot.context.config..", "org.springframework.boot.context.properties.source..",
			"org.springframework.boot.diagnostics..", "org.springframework.boot.env..",
			"org.springframework.boot.origin..", "org.springframework.core..", "org.springframework.util..",
			"tools.jackson.core..", "tools.jackson.dataformat.toml..");

	@ArchTest
	static final ArchRule htmlKnowsJsoupAndNoSpringMvc = only("html", JDK, NULLNESS, ROOT, ROOT + ".html..",
			ROOT + ".delivery..", ROOT + ".collection..", "org.jsoup..", "jakarta.servlet.http..",
			"org.springframework.http..", "org.springframework.core.io..", "org.springframework.util..");

	@ArchTest
	static final ArchRule coreKnowsNothingOfProjects = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".project..", ROOT + ".storage..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".project..", ROOT + ".storage..");

	@ArchTest
	static final ArchRule storageKnowsNothingOfWhatIsKept = only("storage", JDK, NULLNESS, LOGGING, ROOT + ".storage..",
			ROOT + ".autoconfigure", "org.springframework.dao..", "org.springframework.data.redis.connection..",
			"org.springframework.scheduling.concurrent..", "software.amazon.awssdk..", "org.springframework.beans..",
			"org.springframework.boot..", "org.springframework.context..", "org.springframework.core..",
			"org.springframework.util..", "com.github.benmanes.caffeine..", "tools.jackson..");

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
	static final ArchRule securityKnowsTheServletRoomAndSpringSecurity = only("security", JDK, NULLNESS,
			ROOT + ".security..", ROOT + ".servlet..", ROOT + ".delivery..", "jakarta.servlet..",
			"org.springframework.security..", "org.springframework.boot.security.web.servlet..",
			"org.springframework.beans.factory..", "org.springframework.http..", "org.springframework.web.context..",
			"org.springframework.web.filter..");

	@ArchTest
	static final ArchRule onlyTheirOwnRoomsUseWhatIsOptional = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".security..", ROOT + ".actuate..", ROOT + ".wrangler..", ROOT + ".project..",
				ROOT + ".storage..", ROOT + ".html..", ROOT + ".autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.security..", "org.springframework.boot.security..",
				"org.springframework.boot.actuate..", "io.micrometer..", "tools.jackson..",
				"com.github.benmanes.caffeine..", "org.jsoup..");

	@ArchTest
	static final ArchRule publicApiUsesSpringsHttpTypesOnly = classes().that()
		.resideInAPackage(ROOT)
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage(JDK, NULLNESS, ROOT, "jakarta.servlet.http..", "org.springframework.http..",
				"org.springframework.core.io..");

	@ArchTest
	static final ArchRule noRoomOfTheCoreUsesAutoConfiguration = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".project..", ROOT + ".storage..")
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
		.andShould(show("org.springframework.security", "security"))
		.andShould(show("org.springframework.boot.actuate", "actuate"))
		.andShould(show("org.springframework.boot.health", "project"))
		.andShould(show("io.micrometer", "actuate", "project"))
		.andShould(show("com.github.benmanes.caffeine", "project"))
		.andShould(show("org.springframework.data", "storage"))
		.andShould(show("software.amazon", "storage"))
		.andShould(show("tools.jackson"))
		.andShould(show("org.jsoup"))
		.andShould(show("com.aayushatharva.brotli4j"))
		.andShould(show("com.github.luben.zstd"))
		.andShould(show("org.apache.catalina"));

	@ArchTest
	static final ArchRule autoConfigurationsAreRegistered = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should(beAnImportCandidate());

	private static ArchRule only(String room, String... packages) {
		return classes().that()
			.resideInAPackage(ROOT + "." + room + "..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(packages);
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
