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

package io.github.assetsboot.project;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link VersionChoice}.
 */
class VersionChoiceTests {

	private static final String NEWER = "0a1b2c3d-0000-8000-8000-000000000002";

	private static final String OLDER = "a0b1c2d3-0000-8000-8000-000000000001";

	private static final List<String> KEYS = IntStream.range(0, 10_000)
		.mapToObj((number) -> "client " + number)
		.toList();

	private static Set<String> clientsOfNewer(int share) {
		VersionChoice choice = new VersionChoice(NEWER, share, OLDER);
		return KEYS.stream()
			.filter((key) -> choice.choose(key).equals(NEWER))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 2500, 5000, 9000 })
	void shareIsThatOfTheClients(int share) {
		assertThat(clientsOfNewer(share).size()).isCloseTo(share, within(300));
	}

	@Test
	void clientKeepsTheNewerVersionWhileItsShareRises() {
		Set<String> before = Set.of();
		for (int share : new int[] { 1, 50, 1000, 1001, 5000, 9999 }) {
			Set<String> now = clientsOfNewer(share);
			assertThat(now).containsAll(before);
			before = now;
		}
		assertThat(before).hasSizeGreaterThan(9_900);
	}

	@Test
	void noneAndAllAreExact() {
		assertThat(clientsOfNewer(0)).isEmpty();
		assertThat(clientsOfNewer(10_000)).hasSize(KEYS.size());
		for (int i = 0; i < 1000; i++) {
			assertThat(new VersionChoice(NEWER, 0, OLDER).choose(null)).isEqualTo(OLDER);
			assertThat(new VersionChoice(NEWER, 10_000, OLDER).choose(null)).isEqualTo(NEWER);
		}
	}

	@Test
	void choiceWithoutAKeyIsRandom() {
		VersionChoice choice = new VersionChoice(NEWER, 5000, OLDER);
		assertThat(IntStream.range(0, 1000).mapToObj((i) -> choice.choose(null)).collect(Collectors.toSet()))
			.containsExactlyInAnyOrder(NEWER, OLDER);
	}

	/**
	 * Other instances and other releases choose the same version.
	 */
	@Test
	void hashNeverChanges() throws Exception {
		for (String key : List.of("a", "client 7", "ü")) {
			byte[] hash = MessageDigest.getInstance("SHA-256")
				.digest((NEWER + "\n" + key).getBytes(StandardCharsets.UTF_8));
			int position = new BigInteger(1, hash).shiftRight(192).mod(BigInteger.valueOf(10_000)).intValue();
			assertThat(new VersionChoice(NEWER, position, OLDER).choose(key)).isEqualTo(OLDER);
			assertThat(new VersionChoice(NEWER, position + 1, OLDER).choose(key)).isEqualTo(NEWER);
		}
	}

	@Test
	void otherClientsAreTheFirstOnesForAnotherVersion() {
		VersionChoice other = new VersionChoice(OLDER, 1000, NEWER);
		Set<String> clients = KEYS.stream()
			.filter((key) -> other.choose(key).equals(OLDER))
			.collect(Collectors.toCollection(TreeSet::new));
		clients.retainAll(clientsOfNewer(1000));
		assertThat(clients.size()).isLessThan(300);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { NEWER + "," + NEWER, OLDER + "," + OLDER, "0a1b2c3d," + NEWER,
			"a0b1c2d3," + OLDER, "0a1b2c3,null", "0a1b2c3d-,null", "next,null", "'',null", "0A1B2C3D,null" })
	void versionIsNamedByItsId(String name, String version) {
		assertThat(new VersionChoice(NEWER, 0, OLDER).named(name)).isEqualTo(version);
	}

	@Test
	void onlyVersionIsForEverybody() {
		VersionChoice choice = new VersionChoice(NEWER, 10_000, null);
		assertThat(choice.isCertain()).isTrue();
		assertThat(choice.choose("key")).isEqualTo(NEWER);
		assertThat(choice.named(OLDER)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "0, true", "1, false", "9999, false", "10000, true" })
	void choiceIsCertainIfOneOfTheVersionsHasAllClients(int share, boolean certain) {
		assertThat(new VersionChoice(NEWER, share, OLDER).isCertain()).isEqualTo(certain);
	}

}
