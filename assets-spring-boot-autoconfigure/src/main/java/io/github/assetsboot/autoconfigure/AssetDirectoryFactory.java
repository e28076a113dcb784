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

import java.io.IOException;
import java.nio.file.Path;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.collection.AssetLocation.InvalidAssetLocationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Opens the directory of a collection.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetDirectoryFactory {

	private static final Log logger = LogFactory.getLog(AssetDirectoryFactory.class);

	private final CollectionProperties properties;

	private final Environment environment;

	AssetDirectoryFactory(CollectionProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	/**
	 * Return whether the directory is set, rather than the default.
	 */
	boolean isConfigured() {
		return Binder.get(this.environment).bind(this.properties.property("directory"), String.class).isBound();
	}

	/**
	 * An application that serves projects, or collections with a name, may have no files
	 * in the default collection.
	 */
	private boolean isExpected() {
		boolean others = this.properties instanceof AssetsProperties application
				&& !application.getCollections().isEmpty();
		return isConfigured()
				|| (!others && !this.environment.getProperty("assets.projects.enabled", Boolean.class, false));
	}

	/**
	 * Open the directory.
	 * @param required whether it has to exist
	 * @param classLoader the class loader for {@code classpath:}
	 * @return the directory, an empty one if there is none
	 */
	AssetDirectory open(boolean required, @Nullable ClassLoader classLoader) {
		String location = this.properties.getDirectory();
		AssetDirectory directory = find("directory", location, classLoader);
		if (directory != null) {
			return directory;
		}
		if (!this.properties.isDevServerUsed()) {
			if (required) {
				throw missing(location);
			}
			if (isExpected()) {
				logger.warn("There are no assets, because " + location + " does not exist."
						+ " Put the front end there, or set '" + this.properties.property("directory") + "'.");
			}
		}
		return new EmptyDirectory(!isExpected());
	}

	/**
	 * Open the directory with the previous build.
	 * @param classLoader the class loader for {@code classpath:}
	 * @return the directory, or {@code null} if none is set or there is none
	 */
	@Nullable AssetDirectory openPreviousBuild(@Nullable ClassLoader classLoader) {
		String location = this.properties.getCache().getDictionaryDirectory();
		if (!StringUtils.hasText(location)) {
			return null;
		}
		AssetDirectory directory = find("cache.dictionary-directory", location, classLoader);
		if (directory == null) {
			logger.warn("There is no previous build in " + location + ", so that no browser gets differences to it."
					+ " Keep a copy of the deployed front end there, or remove '"
					+ this.properties.property("cache.dictionary-directory") + "'.");
		}
		return directory;
	}

	private @Nullable AssetDirectory find(String property, String location, @Nullable ClassLoader classLoader) {
		try {
			return AssetLocation.of(location, classLoader).open();
		}
		catch (InvalidAssetLocationException ex) {
			throw new InvalidAssetsPropertyException(this.properties.property(property), location, ex.getReason(),
					ex.getAction());
		}
		catch (IOException ex) {
			throw unreadable(this.properties.property(property), location, ex);
		}
	}

	private InvalidAssetsPropertyException missing(String location) {
		return new InvalidAssetsPropertyException(this.properties.property("directory"), location,
				"there is no such directory",
				"Create it, for instance by building the front end, or correct the property." + describe(location));
	}

	/**
	 * Describe where a directory that is missing was looked for.
	 */
	private static String describe(String location) {
		String folder = AssetLocation.of(location, null).classPathFolder();
		if (folder != null) {
			return " The build puts the files of 'src/main/resources/" + folder + "' there.";
		}
		String path = location.strip().replaceFirst("^file:", "");
		boolean absolute = path.startsWith("/") || Path.of(path).isAbsolute();
		return absolute ? ""
				: " The path is relative to the working directory, which is '" + System.getProperty("user.dir") + "'.";
	}

	/**
	 * Return the failure of the start for a directory that exists and cannot be read.
	 */
	static InvalidAssetsPropertyException unreadable(String property, String location, Exception cause) {
		return new InvalidAssetsPropertyException(property, location, "it cannot be read (" + cause + ")",
				"Check that the application may read the directory and the rule files in it.");
	}

}
