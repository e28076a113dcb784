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

import io.github.assetsboot.collection.Asset;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * An HTTP response before it is written.
 *
 * @param status the status code
 * @param headers the header fields
 * @param asset the asset whose content is the body, or {@code null} for an empty one
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record Answer(int status, HttpHeaders headers, @Nullable Asset asset) {

}
