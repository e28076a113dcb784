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

/**
 * What a publishing can hold at most.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param files number of files
 * @param fileSize size of one file in bytes
 * @param totalSize size of all files in bytes
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ProjectLimits(int files, long fileSize, long totalSize) {

	/**
	 * 20,000 files of 25 MiB, as in Workers, 1 GiB in all.
	 */
	public static final ProjectLimits DEFAULTS = new ProjectLimits(20_000, 25L << 20, 1L << 30);

}
