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

package io.github.assetsboot.autoconfigure;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * The way in which an application runs, and whether it starts the command of a
 * development server: an IDE or a build tool must run it, from folders of class files in
 * a project.
 *
 * @author the Assets for Spring Boot authors
 */
enum DevelopmentRun {

	/**
	 * From folders of class files in a project.
	 */
	FOLDERS,

	/**
	 * From such folders, restarted by Spring Boot DevTools.
	 */
	RESTARTED,

	/**
	 * In a test with a context of Spring's test framework.
	 */
	TEST,

	/**
	 * In another way, such as {@code java -jar}, a servlet container or a native image.
	 */
	PRODUCTION;

	private static final Log logger = LogFactory.getLog(DevelopmentRun.class);

	/**
	 * Every context that Spring Boot's test framework starts has this property source,
	 * with the name of the bootstrapper as a property.
	 */
	private static final String TEST_PROPERTIES = "Inlined Test Properties";

	/**
	 * Files and folders of build tools and IDEs, one of which is in a folder above the
	 * class files of a project. An image may have class files in a folder, too, such as
	 * {@code /app/classes}, but no project around them.
	 */
	private static final List<String> PROJECT = List.of("pom.xml", "build.gradle", "build.gradle.kts",
			"settings.gradle", "settings.gradle.kts", "build.xml", "build.sbt", ".classpath", ".idea");

	private static final String RESTART_CLASS_LOADER = "org.springframework.boot.devtools.restart.classloader.RestartClassLoader";

	/**
	 * Return the way in which an application runs.
	 * @param beanFactory its bean factory, {@code null} if it has none yet
	 */
	static DevelopmentRun of(@Nullable BeanFactory beanFactory) {
		if (!(beanFactory instanceof ConfigurableListableBeanFactory beans)) {
			return PRODUCTION;
		}
		if (beans.getBean(Environment.class) instanceof ConfigurableEnvironment environment
				&& environment.getPropertySources().contains(TEST_PROPERTIES)) {
			return TEST;
		}
		return Arrays.stream(beans.getBeanDefinitionNames())
			.map(beans::getBeanDefinition)
			.filter(AnnotatedBeanDefinition.class::isInstance)
			.map((definition) -> ((AnnotatedBeanDefinition) definition).getMetadata())
			.filter((metadata) -> metadata.hasMetaAnnotation(EnableAutoConfiguration.class.getName())
					|| metadata.hasAnnotation(EnableAutoConfiguration.class.getName()))
			.map((metadata) -> of(metadata, beans.getBeanClassLoader()))
			.findFirst()
			.orElse(PRODUCTION);
	}

	private static DevelopmentRun of(AnnotationMetadata application, @Nullable ClassLoader classLoader) {
		Class<?> type = ClassUtils.resolveClassName(application.getClassName(), classLoader);
		ClassLoader loader = type.getClassLoader();
		if (!isInProject(type)) {
			return PRODUCTION;
		}
		// a class whose file was missing for a moment, in a build, comes from the class
		// loader
		// behind that of DevTools
		if (isOfDevTools(loader) || isOfDevTools(classLoader)) {
			// a command cannot be left running by classes that are restarted themselves
			return isOfDevTools(DevelopmentRun.class.getClassLoader()) ? FOLDERS : RESTARTED;
		}
		return (loader == ClassLoader.getSystemClassLoader()) ? FOLDERS : PRODUCTION;
	}

	private static boolean isOfDevTools(@Nullable ClassLoader classLoader) {
		return classLoader != null && classLoader.getClass().getName().equals(RESTART_CLASS_LOADER);
	}

	private static boolean isInProject(Class<?> type) {
		CodeSource source = type.getProtectionDomain().getCodeSource();
		URL location = (source != null) ? source.getLocation() : null;
		try {
			return location != null && location.getProtocol().equals("file") && isInProject(Path.of(location.toURI()));
		}
		catch (URISyntaxException | IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Return whether class files are in the folder of a project.
	 * @param location the absolute path of a folder or of a jar
	 */
	static boolean isInProject(Path location) {
		return Files.isDirectory(location) && Stream.iterate(location, Objects::nonNull, Path::getParent)
			.anyMatch((folder) -> PROJECT.stream().anyMatch((name) -> Files.exists(folder.resolve(name))));
	}

	/**
	 * Return whether the command is started.
	 */
	boolean isCommandStarted() {
		return this == FOLDERS || this == RESTARTED;
	}

	/**
	 * Return whether DevTools restart the application.
	 */
	boolean isRestarted() {
		return this == RESTARTED;
	}

	/**
	 * Log that the command is not started.
	 * @param command the command
	 * @param property the name of the property that has it
	 */
	void logNotStarted(String command, String property) {
		if (this == TEST) {
			logger.debug("The development server '" + command + "' is not started in a test.");
			return;
		}
		logger.warn("The development server '" + command + "' is not started. The application does not run from"
				+ " the class files of a project. Run it in an IDE or with 'mvn spring-boot:run', or set '" + property
				+ "' in a profile for development only.");
	}

}
