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

package io.github.assetsboot.sites;

import io.github.assetsboot.testing.NpmProject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets tests run where npm is. Without npm, the tests are aborted, and fail if {@code CI}
 * is {@code true}.
 *
 * @author the Assets for Spring Boot authors
 */
final class NeedsNpm implements BeforeAllCallback, BeforeEachCallback {

	private static final String MISSING = NpmProject.missing("20.19");

	@Override
	public void beforeAll(ExtensionContext context) {
		if (!MISSING.isEmpty() && "true".equals(System.getenv("CI"))) {
			Assertions.fail(MISSING);
		}
	}

	/**
	 * Abort each test rather than the class, so that each is reported as skipped, and
	 * why.
	 */
	@Override
	public void beforeEach(ExtensionContext context) {
		Assumptions.assumeTrue(MISSING.isEmpty(), MISSING);
	}

}
