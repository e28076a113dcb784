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

import java.util.List;

import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

/**
 * A response without content for a controller, which knows the header rules that were
 * applied to it.
 *
 * @since 0.1.0
 */
final class RuledEntity extends ResponseEntity<Resource> {

	private final List<HeaderRule> rules;

	RuledEntity(int status, HttpHeaders headers, List<HeaderRule> rules) {
		super(headers, HttpStatusCode.valueOf(status));
		this.rules = rules;
	}

	/**
	 * Write the fields of the rules ahead of all others, so that Spring Security does not
	 * replace them.
	 * @param response where to write them
	 */
	void writeRuledFields(HttpServletResponse response) {
		RuledResponse.guard(this.rules, getHeaders(), response);
	}

}
