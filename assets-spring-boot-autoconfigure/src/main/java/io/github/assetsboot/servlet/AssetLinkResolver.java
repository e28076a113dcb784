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

package io.github.assetsboot.servlet;

import java.util.List;

import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.servlet.RequestDecisions.CurrentCollection;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Lets Spring's {@code ResourceUrlProvider} return the URLs that tell the contents of
 * assets.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetLinkResolver implements ResourceResolver {

	private final CurrentCollection collections;

	AssetLinkResolver(AssetCollections collections) {
		this.collections = new CurrentCollection(collections);
	}

	@Override
	public @Nullable Resource resolveResource(@Nullable HttpServletRequest request, String requestPath,
			List<? extends Resource> locations, ResourceResolverChain chain) {
		return chain.resolveResource(request, requestPath, locations);
	}

	@Override
	public @Nullable String resolveUrlPath(String resourcePath, List<? extends Resource> locations,
			ResourceResolverChain chain) {
		String path = resourcePath.startsWith("/") ? resourcePath : "/" + resourcePath;
		String link = this.collections.linksAt(RequestDecisions.currentRequest(), path).path(path);
		return (link != null) ? link.substring(path.length() - resourcePath.length()) : null;
	}

}
