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
import java.util.function.UnaryOperator;

import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.BlobSource;
import org.jspecify.annotations.Nullable;

/**
 * Files in memory, whose content is their path unless told otherwise.
 *
 * @param files the paths, each starting with a slash
 * @param content returns the content of a file
 * @author the Assets for Spring Boot authors
 */
record NamesDirectory(Collection<String> files, UnaryOperator<String> content) implements AssetDirectory {

	NamesDirectory(Collection<String> files) {
		this(files, UnaryOperator.identity());
	}

	@Override
	public @Nullable String readText(String name) {
		return null;
	}

	@Override
	public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
		for (String file : this.files) {
			visitor.file(file.substring(1),
					new BlobSource.InMemory(this.content.apply(file).getBytes(StandardCharsets.UTF_8)));
		}
	}

}
