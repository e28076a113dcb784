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

package io.github.assetsboot.devserver;

import java.io.IOException;

/**
 * Thrown when a development server goes away in the middle of a response, so that the
 * container breaks off the response to the client, too. The exception has no stack trace.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
final class TruncatedResponseException extends IOException {

	TruncatedResponseException(IOException cause) {
		super("The development server went away in the middle of a response: " + cause.getMessage());
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
