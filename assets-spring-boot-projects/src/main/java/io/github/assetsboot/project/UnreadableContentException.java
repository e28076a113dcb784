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

package io.github.assetsboot.project;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a content that somebody else gives cannot be read to its end, such as the
 * body of a request whose client has gone. It tells that the storage has not failed.
 */
@SuppressWarnings("serial")
final class UnreadableContentException extends IOException {

	UnreadableContentException(@Nullable IOException cause) {
		super(cause);
	}

}
