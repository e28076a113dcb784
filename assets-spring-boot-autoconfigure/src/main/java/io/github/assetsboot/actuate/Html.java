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

package io.github.assetsboot.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

import org.springframework.web.util.HtmlUtils;

/**
 * Writes values as HTML. Texts may come from strangers, so each is escaped, shortened and
 * kept from changing the direction of the text around it.
 *
 * @author the Assets for Spring Boot authors
 */
final class Html {

	/**
	 * Maximum number of characters of a text.
	 */
	static final int MAX_LENGTH = 300;

	private static final int REPLACEMENT = 0xFFFD;

	/**
	 * Some scripts, and emojis, join characters by these.
	 */
	private static final List<Integer> JOINERS = List.of(0x200C, 0x200D);

	private static final List<String> UNITS = List.of("KB", "MB", "GB", "TB");

	private Html() {
	}

	/**
	 * Return a text as HTML, for an element or an attribute in quotes.
	 * @param text the text
	 * @return the markup
	 */
	static String text(String text) {
		boolean shortened = text.codePointCount(0, text.length()) > MAX_LENGTH;
		int end = shortened ? text.offsetByCodePoints(0, MAX_LENGTH) : text.length();
		StringBuilder printable = new StringBuilder();
		text.substring(0, end)
			.codePoints()
			.map((character) -> Character.isWhitespace(character) ? ' ' : character)
			.map((character) -> isPrintable(character) ? character : REPLACEMENT)
			.forEach(printable::appendCodePoint);
		return HtmlUtils.htmlEscape(printable.toString(), "UTF-8") + (shortened ? "…" : "");
	}

	/**
	 * Control characters, those that change the direction of the text, and halves of a
	 * pair would show another text than there is.
	 */
	private static boolean isPrintable(int character) {
		return JOINERS.contains(character) || switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

	/**
	 * Return a text from strangers as an element.
	 * @param text the text
	 * @return the markup
	 */
	static String isolated(String text) {
		return "<bdi>" + text(text) + "</bdi>";
	}

	/**
	 * Return a path, a name or a line of a file as an element.
	 * @param text the text
	 * @return the markup
	 */
	static String code(String text) {
		return "<code>" + isolated(text) + "</code>";
	}

	/**
	 * Return a link. A URL that is neither one of http or https nor a query is shown as
	 * text only.
	 * @param url the URL
	 * @param text the text of the link
	 * @return the markup
	 */
	static String link(String url, String text) {
		return url.matches("(?:https?://|\\?).*")
				? "<a href=\"" + HtmlUtils.htmlEscape(url, "UTF-8") + "\">" + text(text) + "</a>" : text(text);
	}

	/**
	 * Return the age of an event, with its time as the title.
	 * @param time the time of the event
	 * @param now the present time
	 * @return the markup
	 */
	static String age(Instant time, Instant now) {
		String moment = time.truncatedTo(ChronoUnit.SECONDS).toString();
		return "<time datetime=\"%1$s\" title=\"%1$s\">%2$s</time>".formatted(moment, age(Duration.between(time, now)));
	}

	private static String age(Duration age) {
		if (age.compareTo(Duration.ofMinutes(1)) < 0) {
			return "just now";
		}
		if (age.compareTo(Duration.ofHours(1)) < 0) {
			return count(age.toMinutes(), "minute") + " ago";
		}
		return ((age.compareTo(Duration.ofDays(1)) < 0) ? count(age.toHours(), "hour") : count(age.toDays(), "day"))
				+ " ago";
	}

	/**
	 * Return a number with a noun.
	 * @param number the number
	 * @param noun the noun in the singular
	 * @return the text, such as {@code 2 files}
	 */
	static String count(long number, String noun) {
		return number(number) + " " + noun + ((number != 1) ? "s" : "");
	}

	static String number(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

	/**
	 * Return a size for people to read.
	 * @param bytes the number of bytes
	 * @return the text, such as {@code 1.5 MB}
	 */
	static String size(long bytes) {
		if (bytes < 1024) {
			return count(bytes, "byte");
		}
		double size = bytes / 1024.0;
		int unit = 0;
		while (size >= 1023.95 && unit < UNITS.size() - 1) {
			size /= 1024;
			unit++;
		}
		return String.format(Locale.ROOT, (size < 99.95) ? "%.1f" : "%.0f", size) + " " + UNITS.get(unit);
	}

	/**
	 * Return a bar.
	 * @param percentages the percentages of its one or two parts, from left to right
	 * @return the markup
	 */
	static String bar(double... percentages) {
		StringBuilder bar = new StringBuilder("<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\""
				+ " aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"10\"/>");
		double x = 0;
		for (int i = 0; i < percentages.length; i++) {
			double width = Math.max(0, Math.min(percentages[i], 100 - x));
			bar.append(String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"10\"/>",
					(i == 0) ? "first" : "second", x, width));
			x += width;
		}
		return bar + "</svg>";
	}

	/**
	 * Return a square in the colour of a part of a bar.
	 * @param part the number of the part, from 0
	 * @return the markup
	 */
	static String mark(int part) {
		return "<svg class=\"mark\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"%s\" width=\"10\" height=\"10\"/></svg>"
			.formatted((part == 0) ? "first" : "second");
	}

}
