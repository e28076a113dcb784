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
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.project.WranglerManifest.ClientContent;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;

/**
 * The files of an upload session, whose contents are all in the storage.
 *
 * @param announced the files, by path without a slash in front
 * @param contents the contents, by the hashes that {@code wrangler} gave them
 * @param redirects the text of {@code _redirects}
 * @param headers the text of {@code _headers}
 * @param storage gives a content
 * @author the Assets for Spring Boot authors
 */
record WranglerFiles(Map<String, ClientContent> announced, Map<String, BlobId> contents, @Nullable String redirects,
		@Nullable String headers, Function<BlobId, StorageContent> storage) implements ProjectFiles {

	/**
	 * Return the paths of files, with a slash in front, by the hashes that
	 * {@code wrangler} gave them.
	 */
	Map<String, String> clientHashes() {
		Map<String, String> paths = new HashMap<>();
		this.announced.forEach((path, content) -> paths.put(content.hash(), "/" + path));
		return paths;
	}

	@Override
	public void visit(Visitor visitor) throws IOException {
		for (Map.Entry<String, ClientContent> file : this.announced.entrySet()) {
			BlobId content = this.contents.get(file.getValue().hash());
			if (content == null) {
				throw new IllegalStateException("No content of " + file.getKey());
			}
			visitor.file(file.getKey(), this.storage.apply(content));
		}
		visit(visitor, Redirects.FILE_NAME, this.redirects);
		visit(visitor, HeaderRules.FILE_NAME, this.headers);
	}

	private static void visit(Visitor visitor, String name, @Nullable String text) throws IOException {
		if (text != null) {
			visitor.file(name, StorageContent.of(text.getBytes(StandardCharsets.UTF_8)));
		}
	}

}
