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

package io.github.assetsboot.html;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jsoup.select.Evaluator;

/**
 * A page that has been parsed, with what selectors have found in it.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class HtmlPage {

	private static final int MAX_SELECTORS = 100;

	private static final String COMMENTS = "";

	private final Object monitor = new Object();

	private final SourceText source;

	private final ParsedPage parsed;

	private final SourceNodes nodes;

	private final Map<String, List<SourceNode>> found = new ConcurrentHashMap<>();

	HtmlPage(SourceText source) {
		this.source = source;
		this.parsed = ParsedPage.of(source.text());
		this.nodes = new SourceNodes(this.parsed, source.text());
	}

	SourceText source() {
		return this.source;
	}

	/**
	 * Find elements.
	 * @param selector the selector
	 * @param evaluator the selector as it was compiled
	 * @return the elements that match
	 */
	List<SourceNode> elements(String selector, Evaluator evaluator) {
		return find(selector, () -> this.parsed.elements(evaluator).map(this.nodes::of));
	}

	List<SourceNode> comments() {
		return find(COMMENTS, () -> this.parsed.comments().map(this.nodes::of));
	}

	/**
	 * A document of jsoup is not safe for use by many threads, not even for reading.
	 */
	private List<SourceNode> find(String key, Supplier<Stream<SourceNode>> search) {
		List<SourceNode> known = this.found.get(key);
		if (known != null) {
			return known;
		}
		synchronized (this.monitor) {
			List<SourceNode> nodes = search.get().distinct().toList();
			if (this.found.size() < MAX_SELECTORS) {
				this.found.put(key, nodes);
			}
			return nodes;
		}
	}

}
