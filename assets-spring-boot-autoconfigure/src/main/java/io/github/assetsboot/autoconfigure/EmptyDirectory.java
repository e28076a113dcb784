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

import java.util.function.Predicate;

import io.github.assetsboot.collection.AssetDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a directory that does not exist.
 *
 * @author the Assets for Spring Boot authors
 */
final class EmptyDirectory implements AssetDirectory {

	private final boolean expected;

	/**
	 * Create a directory.
	 * @param expected whether the application needs no files of its own
	 */
	EmptyDirectory(boolean expected) {
		this.expected = expected;
	}

	/**
	 * Return whether the application needs no files of its own.
	 */
	boolean isExpected() {
		return this.expected;
	}

	@Override
	public @Nullable String readText(String name) {
		return null;
	}

	@Override
	public void visit(Predicate<String> ignored, Visitor visitor) {
	}

}
