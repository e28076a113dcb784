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

package io.github.assetsboot.collection;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A folder of the file system, and where it really is. A symbolic link at or above the
 * folder may lead elsewhere later.
 *
 * @param location the absolute path by which the folder was named
 * @param path the real path to which it led
 */
record RealRoot(Path location, Path path) {

	static RealRoot of(Path location) throws IOException {
		return new RealRoot(location, location.toRealPath());
	}

	/**
	 * Return the path of a file.
	 * @param name the path below the folder, starting with a slash
	 */
	Path resolve(String name) {
		return this.path.resolve(name.substring(1));
	}

	/**
	 * The JDK keeps the type of a record that is compared, and so the class loader of a
	 * web application.
	 */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof RealRoot root && this.location.equals(root.location) && this.path.equals(root.path);
	}

	@Override
	public int hashCode() {
		return this.path.hashCode();
	}

}
