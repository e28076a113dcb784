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

import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.ResponseEntity;

/**
 * Content of a development server as the body of a response.
 *
 * @author the Assets for Spring Boot authors
 */
final class DevServerResource extends ByteArrayResource implements SelfWritingResource {

	private final List<HeaderRule> rules;

	DevServerResource(byte[] content, String target, List<HeaderRule> rules) {
		super(content, "development server [" + target + "]");
		this.rules = rules;
	}

	@Override
	public List<HeaderRule> rules() {
		return this.rules;
	}

	@Override
	public void write(ResponseEntity<?> entity, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		response.setStatus(entity.getStatusCode().value());
		entity.getHeaders().forEach((name, values) -> ServletResponses.setFields(name, values, response));
		RuledResponse.guard(this.rules, response);
		response.setContentLength(getByteArray().length);
		if (!ServletRequests.isHead(request)) {
			response.getOutputStream().write(getByteArray());
		}
	}

}
