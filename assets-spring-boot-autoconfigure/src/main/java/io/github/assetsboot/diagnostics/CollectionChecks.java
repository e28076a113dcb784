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

package io.github.assetsboot.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.autoconfigure.CollectionProperties;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.servlet.ApplicationMappings;
import jakarta.servlet.ServletContext;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.web.context.WebApplicationContext;

/**
 * The checks of one collection at start.
 *
 * @author the Assets for Spring Boot authors
 */
class CollectionChecks {

	private final ApplicationContext context;

	private final AssetsProperties application;

	private final CollectionProperties properties;

	private final AssetSnapshot snapshot;

	private final AssetRouter router;

	private final SuspiciousContents contents;

	private final MisplacedRuleFiles ruleFiles;

	private final HiddenHandlers handlers;

	private final ApplicationMappings mappings;

	CollectionChecks(ApplicationContext context, AssetsProperties application, CollectionProperties properties,
			AssetCollections collections, ApplicationMappings mappings) {
		this.context = context;
		this.application = application;
		this.mappings = mappings;
		this.properties = properties;
		CurrentSnapshot collection = collections.get(properties.name());
		this.snapshot = collection.snapshot();
		this.router = this.snapshot.router();
		this.contents = new SuspiciousContents(this.router, properties,
				(properties == application) ? application.toLanguages() : null);
		this.ruleFiles = new MisplacedRuleFiles(collection, collections, properties.getDirectory());
		this.handlers = new HiddenHandlers(collection, collections, mappings);
	}

	/**
	 * Describe what looks like a mistake.
	 * @param withoutSlashes whether a filter removes slashes from the end of a path
	 */
	List<String> warnings(boolean withoutSlashes) {
		List<String> warnings = new ArrayList<>(this.contents.describe());
		String ruleFiles = this.ruleFiles.describe();
		if (ruleFiles != null) {
			warnings.add(ruleFiles);
		}
		if (!contextPath().isEmpty() || !this.router.settings().basePath().toString().isEmpty()) {
			warnings
				.addAll(new RepeatedPrefixes(this.router, this.properties.property("run-worker-first"), contextPath())
					.describe());
		}
		warnings.addAll(new UnreachableNames(this.mappings, this.properties.getDirectory(), this.router).describe());
		if (withoutSlashes) {
			warnings.addAll(this.contents.describeWithoutSlashes());
		}
		warnings.addAll(new IneffectiveSettings(this.context.getEnvironment(), this.properties)
			.describe(this.router.settings().mode()));
		if (hasFilesOfDefaultCollection()) {
			warnings.add("'" + this.properties.property("directory") + "' is not set, so that the collection serves the"
					+ " same files as the default one, from " + this.properties.getDirectory()
					+ ". Set it to the folder that the build of its front end writes.");
		}
		String dictionaries = DictionaryChecks.describe(this.properties, this.snapshot);
		if (dictionaries != null) {
			warnings.add(dictionaries);
		}
		warnings.addAll(this.handlers.warnings());
		return warnings;
	}

	/**
	 * The properties of the default collection do not hold for others, so that its
	 * directory is a coincidence.
	 */
	private boolean hasFilesOfDefaultCollection() {
		String property = this.properties.property("directory");
		return this.properties != this.application && !this.properties.isDevServerUsed()
				&& !this.router.assets().assets().isEmpty()
				&& this.properties.getDirectory().equals(this.application.getDirectory())
				&& !Binder.get(this.context.getEnvironment()).bind(property, String.class).isBound();
	}

	/**
	 * Describe what may be better in another way.
	 */
	List<String> hints() {
		String fingerprints = this.properties.toImmutable().isEmpty() ? FingerprintedNames.describe(this.snapshot)
				: null;
		return Stream
			.concat(Stream.of(fingerprints, this.handlers.hint(), this.contents.describeRelativeBase(contextPath()))
				.filter(Objects::nonNull), this.contents.describeOtherBase(contextPath()).stream())
			.toList();
	}

	private String contextPath() {
		ServletContext servletContext = (this.context instanceof WebApplicationContext web) ? web.getServletContext()
				: null;
		return (servletContext != null) ? servletContext.getContextPath() : "";
	}

}
