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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An {@code Accept-Encoding} header field, and what it allows.
 *
 * @param value the value, or {@code null} if there is none
 * @author the Assets for Spring Boot authors
 */
record AcceptCase(@Nullable String value) {

	private static final Pattern MEMBER = Pattern.compile(
			"[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]*;[ \t]*[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?[ \t]*");

	private static final List<String> ODD = List.of("", "*", "gzip", "br", "zstd", "gzip, deflate, br, zstd",
			"identity", "*;q=0", "gzip;q=banana", "gzip,,br", ",", ";q=1", "gzip;", "gzip;q", "gzip;q=", "gzip;q=2",
			"gzip;q=-1", "gzip;q=0.0001", "gzip;level=9;q=0", "\"gzip\"", "gzipp", "xgzip", "brr", "gzip br",
			"gzip;q=0;q=1", "g zip", "gzip;q=NaN", "gzip;q=1e3", "gzip;q=.5", "(gzip)", "gzip=1", "*gzip", "b\tr",
			"gzip;;q=0");

	/**
	 * Make one up.
	 * @param random random numbers
	 * @return the header field
	 */
	static AcceptCase of(Random random) {
		int kind = random.nextInt(12);
		if (kind == 0) {
			return new AcceptCase(null);
		}
		if (kind == 1) {
			return new AcceptCase(ODD.get(random.nextInt(ODD.size())));
		}
		List<String> members = new ArrayList<>();
		List<String> tokens = new ArrayList<>(
				List.of("gzip", "br", "zstd", "identity", "*", "deflate", "GZIP", "x-gzip", "Br", "compress", "junk"));
		for (int count = 1 + random.nextInt(5); count > 0; count--) {
			String token = tokens.get(random.nextInt((random.nextInt(3) == 0) ? tokens.size() : 5));
			members.add(token + quality(random));
		}
		return new AcceptCase(String.join((random.nextInt(3) == 0) ? "," : ", ", members));
	}

	private static String quality(Random random) {
		return switch (random.nextInt(8)) {
			case 0, 1 -> ";q=0";
			case 2 -> ";q=0." + random.nextInt(10);
			case 3 -> "; q=0." + (100 + random.nextInt(900));
			case 4 -> " ;Q=1.0";
			case 5 -> ";q=0.000";
			default -> "";
		};
	}

	/**
	 * Check what the server chose.
	 * @param chosen the coding, or {@code null} for none
	 * @param available what it could choose from, the smallest first
	 * @param preferred whether it must make use of a coding that is there
	 */
	void check(@Nullable String chosen, List<Representations.Representation> available, boolean preferred) {
		if (chosen != null) {
			assertThat(mayBe(chosen)).as("%s by Accept-Encoding %s", chosen, this.value).isTrue();
		}
		if (this.value == null || this.value.isBlank()) {
			assertThat(chosen).as("coding without Accept-Encoding").isNull();
		}
		else if (preferred && isSure()) {
			double weight = (chosen != null) ? weight(chosen) : Math.max(0, explicit("identity"));
			for (Representations.Representation other : available) {
				if (other.coding() != null) {
					assertThat(weight(other.coding()))
						.as("%s instead of %s by Accept-Encoding %s", chosen, other, this.value)
						.isLessThanOrEqualTo(weight);
				}
			}
			available.stream()
				.filter((other) -> other.coding() != null && weight(other.coding()) == weight && weight > 0)
				.findFirst()
				.ifPresent((smallest) -> assertThat(size(available, chosen))
					.as("%s instead of %s by Accept-Encoding %s", chosen, smallest, this.value)
					.isLessThanOrEqualTo(smallest.bytes().length));
		}
	}

	private static int size(List<Representations.Representation> available, @Nullable String coding) {
		return available.stream()
			.filter((one) -> (coding != null) ? coding.equals(one.coding()) : one.coding() == null)
			.findFirst()
			.orElseThrow()
			.bytes().length;
	}

	/**
	 * Return whether a representation is accepted by every reading of the field.
	 * @param coding its coding, or {@code null} for none
	 * @return {@code true} if it is
	 */
	boolean accepts(@Nullable String coding) {
		if (this.value == null || this.value.isBlank()) {
			return coding == null;
		}
		return isSure() && ((coding != null) ? weight(coding) > 0 : explicit("identity") != 0);
	}

	/**
	 * Return whether a representation is accepted by no reading of the field.
	 * @param coding its coding, or {@code null} for none
	 * @return {@code true} if it is not
	 */
	boolean refuses(@Nullable String coding) {
		if (coding == null) {
			return isSure() && explicit("identity") == 0;
		}
		return this.value == null || this.value.isBlank() || !mayBe(coding);
	}

	/**
	 * Whether any reading of the field allows a coding.
	 */
	private boolean mayBe(String coding) {
		boolean named = false;
		boolean wildcard = false;
		for (String member : (this.value + " ").split(",")) {
			Matcher matcher = MEMBER.matcher(member);
			String token = (matcher.matches() ? matcher.group(1) : member).toLowerCase(Locale.ROOT);
			boolean refused = matcher.matches() && matcher.group(2) != null
					&& Double.parseDouble(matcher.group(2)) == 0;
			if (matcher.matches() ? isNamed(token, coding) : token.contains(coding)) {
				if (!refused) {
					return true;
				}
				named = true;
			}
			wildcard |= token.contains("*") && !refused;
		}
		return wildcard && !named;
	}

	/**
	 * Whether there is only one reading of the field. That of an unnamed {@code identity}
	 * beside {@code *} is open.
	 */
	private boolean isSure() {
		List<String> tokens = new ArrayList<>();
		for (String member : (this.value + " ").split(",")) {
			Matcher matcher = MEMBER.matcher(member);
			if (!matcher.matches()) {
				return false;
			}
			String token = matcher.group(1).toLowerCase(Locale.ROOT);
			tokens.add(token.equals("x-gzip") ? "gzip" : token);
		}
		boolean openIdentity = tokens.contains("*") && !tokens.contains("identity");
		return tokens.stream().distinct().count() == tokens.size() && !openIdentity;
	}

	private double weight(String coding) {
		double explicit = explicit(coding);
		return (explicit >= 0) ? explicit : Math.max(0, explicit("*"));
	}

	private double explicit(String coding) {
		for (String member : (this.value + " ").split(",")) {
			Matcher matcher = MEMBER.matcher(member);
			if (matcher.matches() && isNamed(matcher.group(1).toLowerCase(Locale.ROOT), coding)) {
				return (matcher.group(2) != null) ? Double.parseDouble(matcher.group(2)) : 1;
			}
		}
		return -1;
	}

	private static boolean isNamed(String token, String coding) {
		return token.equals(coding) || (token.equals("x-gzip") && coding.equals("gzip"));
	}

}
