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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.assetsboot.robustness.Seed;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random pages, and random changes to them: what comes out must be parsed to what the
 * changes make of the parsed page.
 *
 * @author the Assets for Spring Boot authors
 */
class RewritingPropertyIT {

	private static final int PAGES = 5_000;

	private final HtmlRewriter rewriter = HtmlRewriter.create();

	@Test
	void changesToTheSourceAreTheChangesToTheTree() {
		int notWritable = 0;
		int pages = Seed.cases(PAGES);
		for (int i = 0; i < pages; i++) {
			Random random = Seed.random("changes", i);
			String page = new RandomPage(random).write();
			Map<String, List<Change>> changes = changes(page, random);
			String rewritten = rewrite(page, changes);
			String result = Trees.dump(Jsoup.parse(rewritten));
			Document expected = expected(page, changes);
			if (!result.equals(Trees.dump(expected)) && !isWritable(expected)) {
				notWritable++;
				continue;
			}
			assertThat(result).as("%s: %s%n%s%n%s", Seed.describe("changes", i), page, changes, rewritten)
				.isEqualTo(Trees.dump(expected));
		}
		assertThat(notWritable).isLessThanOrEqualTo(pages / 1000);
	}

	/**
	 * Return whether there is HTML for a tree: there is none for a {@code dd} right in a
	 * {@code dt}, say.
	 */
	private static boolean isWritable(Document document) {
		document.outputSettings().prettyPrint(false);
		return Trees.dump(Jsoup.parse(document.html())).equals(Trees.dump(document));
	}

	private static Map<String, List<Change>> changes(String page, Random random) {
		Map<String, List<Change>> changes = new HashMap<>();
		List<Element> elements = Parser.htmlParser().setTrackPosition(true).parseInput(page, "").select("[id]");
		for (int i = 0; i < 1 + random.nextInt(4) && !elements.isEmpty(); i++) {
			Element element = elements.get(random.nextInt(elements.size()));
			List<Change> possible = new ArrayList<>(List.of(Change.values()));
			possible.removeIf((change) -> !change.fits(element));
			changes.computeIfAbsent(element.id(), (id) -> new ArrayList<>())
				.add(possible.get(random.nextInt(possible.size())));
		}
		return changes;
	}

	private String rewrite(String page, Map<String, List<Change>> changes) {
		return this.rewriter.on("[id]", (element) -> {
			for (Change change : changes.getOrDefault(element.getAttribute("id"), List.of())) {
				if (!element.isRemoved()) {
					change.apply(element);
				}
			}
		}).transform(page);
	}

	private static Document expected(String page, Map<String, List<Change>> changes) {
		Document document = Jsoup.parse(page);
		for (Element element : document.select("[id]")) {
			for (Change change : changes.getOrDefault(element.id(), List.of())) {
				if (element.root() == document && !element.hasAttr("unwrapped")) {
					change.apply(element);
				}
			}
		}
		document.select("[unwrapped]").forEach((element) -> element.unwrap());
		return document;
	}

}
