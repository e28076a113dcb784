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

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Header fields in the order in which they were set.
 *
 * @author the Assets for Spring Boot authors
 */
final class HeaderFields {

	private final List<String> names = new ArrayList<>(8);

	private final List<String> values = new ArrayList<>(8);

	/**
	 * Add a field, also where there is one of that name.
	 */
	HeaderFields add(String name, String value) {
		this.names.add(name);
		this.values.add(value);
		return this;
	}

	/**
	 * Set the one field of a name.
	 */
	void set(String name, String value) {
		int index = indexOf(name);
		if (index == -1) {
			add(name, value);
			return;
		}
		this.values.set(index, value);
		for (int i = this.names.size() - 1; i > index; i--) {
			if (this.names.get(i).equalsIgnoreCase(name)) {
				remove(i);
			}
		}
	}

	@Nullable String get(String name) {
		int index = indexOf(name);
		return (index != -1) ? this.values.get(index) : null;
	}

	/**
	 * Take away all fields of a name.
	 */
	void remove(String name) {
		for (int i = indexOf(name); i != -1; i = indexOf(name)) {
			remove(i);
		}
	}

	/**
	 * Return a copy without the fields whose name matches.
	 */
	HeaderFields without(Predicate<String> name) {
		HeaderFields fields = new HeaderFields();
		forEach((present, value) -> {
			if (!name.test(present)) {
				fields.add(present, value);
			}
		});
		return fields;
	}

	private void remove(int index) {
		this.names.remove(index);
		this.values.remove(index);
	}

	private int indexOf(String name) {
		for (int i = 0; i < this.names.size(); i++) {
			if (this.names.get(i).equalsIgnoreCase(name)) {
				return i;
			}
		}
		return -1;
	}

	List<String> names() {
		return this.names;
	}

	List<String> values() {
		return this.values;
	}

	void forEach(BiConsumer<String, String> action) {
		for (int i = 0; i < this.names.size(); i++) {
			action.accept(this.names.get(i), this.values.get(i));
		}
	}

	HttpHeaders toHttpHeaders() {
		HttpHeaders headers = new HttpHeaders();
		forEach(headers::add);
		return headers;
	}

}
