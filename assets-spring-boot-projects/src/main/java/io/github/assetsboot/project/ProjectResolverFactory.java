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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the resolver that the properties describe.
 *
 * @author the Assets for Spring Boot authors
 */
class ProjectResolverFactory {

	private static final String PREFIX = "assets.projects.resolve.";

	private final AssetProjectsProperties.Resolve properties;

	ProjectResolverFactory(AssetProjectsProperties.Resolve properties) {
		this.properties = properties;
	}

	AssetProjectResolver create() {
		checkOnlyOne();
		if (this.properties.getProject() != null) {
			return create("project", this.properties.getProject(), ProjectResolverFactory::fixed);
		}
		if (!this.properties.getHost().isEmpty()) {
			String[] hosts = this.properties.getHost().toArray(String[]::new);
			return create("host", String.join(", ", hosts), (ignored) -> AssetProjectResolver.byHost(hosts));
		}
		if (this.properties.getPath() != null) {
			return create("path", this.properties.getPath(), AssetProjectResolver::byPath);
		}
		return create("header", this.properties.getHeader(), AssetProjectResolver::byHeader);
	}

	private static AssetProjectResolver fixed(String project) {
		ProjectRequest resolved = new ProjectRequest(new ProjectId(project), "");
		return (request) -> resolved;
	}

	private void checkOnlyOne() {
		Map<String, String> set = new LinkedHashMap<>();
		if (!this.properties.getHost().isEmpty()) {
			set.put("host", String.join(", ", this.properties.getHost()));
		}
		if (this.properties.getPath() != null) {
			set.put("path", this.properties.getPath());
		}
		if (this.properties.getHeader() != null) {
			set.put("header", this.properties.getHeader());
		}
		if (this.properties.getProject() != null) {
			set.put("project", this.properties.getProject());
		}
		if (set.size() > 1) {
			String last = List.copyOf(set.keySet()).get(set.size() - 1);
			String others = set.keySet()
				.stream()
				.filter((name) -> !name.equals(last))
				.map((name) -> "'" + PREFIX + name + "'")
				.collect(Collectors.joining(", "))
				.replaceFirst(", ([^,]*)$", " and $1");
			throw new InvalidAssetsPropertyException(PREFIX + last, String.valueOf(set.get(last)),
					others + ((set.size() > 2) ? " are" : " is")
							+ " set, too, and the project of a request is found in one way only",
					"Remove all but one of 'assets.projects.resolve.host', '.path', '.header' and '.project', or define a bean of"
							+ " type AssetProjectResolver that combines them.");
		}
	}

	/**
	 * Create a resolver that finds no project on the hosts of the application.
	 */
	AssetProjectResolver withApplicationHosts(AssetProjectResolver resolver) {
		List<String> hosts = this.properties.getApplicationHosts();
		try {
			return hosts.isEmpty() ? resolver : new ApplicationHosts(hosts, resolver);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(PREFIX + "application-hosts", String.join(", ", hosts),
					String.valueOf(ex.getMessage()), "List host names without a scheme, a path and a placeholder.");
		}
	}

	private static AssetProjectResolver create(String name, @Nullable String value,
			Function<String, AssetProjectResolver> factory) {
		try {
			return factory.apply((value != null) ? value : "");
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(PREFIX + name, String.valueOf(value), String.valueOf(ex
				.getMessage()), name.equals("project") ? "Set it to the name of a project, such as 'shop'."
						: "Correct the pattern. '{project}' stands for the name of the project in the host or the path.");
		}
	}

}
