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

package io.github.assetsboot.explain;

import java.util.function.Predicate;

/**
 * The directory of a collection of the application.
 *
 * @param location the location as it is configured
 * @param reload whether changes are noticed while the application runs
 * @param present whether the directory has a file of a path at present, and a reading
 * would list it
 * @author the Assets for Spring Boot authors
 */
record ServedDirectory(String location, boolean reload, Predicate<String> present) {

	/**
	 * Describe a file that is there, and was not when the directory was read.
	 * @param file the path of the file
	 * @param property the name of the property for reloads
	 * @return sentences, for people to read
	 */
	String describeAdded(String file, String property) {
		return "The file " + file + " is in the directory, but was not there "
				+ (this.reload ? "at the last reload. A build may be running, or the reload has not noticed the file."
						: "at the start. Restart the application, or set '" + property + "'.");
	}

	/**
	 * Describe a file that was there when the directory was read, and is gone.
	 * @param file the path of the file
	 * @return sentences, for people to read
	 */
	String describeGone(String file) {
		return this.present.test(file)
				? "The file " + file + " is in the directory, but was replaced a moment ago. Ask again."
				: "The file " + file + " was in the directory " + (this.reload
						? "at the last reload, and is gone. A build may be running, or has not written the file again."
						: "at the start, and is gone. Put it back, or restart the application without it.");
	}

}
