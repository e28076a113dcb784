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

package io.github.assetsboot.wrangler;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link WranglerImportException}.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerImportFailureAnalyzer extends AbstractFailureAnalyzer<WranglerImportException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WranglerImportException cause) {
		String origin = (cause.getOrigin() != null) ? String.format("    Origin: %s%n", cause.getOrigin()) : "";
		String description = String.format("A Wrangler configuration file cannot be imported:%n%n%s    Reason: %s",
				origin, cause.getReason());
		return new FailureAnalysis(description, cause.getAction(), cause);
	}

}
