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

package io.github.assetsboot.rules;

/**
 * A line of {@code _redirects}.
 *
 * @param from the path, possibly with a splat and placeholders
 * @param to where it leads to: a path, or a URL
 * @param status the status code; 200 serves the target under the requested URL
 * @param line the number of the line, from 1
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record RedirectRule(String from, String to, int status, int line) {

}
