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

package io.github.assetsboot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;

/**
 * Explains a property that cannot be used.
 *
 * @author the Assets for Spring Boot authors
 */
final class InvalidPropertyAnalysis {

	private InvalidPropertyAnalysis() {
	}

	static FailureAnalysis of(String property, @Nullable Object value, @Nullable Origin origin, String reason,
			String action, Throwable cause) {
		StringBuilder description = new StringBuilder();
		description.append(String.format("The property '%s' cannot be used:%n", property));
		if (value != null) {
			description.append(String.format("%n    Value: %s", value));
		}
		if (origin != null) {
			description.append(String.format("%n    Origin: %s", origin));
		}
		description.append(String.format("%n    Reason: %s", reason.replace("\n", "\n            ")));
		return new FailureAnalysis(description.toString(), action, cause);
	}

}
