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

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Choice;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import io.github.assetsboot.storage.MemoryStorage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChoiceExplainer}.
 */
class ChoiceExplainerTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final String KEY = "X-Key";

	private final BreakingStorage storage = new BreakingStorage(new MemoryStorage());

	private final StoredProjects projects = new StoredProjects(this.storage, Defaults.CACHE, ProjectLimits.DEFAULTS,
			Defaults.RETENTION, () -> "");

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@AfterEach
	void close() {
		this.projects.close();
	}

	private String upload() throws IOException {
		return this.projects
			.upload(SHOP, ProjectFiles.ofMap(Map.of("index.html", new byte[] { 1 })), ProjectSettings.DEFAULTS)
			.id();
	}

	/**
	 * Deploy two versions.
	 * @return the newer one
	 */
	private String deploy(String percentage) throws IOException {
		String older = upload();
		String newer = upload();
		BigDecimal share = new BigDecimal(percentage);
		this.projects.deploy(SHOP, List.of(new DeployedVersion(newer, share),
				new DeployedVersion(older, BigDecimal.valueOf(100).subtract(share))), ProjectChange.NONE);
		return newer;
	}

	private Choice explain(@Nullable String version, boolean byHeader, boolean previews, boolean overrides) {
		AssetProjectsFilter.Options options = new AssetProjectsFilter.Options("X-Preview", previews, overrides,
				new VersionKeys(List.of("header:" + KEY)), null, false);
		return new ChoiceExplainer(this.projects.collections(), options, this.request,
				new ProjectRequest(SHOP, "", version), byHeader)
			.explain();
	}

	private Choice explain() {
		return explain(null, false, true, true);
	}

	private static void assertNone(Choice choice, String reason) {
		assertThat(choice).isEqualTo(new Choice("shop", null, "none", reason, null, true));
	}

	private static void assertChoice(Choice choice, String version, String chosenBy, String reason) {
		assertThat(choice.snapshot()).isNotNull();
		assertThat(choice).isEqualTo(new Choice("shop", version, chosenBy, reason, choice.snapshot(), true));
	}

	@Test
	void thereIsNoChoiceWithoutAProjectOrADeployment() throws IOException {
		assertNone(explain(), "there is no such project");
		assertNone(explain("next", false, true, true), "there is no such project");
		upload();
		assertNone(explain(), "no version is deployed");
	}

	@Test
	void storageThatFailsIsTold() {
		this.storage.fail(true);
		assertThat(explain()).isEqualTo(ChoiceExplainer.unavailable(SHOP))
			.isEqualTo(new Choice("shop", null, "none", "the storage does not answer", null, false));
	}

	@Test
	void onlyVersionIsForAllRequests() throws IOException {
		String version = upload();
		this.projects.deploy(SHOP, version);
		assertChoice(explain(), version, "only-version", "all requests get it");
	}

	@Test
	void versionOfAPreviewIsNamedByTheUrlOrTheRequestField() throws IOException {
		String version = upload();
		String name = version.substring(0, 8);
		this.projects.setAlias(SHOP, "next", version, ProjectChange.NONE);
		assertChoice(explain(name, false, true, true), version, "preview-host", "the URL has its name " + name);
		assertChoice(explain("next", false, true, true), version, "preview-host", "the URL has its alias next");
		assertChoice(explain(name, true, true, true), version, "preview-header",
				"the request field X-Preview has its name " + name);
		assertNone(explain("other", true, true, true), "there is no version of the name that the request has");
		assertNone(explain(name, true, false, true),
				"the request names a version, and assets.projects.previews.enabled is false");
	}

	@Test
	void overrideNamesAVersionOfTheDeployment() throws IOException {
		String newer = deploy("0");
		this.request.addHeader(VersionOverrides.FIELD, "shop=\"" + newer.substring(0, 8) + "\"");
		assertChoice(explain(), newer, "override", "the request field Cloudflare-Workers-Version-Overrides names it");
		assertThat(explain(null, false, true, false).chosenBy()).isEqualTo("only-version");
		this.projects.deploy(SHOP, upload());
		assertThat(explain().chosenBy()).isEqualTo("only-version");
	}

	@ParameterizedTest
	@CsvSource({ "50, 50", "0.5, 0.5", "33.33, 33.33", "10, 10" })
	void requestWithoutAKeyGetsAVersionByChance(String percentage, String shown) throws IOException {
		String newer = deploy(percentage);
		Choice choice = explain();
		assertThat(choice.chosenBy()).isEqualTo("random");
		assertThat(choice.reason())
			.isEqualTo("the request has no version key, so that each request gets a version by chance, with the "
					+ shown + " % of the newer version " + newer.substring(0, 8));
		assertThat(choice.version()).isNotNull();
	}

	@Test
	void positionOfTheKeyIsComparedWithTheShare() throws IOException {
		String newer = deploy("50");
		VersionChoice choice = new VersionChoice(newer, 5000, "older");
		String key = "client";
		this.request.addHeader(KEY, key);
		int position = choice.position(key);
		String share = " the 50 % of the newer version " + newer.substring(0, 8);
		Choice chosen = explain();
		assertThat(chosen.chosenBy()).isEqualTo("version-key");
		assertThat(chosen.version().equals(newer)).isEqualTo(position < 5000);
		assertThat(chosen.reason()).startsWith("the version key of the request has the position ")
			.contains(BigDecimal.valueOf(position, 2).stripTrailingZeros().toPlainString() + ", which is ")
			.endsWith(((position < 5000) ? "is below" : "not below") + share);
	}

	/**
	 * A share that equals the position of a client is not enough for it.
	 */
	@Test
	void positionThatEqualsTheShareIsNotBelowIt() throws IOException {
		String newer = deploy("50");
		VersionChoice choice = new VersionChoice(newer, 5000, "older");
		String key = IntStream.range(0, 1_000_000)
			.mapToObj((number) -> "client " + number)
			.filter((candidate) -> choice.position(candidate) == 5000)
			.findFirst()
			.orElseThrow();
		this.request.addHeader(KEY, key);
		assertThat(explain().reason()).isEqualTo("the version key of the request has the position 50, which is not"
				+ " below the 50 % of the newer version " + newer.substring(0, 8));
	}

}
