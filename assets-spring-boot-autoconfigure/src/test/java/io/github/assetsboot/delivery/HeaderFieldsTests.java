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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeaderFields}.
 *
 * @author the Assets for Spring Boot authors
 */
class HeaderFieldsTests {

	private final HeaderFields fields = new HeaderFields().add("A", "1")
		.add("B", "2")
		.add("a", "3")
		.add("C", "4")
		.add("A", "5");

	private List<String> lines() {
		List<String> lines = new ArrayList<>();
		this.fields.forEach((name, value) -> lines.add(name + ": " + value));
		return lines;
	}

	@Test
	void fieldsKeepTheirOrder() {
		assertThat(lines()).containsExactly("A: 1", "B: 2", "a: 3", "C: 4", "A: 5");
		assertThat(this.fields.names()).containsExactly("A", "B", "a", "C", "A");
		assertThat(this.fields.values()).containsExactly("1", "2", "3", "4", "5");
	}

	@Test
	void firstFieldOfANameIsFoundWhateverItsCase() {
		assertThat(this.fields.get("a")).isEqualTo("1");
		assertThat(this.fields.get("c")).isEqualTo("4");
		assertThat(this.fields.get("D")).isNull();
	}

	@Test
	void setTakesThePlaceOfAllFieldsOfTheName() {
		this.fields.set("a", "6");
		assertThat(lines()).containsExactly("A: 6", "B: 2", "C: 4");
		this.fields.set("D", "7");
		assertThat(lines()).containsExactly("A: 6", "B: 2", "C: 4", "D: 7");
	}

	@Test
	void removeTakesAllFieldsOfTheNameAway() {
		this.fields.remove("A");
		assertThat(lines()).containsExactly("B: 2", "C: 4");
		this.fields.remove("D");
		assertThat(lines()).containsExactly("B: 2", "C: 4");
	}

	@Test
	void copyHasEveryValue() {
		assertThat(this.fields.toHttpHeaders().get("A")).containsExactly("1", "3", "5");
		assertThat(this.fields.toHttpHeaders().get("B")).containsExactly("2");
	}

}
