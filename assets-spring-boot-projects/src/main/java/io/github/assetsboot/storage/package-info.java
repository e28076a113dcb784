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

/**
 * Storage of the projects' data: values by key. The names of the types of each kind of
 * storage begin with {@code Directory}, {@code Redis} or {@code S3}. A new kind needs:
 * <ul>
 * <li>a class that implements {@code AssetStorage}, and tests that extend
 * {@code AssetStorageContract}</li>
 * <li>a value of {@code AssetStorageProperties.Type} and its properties</li>
 * <li>an auto-configuration that wraps the storage in a {@code RetryingStorage}, listed
 * in the file {@code AutoConfiguration.imports}</li>
 * <li>its name in {@code MissingStorageAutoConfiguration}, which names missing
 * libraries</li>
 * </ul>
 */
@NullMarked
package io.github.assetsboot.storage;

import org.jspecify.annotations.NullMarked;
