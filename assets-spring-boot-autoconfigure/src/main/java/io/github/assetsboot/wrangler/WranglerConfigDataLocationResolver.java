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

package io.github.assetsboot.wrangler;

import java.io.FileNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationNotFoundException;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.Profiles;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ResourceUtils;

/**
 * Resolves {@code wrangler:} locations: a {@code classpath:} or {@code file:} location,
 * or a plain path, of a file or of the folder that it is in. {@code ?collection=NAME} at
 * the end names the collection that gets the settings.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerConfigDataLocationResolver implements ConfigDataLocationResolver<WranglerConfigDataResource> {

	private static final String PREFIX = "wrangler:";

	private static final String COLLECTION = "collection=";

	private static final Pattern FILE_NAME = Pattern.compile(".+\\.(json|jsonc|toml)");

	/**
	 * In the order in which Wrangler looks for them.
	 */
	private static final List<String> FILE_NAMES = List.of("wrangler.json", "wrangler.jsonc", "wrangler.toml");

	private final ResourceLoader resourceLoader;

	WranglerConfigDataLocationResolver(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
	}

	@Override
	public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		return location.hasPrefix(PREFIX);
	}

	@Override
	public List<WranglerConfigDataResource> resolve(ConfigDataLocationResolverContext context,
			ConfigDataLocation location) {
		return List.of(resource(location, List.of()));
	}

	@Override
	public List<WranglerConfigDataResource> resolveProfileSpecific(ConfigDataLocationResolverContext context,
			ConfigDataLocation location, Profiles profiles) {
		return profiles.getActive().isEmpty() ? List.of() : List.of(resource(location, profiles.getActive()));
	}

	private WranglerConfigDataResource resource(ConfigDataLocation location, List<String> environments) {
		String text = location.getNonPrefixedValue(PREFIX).trim();
		int parameters = text.indexOf('?');
		String file = (parameters != -1) ? text.substring(0, parameters) : text;
		String prefix = (parameters != -1) ? prefix(location, text.substring(parameters + 1)) : WranglerImport.ASSETS;
		return new WranglerConfigDataResource(candidates(location, file), prefix, environments);
	}

	private static String prefix(ConfigDataLocation location, String parameter) {
		if (!parameter.startsWith(COLLECTION)) {
			throw new WranglerImportException(location.getOrigin(),
					"'" + location + "' has '" + parameter + "' behind the question mark, which is not known",
					"Write '?collection=' and the name of the collection, or remove the question mark and the text"
							+ " behind it.");
		}
		String name = parameter.substring(COLLECTION.length());
		if (name.equals("default")) {
			throw new WranglerImportException(location.getOrigin(),
					"'" + location + "' names the default collection, whose properties are directly below 'assets'",
					"Remove '?collection=default' to import the file into the default collection.");
		}
		if (!WranglerImport.isCollectionName(name)) {
			throw new WranglerImportException(location.getOrigin(), "in '" + location + "', '" + name
					+ "' is not a name of a collection, which has at most 63 lower-case letters, digits and hyphens",
					"Name a collection behind '?collection=', such as 'admin' for 'assets.collections.admin'.");
		}
		return WranglerImport.ASSETS + ".collections." + name;
	}

	private List<Resource> candidates(ConfigDataLocation location, String text) {
		Stream<String> names = FILE_NAME.matcher(text).matches() ? Stream.of("") : FILE_NAMES.stream();
		if (text.startsWith(ResourceUtils.CLASSPATH_URL_PREFIX)) {
			String path = text.substring(ResourceUtils.CLASSPATH_URL_PREFIX.length());
			return names.map((name) -> classPathResource(path, name)).toList();
		}
		Path path = path(location, text);
		return names.<Resource>map((name) -> new FileSystemResource(path.resolve(name))).toList();
	}

	private Resource classPathResource(String path, String name) {
		String folder = (name.isEmpty() || path.isEmpty() || path.endsWith("/")) ? path : path + "/";
		return new ClassPathResource(folder + name, this.resourceLoader.getClassLoader());
	}

	private static Path path(ConfigDataLocation location, String text) {
		try {
			Path path = text.startsWith(ResourceUtils.FILE_URL_PREFIX) ? ResourceUtils.getFile(text).toPath()
					: Path.of(text);
			return path.toAbsolutePath().normalize();
		}
		catch (FileNotFoundException | InvalidPathException ex) {
			throw new ConfigDataLocationNotFoundException(location, ex);
		}
	}

}
