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

import java.io.IOException;
import java.util.List;

import io.github.assetsboot.collection.Blob;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * A resource that was rewritten for one response. It is always sent whole: the next
 * request may get other bytes, so that ranges would not fit together.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class RewrittenResource extends ByteArrayResource implements SelfWritingResource {

	private final Resource original;

	/**
	 * Create a resource.
	 * @param content the content
	 * @param original the resource that was rewritten
	 */
	public RewrittenResource(byte[] content, Resource original) {
		super(content, "rewritten " + original.getDescription());
		this.original = original;
	}

	/**
	 * Return the tag of this content. It is weak, so that the container may compress what
	 * it names.
	 * @return the tag
	 */
	public String entityTag() {
		return "W/" + Blob.of(getByteArray()).entityTag();
	}

	@Override
	public @Nullable String getFilename() {
		return this.original.getFilename();
	}

	@Override
	public void write(ResponseEntity<?> entity, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		int status = status(entity, request);
		response.setStatus(status);
		entity.getHeaders().forEach((name, values) -> {
			if (status == entity.getStatusCode().value() || !isOfContent(name)) {
				ServletResponses.setFields(name, values, response);
			}
		});
		CookieGuard.apply(request, response);
		RuledResponse.guard(rules(), response);
		if (status != entity.getStatusCode().value()) {
			ServletResponses.completeNotModified(response);
		}
		else if (!isHead(request)) {
			response.getOutputStream().write(getByteArray());
		}
	}

	@Override
	public List<HeaderRule> rules() {
		return (this.original instanceof SelfWritingResource body) ? body.rules() : List.of();
	}

	/**
	 * RFC 9110, section 13.2.1: no preconditions where the answer would not be 2xx.
	 */
	private static int status(ResponseEntity<?> entity, HttpServletRequest request) {
		int status = entity.getStatusCode().value();
		String entityTag = entity.getHeaders().getETag();
		if (status != 200 || entityTag == null) {
			return status;
		}
		String tag = entityTag.startsWith("W/") ? entityTag.substring(2) : entityTag;
		Conditions conditions = Conditions.of(request);
		if (conditions.isPreconditionFailed(tag)) {
			return 412;
		}
		return conditions.isKnown(tag) ? 304 : 200;
	}

	private static boolean isOfContent(String name) {
		return name.regionMatches(true, 0, "Content-", 0, "Content-".length())
				&& !name.equalsIgnoreCase(HttpHeaders.CONTENT_LOCATION)
				&& !name.equalsIgnoreCase("Content-Security-Policy");
	}

	private boolean isHead(HttpServletRequest request) {
		return ServletRequests.isHead(request) || (this.original instanceof AssetResource asset && asset.isHead());
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
