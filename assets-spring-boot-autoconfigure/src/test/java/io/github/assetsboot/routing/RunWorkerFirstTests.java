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

package io.github.assetsboot.routing;

import java.util.List;
import java.util.stream.IntStream;

import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst.Precedence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RunWorkerFirst} and {@link Glob}.
 *
 * @author the Assets for Spring Boot authors
 */
class RunWorkerFirstTests {

	@ParameterizedTest
	@CsvSource({ "/api/*, /api/x, true", "/api/*, /api/, true", "/api/*, /api, false", "/api/*, /API/x, false",
			"/api/*, /x/api/y, false", "/*, /, true", "/a*/*.json, /api/x/y.json, true", "/a*/*.json, /a/.json, true",
			"/a*/*.json, /a.json, false", "/a.b, /a.b, true", "/a.b, /axb, false", "/(x)/*, /(x)/y, true",
			"/a?b, /a?b, true", "/a?b, /axb, false", "/**/c, /a/b/c, true", "/a*a, /a, false", "/a*a, /aa, true",
			"/*a*b*c, /xaybzc, true", "/*a*b*c, /xaybz, false" })
	void asteriskStandsForAnyRunOfCharactersAndNothingElseIsSpecial(String pattern, String path, boolean matches) {
		assertThat(RunWorkerFirst.patterns(List.of(pattern)).decide(path))
			.isEqualTo(matches ? Precedence.APPLICATION : Precedence.UNDECIDED);
	}

	@Test
	void negativePatternWinsWhateverTheOrder() {
		for (List<String> rules : List.of(List.of("/api/*", "!/api/docs/*"), List.of("!/api/docs/*", "/api/*"))) {
			RunWorkerFirst runWorkerFirst = RunWorkerFirst.patterns(rules);
			assertThat(runWorkerFirst.decide("/api/docs/x")).isEqualTo(Precedence.ASSETS);
			assertThat(runWorkerFirst.decide("/api/x")).isEqualTo(Precedence.APPLICATION);
			assertThat(runWorkerFirst.decide("/x")).isEqualTo(Precedence.UNDECIDED);
		}
	}

	@Test
	void neverAndAlwaysNeedNoPattern() {
		assertThat(RunWorkerFirst.never().decide("/x")).isEqualTo(Precedence.UNDECIDED);
		assertThat(RunWorkerFirst.always().decide("/x")).isEqualTo(Precedence.APPLICATION);
		assertThat(RunWorkerFirst.always().isPatterns()).isFalse();
		assertThat(RunWorkerFirst.patterns(List.of("/x")).isPatterns()).isTrue();
	}

	@Test
	void valuesOfAConfigurationAreTrueOrFalseOrPatterns() {
		assertThat(RunWorkerFirst.of(List.of())).isSameAs(RunWorkerFirst.never());
		assertThat(RunWorkerFirst.of(List.of("false"))).isSameAs(RunWorkerFirst.never());
		assertThat(RunWorkerFirst.of(List.of("true"))).isSameAs(RunWorkerFirst.always());
		assertThat(RunWorkerFirst.of(List.of("/x")).decide("/x")).isEqualTo(Precedence.APPLICATION);
		assertThatIllegalArgumentException().isThrownBy(() -> RunWorkerFirst.of(List.of("true", "/x")))
			.withMessageContaining("'true': a rule must start with");
	}

	@Test
	void everyBadRuleIsNamed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RunWorkerFirst.patterns(List.of("api", "!api", "/a", "/a", "/b*", "/bc", "!/c*", "!/cd")))
			.withMessageContaining("'api': a rule must start with '/' or '!/'")
			.withMessageContaining("'!api': a negative rule must start with '!/'")
			.withMessageContaining("'/a': the rule is there twice")
			.withMessageContaining("'/bc': the rule '/b*' makes it redundant")
			.withMessageContaining("'!/cd': the rule '!/c*' makes it redundant");
	}

	@Test
	void sameRuleInBothSignsIsNoDuplicate() {
		assertThat(RunWorkerFirst.patterns(List.of("/a", "!/a")).decide("/a")).isEqualTo(Precedence.ASSETS);
	}

	@Test
	void onlyNegativeRulesAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RunWorkerFirst.patterns(List.of("!/a")))
			.withMessageContaining("only negative rules (!/a)");
	}

	@Test
	void hundredRulesOfHundredCharactersAreTheLimit() {
		List<String> rules = IntStream.range(0, 100).mapToObj((i) -> String.format("/%099d", i)).toList();
		assertThat(RunWorkerFirst.patterns(rules).isPatterns()).isTrue();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RunWorkerFirst.patterns(IntStream.range(0, 101).mapToObj((i) -> "/" + i + "x").toList()))
			.withMessageContaining("101 rules");
		assertThatIllegalArgumentException().isThrownBy(() -> RunWorkerFirst.patterns(List.of("/" + "x".repeat(100))))
			.withMessageContaining("100 characters");
	}

	@Test
	void patternThatDecidesIsNamed() {
		RunWorkerFirst runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "/x", "!/api/docs/*"));
		assertThat(runWorkerFirst.patternFor("/api/docs/x")).isEqualTo("!/api/docs/*");
		assertThat(runWorkerFirst.patternFor("/api/x")).isEqualTo("/api/*");
		assertThat(runWorkerFirst.patternFor("/y")).isNull();
	}

	@Test
	void emptyListIsAsGoodAsNone() {
		RunWorkerFirst runWorkerFirst = RunWorkerFirst.patterns(List.of());
		assertThat(runWorkerFirst.isPatterns()).isFalse();
		assertThat(runWorkerFirst.decide("/x")).isEqualTo(Precedence.UNDECIDED);
	}

}
