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

import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.rules.HeaderRule;
import io.github.assetsboot.rules.RedirectRule;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Answers without an asset.
 *
 * @author the Assets for Spring Boot authors
 */
final class Answers {

	private static final int MAX_LOCATION_LENGTH = 4096;

	private Answers() {
	}

	/**
	 * A location that grew out of a long path would not fit into the header section that
	 * a container has room for: RFC 9110, section 15.5.15.
	 */
	static AssetResponse.Empty redirect(Decision.Redirect redirect, List<HeaderRule> rules) {
		if (redirect.location().length() > MAX_LOCATION_LENGTH) {
			return answer(414, new HeaderFields(), rules, redirect.rule());
		}
		return answer(redirect.status(), new HeaderFields().add(HttpHeaders.LOCATION, redirect.location()), rules,
				redirect.rule());
	}

	/**
	 * RFC 9110, sections 15.5.6 and 9.3.7.
	 */
	static AssetResponse.Empty methodNotAllowed(Decision.MethodNotAllowed decision, List<HeaderRule> rules) {
		return decision.options()
				? answer(200, new HeaderFields().add(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS"), rules, decision.rule())
				: answer(405, new HeaderFields().add(HttpHeaders.ALLOW, "GET, HEAD"), rules, decision.rule());
	}

	static AssetResponse.Empty notFound(Decision.NotFound decision, List<HeaderRule> rules) {
		return answer(404, new HeaderFields(), rules, decision.rule());
	}

	static AssetResponse.Empty unavailable() {
		return answer(503, new HeaderFields().add(HttpHeaders.RETRY_AFTER, ResponseWriter.RETRY_AFTER_SECONDS),
				List.of(), null);
	}

	private static AssetResponse.Empty answer(int status, HeaderFields fields, List<HeaderRule> rules,
			@Nullable RedirectRule redirectRule) {
		AssetHeaders.apply(rules, fields);
		return new AssetResponse.Empty(status, fields, rules, redirectRule);
	}

	/**
	 * Say why an asset is not sent.
	 */
	static AssetResponse.Empty refusal(SelectedRepresentation selection, ResponseHeaders headers) {
		HeaderFields fields = headers.withoutContent(selection);
		if (selection.status() == 416) {
			fields.set(HttpHeaders.CONTENT_RANGE, "bytes */" + selection.representation().size());
		}
		return new AssetResponse.Empty(selection.status(), fields, headers.rules(), null);
	}

}
