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

package io.github.assetsboot.routing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Predicate;

import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.BlobSource;
import org.jspecify.annotations.Nullable;

/**
 * Files whose content is their path.
 *
 * @param files the paths, each starting with a slash
 * @author the Assets for Spring Boot authors
 */
record NamesDirectory(Collection<String> files) implements AssetDirectory {

	@Override
	public @Nullable String readText(String name) {
		return null;
	}

	@Override
	public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
		for (String file : this.files) {
			visitor.file(file.substring(1), new BlobSource.InMemory(file.getBytes(StandardCharsets.UTF_8)));
		}
	}

}
