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

package io.github.assetsboot.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.AbstractResource;
import org.springframework.http.ResponseEntity;

/**
 * An asset as the body of a response. Its length and name are known without reading the
 * file.
 *
 * @author the Assets for Spring Boot authors
 */
final class AssetResource extends AbstractResource implements SelfWritingResource {

	private final Asset asset;

	private final Representation representation;

	private final @Nullable String originalTag;

	private final boolean head;

	private final ResponseWriter writer;

	private final List<HeaderRule> rules;

	private final List<String> links;

	AssetResource(Asset asset, Representation representation, @Nullable String originalTag, boolean head,
			ResponseWriter writer, List<HeaderRule> rules, List<String> links) {
		this.asset = asset;
		this.representation = representation;
		this.originalTag = originalTag;
		this.head = head;
		this.writer = writer;
		this.rules = rules;
		this.links = links;
	}

	@Override
	public List<HeaderRule> rules() {
		return this.rules;
	}

	/**
	 * Return whether the asset was asked for by a HEAD request, so that its content is
	 * not to be sent.
	 */
	boolean isHead() {
		return this.head;
	}

	@Override
	public void write(ResponseEntity<?> entity, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		EntityHeaders headers = new EntityHeaders(entity.getHeaders(), this.originalTag, this.representation,
				this.rules, this.links);
		Conditions conditions = headers.areOriginal() ? Conditions.of(request) : Conditions.NONE;
		AssetResponse.WithAsset answer = new AssetResponse.WithAsset(Decision.ServeAsset.exactly(this.asset),
				entity.getStatusCode().value(), headers);
		if (this.head && !ServletRequests.isHead(request)) {
			this.writer.writeHead(answer, this.representation, conditions, request, response);
		}
		else {
			this.writer.write(answer, this.representation, conditions, request, response);
		}
	}

	@Override
	public boolean exists() {
		return true;
	}

	@Override
	public boolean isReadable() {
		return true;
	}

	@Override
	public long contentLength() {
		return this.representation.size();
	}

	/**
	 * An asset is told from its earlier state by its tag, not by a date.
	 * @return 0
	 */
	@Override
	public long lastModified() {
		return 0;
	}

	@Override
	public String getFilename() {
		return this.asset.path().substring(this.asset.path().lastIndexOf('/') + 1);
	}

	@Override
	public String getDescription() {
		return "asset [" + this.asset.path() + "]";
	}

	/**
	 * Return the tag of the file, also if a rule sets another one.
	 */
	String identity() {
		return this.representation.entityTag();
	}

	/**
	 * Return the content, if there is room for it in memory.
	 */
	byte @Nullable [] bytes() throws IOException {
		return this.writer.bytes(this.representation);
	}

	@Override
	public InputStream getInputStream() throws IOException {
		byte[] bytes = bytes();
		return (bytes != null) ? new ByteArrayInputStream(bytes) : this.representation.source().open();
	}

}
