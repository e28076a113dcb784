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

package io.github.assetsboot.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Logs one line at start, with the storage, the number of projects, and the way in which
 * the project of a request is found.
 */
class ProjectsReport implements ApplicationListener<ContextRefreshedEvent> {

	private static final Log logger = LogFactory.getLog(ProjectsReport.class);

	private static final int MAX_COUNT = 1_000;

	private final ApplicationContext context;

	private final AssetStorage storage;

	private final AssetProjectsProperties properties;

	ProjectsReport(ApplicationContext context, AssetStorage storage, AssetProjectsProperties properties) {
		this.context = context;
		this.storage = storage;
		this.properties = properties;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() == this.context) {
			logger.info("Serving " + count() + " from " + this.storage + ", found by " + resolver() + "." + apis());
		}
	}

	/**
	 * Count the projects in a directory. Counting them in another storage would list all
	 * its keys.
	 */
	private String count() {
		if (!(this.storage instanceof DirectoryStorage directory)) {
			return "projects";
		}
		try (Stream<Path> folders = Files.list(directory.root().resolve("project"))) {
			long count = folders.filter(ProjectsReport::hasVersions).limit(MAX_COUNT).count();
			return ((count == MAX_COUNT) ? "at least " : "") + count + ((count == 1) ? " project" : " projects");
		}
		catch (NoSuchFileException ex) {
			return "0 projects";
		}
		catch (IOException | UncheckedIOException ex) {
			return "projects";
		}
	}

	/**
	 * Return whether a project has versions. A deleted project has a state only.
	 */
	private static boolean hasVersions(Path project) {
		try (Stream<Path> versions = Files.list(project.resolve("versions"))) {
			return versions.findAny().isPresent();
		}
		catch (NoSuchFileException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String resolver() {
		AssetProjectsProperties.Resolve resolve = this.properties.getResolve();
		String[] names = this.context.getBeanNamesForType(AssetProjectResolver.class);
		if (names.length == 0) {
			return "the application's own code only. Set 'assets.projects.resolve.host' to serve them by host";
		}
		if (!names[0].equals("assetProjectResolver")) {
			return "the bean '" + names[0] + "'";
		}
		if (!resolve.getHost().isEmpty()) {
			return "host: " + String.join(", ", resolve.getHost());
		}
		if (resolve.getProject() != null) {
			return "name: " + resolve.getProject();
		}
		return (resolve.getPath() != null) ? "path: " + resolve.getPath() : "header: " + resolve.getHeader();
	}

	private String apis() {
		List<String> apis = new ArrayList<>();
		if (this.properties.getApi().isEnabled()) {
			apis.add("at " + this.properties.getApi().getPath());
		}
		this.context.getBeanProvider(WranglerProperties.class)
			.ifAvailable((wrangler) -> apis.add("by wrangler at " + wrangler.toPath()));
		return apis.isEmpty() ? "" : " They are published " + String.join(" and ", apis) + ".";
	}

}
