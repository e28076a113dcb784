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

package io.github.assetsboot.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * Opens a content for the SDK, which may ask for it more than once.
 *
 * @author the Assets for Spring Boot authors
 */
final class S3Upload implements ContentStreamProvider, Closeable {

	private final StorageContent content;

	private @Nullable InputStream stream;

	S3Upload(StorageContent content) {
		this.content = content;
	}

	@Override
	public InputStream newStream() {
		try {
			close();
			InputStream opened = this.content.open();
			this.stream = opened;
			return new SizedInputStream(opened, this.content.size());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		if (this.stream != null) {
			this.stream.close();
			this.stream = null;
		}
	}

}
