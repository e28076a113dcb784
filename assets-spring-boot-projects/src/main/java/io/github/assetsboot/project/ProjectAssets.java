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
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.assetsboot.Assets;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.DefaultAssets;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.delivery.ServletResponses;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;

/**
 * The files of the current version of a project.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectAssets implements Assets {

	private static final ResponseWriter WRITER = new ResponseWriter(new BlobCache(0), List.of());

	private final SnapshotSource source;

	private final Supplier<String> contextPath;

	ProjectAssets(SnapshotSource source, Supplier<String> contextPath) {
		this.source = source;
		this.contextPath = contextPath;
	}

	@Override
	public ResponseEntity<Resource> fetch(HttpServletRequest request) {
		return answer((assets) -> assets.fetch(request));
	}

	@Override
	public ResponseEntity<Resource> fetch(RequestEntity<?> request) {
		return answer((assets) -> assets.fetch(request));
	}

	@Override
	public ResponseEntity<Resource> fetch(URI url) {
		return answer((assets) -> assets.fetch(url));
	}

	@Override
	public ResponseEntity<Resource> fetch(String url) {
		return answer((assets) -> assets.fetch(url));
	}

	private ResponseEntity<Resource> answer(Function<Assets, ResponseEntity<Resource>> request) {
		try {
			AssetSnapshot snapshot = this.source.get();
			return (snapshot != null)
					? request.apply(new DefaultAssets((current) -> snapshot, WRITER, this.contextPath))
					: ResponseEntity.notFound().build();
		}
		catch (IOException ex) {
			return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
				.header(HttpHeaders.RETRY_AFTER, ServletResponses.RETRY_AFTER_SECONDS)
				.cacheControl(CacheControl.noStore())
				.build();
		}
	}

	/**
	 * Supplies the current snapshot.
	 */
	@FunctionalInterface
	interface SnapshotSource {

		@Nullable AssetSnapshot get() throws IOException;

	}

}
