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

import io.github.assetsboot.delivery.DefaultAssets.RewrittenResource;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;

/**
 * A body of a response that writes itself, in place of Spring MVC.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
sealed interface SelfWritingResource extends Resource permits AssetResource, DevServerResource, RewrittenResource {

	/**
	 * Return the header rules that were applied to the response.
	 * @return the rules in the order in which they apply
	 */
	List<HeaderRule> rules();

	/**
	 * Write a response that a controller has returned.
	 * @param entity the response, with this as its body
	 * @param request the request that it answers
	 * @param response where to write it
	 * @throws IOException if the client has closed the connection
	 */
	void write(ResponseEntity<?> entity, HttpServletRequest request, HttpServletResponse response) throws IOException;

}
