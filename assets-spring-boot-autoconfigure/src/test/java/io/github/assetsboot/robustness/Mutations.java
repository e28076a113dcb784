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

package io.github.assetsboot.robustness;

import java.util.List;
import java.util.Random;

/**
 * Texts that are a little, or very much, unlike those that somebody thought of.
 *
 * @author the Assets for Spring Boot authors
 */
final class Mutations {

	private static final String ODD = "\u0000\u0001\t\u000b\u001b\u007f \",;=*-/:#%\\!?&[](){}<>'\u0080\u00a0\u00ad\u00e9"
			+ "\u00ff0123456789";

	private static final String VERY_ODD = "\r\n\u2028\u0085\u0130\u0131\u212a\u0660\ufeff\uffff\ud83d\ud800\udc00\u200f";

	private Mutations() {
	}

	/**
	 * Mutate one of some texts.
	 * @param random random numbers
	 * @param seeds the texts
	 * @param maxLength how long the result may be
	 * @param unicode whether any character may be in it, line ends included
	 * @return another text
	 */
	static String mutate(Random random, List<String> seeds, int maxLength, boolean unicode) {
		StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
		for (int count = random.nextInt(6); count >= 0; count--) {
			int at = random.nextInt(text.length() + 1);
			int end = Math.min(text.length(), at + random.nextInt(12));
			switch (random.nextInt(8)) {
				case 0 -> flip(random, text, at);
				case 1 -> text.insert(at, odd(random, unicode));
				case 2 -> text.delete(at, end);
				case 3 -> text.insert(at, text.substring(at, end).repeat(1 + random.nextInt(20)));
				case 4 -> splice(random, text, seeds.get(random.nextInt(seeds.size())));
				case 5 -> text.replace(at, end, String.valueOf(odd(random, unicode)).repeat(random.nextInt(40)));
				case 6 -> text.insert(at, random.nextBoolean() ? random.nextLong() : random.nextInt(40));
				default -> huge(random, text, maxLength);
			}
		}
		return text.substring(0, Math.min(text.length(), maxLength));
	}

	private static void flip(Random random, StringBuilder text, int at) {
		if (at < text.length()) {
			text.setCharAt(at, (char) (text.charAt(at) ^ (1 << random.nextInt(7))));
		}
	}

	private static void splice(Random random, StringBuilder text, String other) {
		text.setLength(random.nextInt(text.length() + 1));
		text.append(other.substring(random.nextInt(other.length() + 1)));
	}

	private static void huge(Random random, StringBuilder text, int maxLength) {
		if (text.length() > 0 && random.nextInt(4) == 0) {
			String all = text.toString();
			text.append(all.repeat(random.nextInt(maxLength / all.length() + 1)));
		}
	}

	private static char odd(Random random, boolean unicode) {
		String from = (unicode && random.nextBoolean()) ? VERY_ODD : ODD;
		return from.charAt(random.nextInt(from.length()));
	}

}
