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
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

import org.springframework.web.ErrorResponseException;

/**
 * Reads the manifest of an upload. It checks the limits while it reads, so that a long
 * manifest takes no more memory than is allowed.
 *
 * @author the Assets for Spring Boot authors
 */
final class UploadManifestReader {

	/**
	 * Number of bytes that a manifest can have besides its files.
	 */
	private static final int MANIFEST_SIZE = 64 * 1024;

	/**
	 * Number of bytes that a manifest can have for each file.
	 */
	private static final int FILE_SIZE = 2048;

	private final StrictJson json;

	private final FileChecks checks;

	private final VersionOptions.Reader options;

	private final Map<String, BlobId> files = new LinkedHashMap<>();

	private UploadManifestReader(ProjectLimits limits) {
		this.json = new StrictJson("a manifest of an upload", MANIFEST_SIZE + (long) FILE_SIZE * limits.files());
		this.checks = new FileChecks(limits);
		this.options = new VersionOptions.Reader(this.json);
	}

	/**
	 * Read a manifest.
	 * @param stream the JSON, which is not closed
	 * @param limits the limits of an upload
	 * @return the manifest, whose files have been checked
	 * @throws InvalidProjectFilesException if files cannot be published
	 * @throws ErrorResponseException if the JSON is not a manifest
	 * @throws UnreadableContentException if the stream fails
	 */
	static UploadManifest read(InputStream stream, ProjectLimits limits) throws IOException {
		UploadManifestReader reader = new UploadManifestReader(limits);
		reader.json.read(stream, reader::manifest);
		return new UploadManifest(reader.options.options(), reader.files);
	}

	private void manifest(String name, JsonParser parser) {
		if (name.equals("files")) {
			this.json.object(parser, this::file);
		}
		else if (!this.options.read(name, parser)) {
			throw this.json.invalid(parser, "'files', 'settings', 'deploy', 'tag', 'message' or 'alias' is expected");
		}
	}

	private void file(String path, JsonParser parser) {
		String relative = path.startsWith("/") ? path.substring(1) : "";
		Content content = new Content();
		this.json.object(parser, content::read);
		BlobId blob = content.build(parser);
		this.checks.check(relative, blob.size());
		this.files.put(relative, blob);
	}

	private final class Content {

		private @Nullable String hash;

		private long size = -1;

		void read(String name, JsonParser parser) {
			switch (name) {
				case "hash" -> this.hash = UploadManifestReader.this.json.string(parser);
				case "size" -> this.size = UploadManifestReader.this.json.wholeNumber(parser);
				default -> throw UploadManifestReader.this.json.invalid(parser, "'hash' or 'size' is expected");
			}
		}

		BlobId build(JsonParser parser) {
			try {
				return new BlobId((this.hash != null) ? this.hash : "", this.size);
			}
			catch (IllegalArgumentException ex) {
				throw UploadManifestReader.this.json.invalid(parser,
						"a file needs a SHA-256 of 64 lower-case hex digits as its 'hash', and a 'size'");
			}
		}

	}

}
