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

package io.github.assetsboot;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Supplies values for the scripts of pages, like {@code assets.page-data}. A bean of this
 * type is asked once at start, and again when the assets are reloaded.
 * <p>
 * The values are written as JSON: maps, collections, arrays, numbers, booleans,
 * {@code null}, and the texts of all other objects. Everyone who can load a page can read
 * them. They win over the properties, key by key. Among several beans, the first in their
 * order wins. The map is not {@code null}. An exception fails the start. In a reload, it
 * is logged, and the former values stay.
 * <p>
 * A bean with the name of a collection as its {@code @Qualifier} supplies the values of
 * that collection. All other beans are for the default collection.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface PageData extends Supplier<Map<String, ?>> {

}
