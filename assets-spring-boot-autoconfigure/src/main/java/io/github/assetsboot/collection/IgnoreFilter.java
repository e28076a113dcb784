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

package io.github.assetsboot.collection;

import org.jspecify.annotations.Nullable;

/**
 * Decides which files and folders of a directory are no assets. Safe for use by many
 * threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface IgnoreFilter {

	/**
	 * Return why a file or a folder is no asset.
	 * @param path the path relative to the root, a folder's with a slash at the end
	 * @return the reason, which continues the text "ignored by", or {@code null} if the
	 * path is not ignored
	 */
	@Nullable String reason(String path);

}
