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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.project.AssetProjects.PublishProgress;
import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import io.github.assetsboot.project.ProjectDeployment.Trigger;
import io.github.assetsboot.project.ProjectLimits.ProjectRestrictions;
import io.github.assetsboot.project.WranglerManifest.ClientContent;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.storage.MemoryStorage;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.NewThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Versions, deployments and aliases of {@link StoredProjects}.
 */
class StoredDeploymentsTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final ProjectChange BY_ANNA = ProjectChange.NONE.withAuthor("anna").withMessage("The new cart");

	private static final ProjectCacheSettings LONG_CACHE = Defaults.cache(100, Duration.ofMinutes(5),
			Duration.ofMinutes(5), 1 << 20, Duration.ofDays(1));

	private final AssetStorage storage = new MemoryStorage();

	private final StoredProjects projects = on(Duration.ZERO, ProjectLimits.DEFAULTS);

	private StoredProjects on(Duration timeToLive, ProjectLimits limits) {
		return new StoredProjects(this.storage,
				Defaults.cache(100, timeToLive, timeToLive, 1 << 20, Duration.ofDays(1)), limits, Defaults.RETENTION,
				() -> "");
	}

	private static ProjectFiles files(String... pathsAndTexts) {
		Map<String, byte[]> files = new TreeMap<>();
		for (int i = 0; i < pathsAndTexts.length; i += 2) {
			files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
		}
		return ProjectFiles.ofMap(files);
	}

	private String publish(String... pathsAndTexts) throws IOException {
		return this.projects.publish(SHOP, files(pathsAndTexts), ProjectSettings.DEFAULTS).id();
	}

	private String upload(String... pathsAndTexts) throws IOException {
		return this.projects.upload(SHOP, files(pathsAndTexts), ProjectSettings.DEFAULTS).id();
	}

	private static String get(StoredProjects projects, String path) throws IOException {
		ResponseEntity<Resource> response = projects.project(SHOP).fetch(path);
		Resource body = response.getBody();
		return (body != null) ? body.getContentAsString(StandardCharsets.UTF_8)
				: String.valueOf(response.getStatusCode().value());
	}

	private static List<DeployedVersion> split(String one, String onePercentage, String other, String otherPercentage) {
		return List.of(new DeployedVersion(one, new BigDecimal(onePercentage)),
				new DeployedVersion(other, new BigDecimal(otherPercentage)));
	}

	private List<String> keys(String prefix) throws IOException {
		List<String> keys = new ArrayList<>();
		this.storage.list(prefix, keys::add);
		return keys;
	}

	@Test
	void metadataTellWhoHasMadeAVersionAndADeployment() throws IOException {
		Instant before = Instant.now().minusMillis(1);
		ProjectVersion version = this.projects.publish(SHOP, files("index.html", "1", "app.js", "script"),
				ProjectSettings.DEFAULTS, new ProjectChange(Source.API, "anna", "The new cart", "v1.0", "next"),
				PublishProgress.NONE);
		assertThat(version.source()).isEqualTo(Source.API);
		assertThat(version.author()).isEqualTo("anna");
		assertThat(version.message()).isEqualTo("The new cart");
		assertThat(version.tag()).isEqualTo("v1.0");
		assertThat(version.alias()).isEqualTo("next");
		assertThat(version.created()).isBetween(before, Instant.now());
		assertThat(version.files()).isEqualTo(2);
		assertThat(version.bytes()).isEqualTo(1 + 6);
		assertThat(version.percentage()).isEqualByComparingTo("100");
		assertThat(this.projects.versions(SHOP)).containsExactly(version);
		ProjectDeployment deployment = this.projects.deployments(SHOP).get(0);
		assertThat(deployment.triggeredBy()).isEqualTo(Trigger.UPLOAD);
		assertThat(deployment.author()).isEqualTo("anna");
		assertThat(deployment.versions()).containsExactly(new DeployedVersion(version.id()));
		assertThat(this.projects.deploy(SHOP, List.of(new DeployedVersion("next")), BY_ANNA)).satisfies(
				(again) -> assertThat(again.triggeredBy()).isEqualTo(Trigger.DEPLOYMENT),
				(again) -> assertThat(again.message()).isEqualTo("The new cart"),
				(again) -> assertThat(again.source()).isEqualTo(Source.JAVA));
	}

	@Test
	void versionIsFoundByItsIdTheBeginningOfItOrAnAlias() throws IOException {
		String id = publish("index.html", "1");
		this.projects.setAlias(SHOP, "live", id.substring(0, 8), BY_ANNA);
		for (String name : List.of(id, id.substring(0, 8), "live")) {
			assertThat(this.projects.version(SHOP, name)).as(name).isNotNull();
			assertThat(this.projects.deploy(SHOP, name).versions().get(0).version()).isEqualTo(id);
		}
		for (String name : List.of(id.substring(0, 7), id.substring(0, 9), id.toUpperCase(), "", "dead", "00000000")) {
			assertThat(this.projects.version(SHOP, name)).as(name).isNull();
			assertThatIllegalArgumentException().isThrownBy(() -> this.projects.deploy(SHOP, name));
		}
	}

	@Test
	void deploymentOfVersionsThatDoNotFitChangesNothing() throws IOException {
		String first = publish("index.html", "1");
		String next = upload("index.html", "2");
		List<ProjectDeployment> before = this.projects.deployments(SHOP);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.projects.deploy(SHOP, split(first, "50", next, "49.99"), BY_ANNA))
			.withMessage("The percentages must add up to 100, but add up to 99.99");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.projects.deploy(SHOP, split(first, "50", first.substring(0, 8), "50"), BY_ANNA))
			.withMessageContaining("must differ");
		assertThatIllegalArgumentException().isThrownBy(() -> this.projects.deploy(SHOP, List.of(), BY_ANNA))
			.withMessageContaining("one or two versions, but 0");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.projects.deploy(SHOP, split(first, "50", "00000000", "50"), BY_ANNA))
			.withMessageContaining("no version '00000000'");
		assertThat(this.projects.deployments(SHOP)).isEqualTo(before);
		assertThat(this.projects.deploy(SHOP, split(first, "33.3", next, "66.7"), BY_ANNA).versions())
			.extracting(DeployedVersion::percentage)
			.containsExactly(new BigDecimal("33.3"), new BigDecimal("66.7"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "100.01", "0.001", "1E+9", "1E-9", "101" })
	void percentageIsFrom0To100WithTwoDecimals(String percentage) {
		assertThatIllegalArgumentException().isThrownBy(() -> new DeployedVersion("a", new BigDecimal(percentage)))
			.withMessage("A percentage must be from 0 to 100 with at most two decimals");
	}

	@ParameterizedTest
	@CsvSource({ "0, 0, 0", "100, 100, 10000", "1E+2, 100, 10000", "0.10, 0.1, 10", "66.70, 66.7, 6670", "0E-9, 0, 0",
			"12.34, 12.34, 1234" })
	void percentageIsKeptAsADecimal(String given, String kept, int hundredths) {
		DeployedVersion version = new DeployedVersion("a", new BigDecimal(given));
		assertThat(version.percentage()).isEqualTo(new BigDecimal(kept));
		assertThat(version.hundredths()).isEqualTo(hundredths);
	}

	@Test
	void rollbackLeadsToTheLatestEarlierVersionThatHadAllRequests() throws IOException {
		String first = publish("index.html", "1");
		assertThatIllegalArgumentException().isThrownBy(() -> this.projects.rollBack(SHOP, null, BY_ANNA))
			.withMessageContaining("no earlier deployment");
		String second = publish("index.html", "2");
		String third = upload("index.html", "3");
		this.projects.deploy(SHOP, split(second, "90", third, "10"), ProjectChange.NONE);
		ProjectDeployment rollback = this.projects.rollBack(SHOP, null, BY_ANNA);
		assertThat(rollback.triggeredBy()).isEqualTo(Trigger.ROLLBACK);
		assertThat(rollback.versions()).containsExactly(new DeployedVersion(second));
		this.projects.deploy(SHOP, second);
		assertThat(this.projects.rollBack(SHOP, null, BY_ANNA).versions()).as("another one than the present one")
			.containsExactly(new DeployedVersion(first));
		assertThat(this.projects.rollBack(SHOP, third, BY_ANNA).versions()).containsExactly(new DeployedVersion(third));
		assertThat(get(this.projects, "/")).isEqualTo("3");
	}

	@Test
	void historyHasTheLastTenDeploymentsInTheOrderOfTheirTimes() throws IOException {
		List<String> versions = new ArrayList<>();
		for (int i = 1; i <= 12; i++) {
			versions.add(0, publish("index.html", "page " + i));
		}
		List<ProjectDeployment> deployments = this.projects.deployments(SHOP);
		assertThat(deployments).extracting((deployment) -> deployment.versions().get(0).version())
			.containsExactlyElementsOf(versions.subList(0, 10));
		for (int i = 1; i < deployments.size(); i++) {
			assertThat(deployments.get(i - 1).created()).isAfter(deployments.get(i).created());
		}
		this.projects.deleteVersion(SHOP, versions.get(3), BY_ANNA);
		assertThat(this.projects.deployments(SHOP)).hasSize(9)
			.noneMatch((deployment) -> deployment.versions().contains(new DeployedVersion(versions.get(3))));
	}

	@Test
	void activeVersionIsNotDeletedEvenAtZeroPercent() throws IOException {
		String first = publish("index.html", "1");
		String next = upload("index.html", "2");
		this.projects.deploy(SHOP, split(first, "100", next, "0"), ProjectChange.NONE);
		for (String version : List.of(first, next)) {
			assertThatExceptionOfType(ActiveVersionException.class)
				.isThrownBy(() -> this.projects.deleteVersion(SHOP, version, BY_ANNA))
				.withMessageContaining("part of the active deployment");
		}
		this.projects.deploy(SHOP, next);
		this.projects.deleteVersion(SHOP, first, BY_ANNA);
		assertThat(this.projects.versions(SHOP)).extracting(ProjectVersion::id).containsExactly(next);
		assertThatIllegalArgumentException().isThrownBy(() -> this.projects.deleteVersion(SHOP, first, BY_ANNA));
	}

	@Test
	void filesOfADeletedVersionAreGoneUnlessAnotherOneNamesThem() throws IOException {
		publish("index.html", "1", "both.js", "both", "changed.js", "old");
		String leak = publish("index.html", "2", "both.js", "both", "secrets.json", "secret", "changed.js", "new");
		publish("index.html", "3");
		assertThat(get(this.projects, "/secrets.json")).isEqualTo("secret");
		assertThat(get(this.projects, "/both.js")).isEqualTo("both");
		this.projects.setAlias(SHOP, "leak", leak, BY_ANNA);
		StoredProjects other = on(Duration.ofMillis(50), ProjectLimits.DEFAULTS);
		assertThat(get(other, "/secrets.json")).isEqualTo("secret");
		this.projects.deleteVersion(SHOP, leak, BY_ANNA);
		assertThat(get(this.projects, "/secrets.json")).isEqualTo("404");
		assertThat(get(this.projects, "/changed.js")).isEqualTo("404");
		assertThat(get(this.projects, "/both.js")).isEqualTo("both");
		assertThat(Deployments.snapshot(this.projects, SHOP, "", leak)).isNull();
		assertThat(Deployments.snapshot(this.projects, SHOP, "", "leak")).isNull();
		assertThat(this.projects.aliases(SHOP)).isEmpty();
		await().atMost(Duration.ofSeconds(2)).until(() -> get(other, "/secrets.json").equals("404"));
		assertThat(get(other, "/both.js")).isEqualTo("both");
		this.projects.collectGarbage(SHOP);
		for (String key : keys("project/shop/assets/")) {
			assertThat(this.storage.read(key)).isNotEqualTo("secret".getBytes(StandardCharsets.UTF_8));
		}
		other.close();
	}

	@Test
	void anotherInstanceSeesADeploymentWithTheFirstRequestAfterTheTimeToLive() throws Exception {
		StoredProjects other = on(Duration.ofMillis(50), ProjectLimits.DEFAULTS);
		String first = publish("index.html", "1");
		assertThat(get(other, "/")).isEqualTo("1");
		publish("index.html", "2");
		Thread.sleep(60);
		assertThat(getOnce(other)).as("nobody has asked in between").isEqualTo("2");
		this.projects.rollBack(SHOP, first, BY_ANNA);
		Thread.sleep(60);
		assertThat(getOnce(other)).isEqualTo("1");
		other.close();
	}

	/**
	 * A request waits for the look-up for 200 milliseconds at most, which a busy machine
	 * may exceed.
	 */
	private String getOnce(StoredProjects other) throws Exception {
		long start = System.nanoTime();
		String answer = get(other, "/");
		boolean late = System.nanoTime() - start >= Duration.ofMillis(200).toNanos();
		if (late) {
			Thread.sleep(1000);
		}
		return late ? get(other, "/") : answer;
	}

	@Test
	void newerDeploymentIsLookedForOnceASecondAtMost() throws Exception {
		StoredProjects other = on(Duration.ofMinutes(5), ProjectLimits.DEFAULTS);
		publish("index.html", "1");
		assertThat(get(other, "/")).isEqualTo("1");
		publish("index.html", "2", "app-2.js", "script");
		assertThat(other.collections().lookAgain(SHOP)).as("it was looked up a moment ago").isFalse();
		assertThat(get(other, "/app-2.js")).isEqualTo("404");
		await().atMost(Duration.ofSeconds(10)).until(() -> other.collections().lookAgain(SHOP));
		assertThat(get(other, "/app-2.js")).isEqualTo("script");
		assertThat(other.collections().lookAgain(SHOP)).isFalse();
		other.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "A", "1a", "-a", "a_b", "a.b", "ä", "deadbeef", "a b",
			"abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-abcde" })
	void aliasThatCannotBeOneIsRefused(String alias) throws IOException {
		String id = publish("index.html", "1");
		assertThatIllegalArgumentException().isThrownBy(() -> this.projects.setAlias(SHOP, alias, id, BY_ANNA));
		ProjectChange change = ProjectChange.NONE.withAlias(alias);
		if (!alias.isEmpty()) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.projects.upload(SHOP, files("a", "1"),
					ProjectSettings.DEFAULTS, change, PublishProgress.NONE));
		}
		assertThat(this.projects.versions(SHOP)).hasSize(1);
	}

	@Test
	void aliasesThatWereSetLeastRecentlyMakeRoom() throws IOException {
		StoredProjects few = on(Duration.ZERO,
				new ProjectLimits(100, 100, 1000, 1000, 1000, 100, 2, 100, ProjectRestrictions.DEFAULTS));
		String id = publish("index.html", "1");
		for (String alias : List.of("one", "two", "one", "three")) {
			few.setAlias(SHOP, alias, id, BY_ANNA);
			await().pollDelay(Duration.ofMillis(2)).until(() -> true);
		}
		assertThat(few.aliases(SHOP)).isEqualTo(Map.of("one", id, "three", id));
		assertThat(few.removeAlias(SHOP, "one", BY_ANNA)).isTrue();
		assertThat(few.removeAlias(SHOP, "one", BY_ANNA)).isFalse();
		assertThat(few.aliases(SHOP)).containsOnlyKeys("three");
	}

	@Test
	void oldVersionsGoUnlessADeploymentOrAnAliasNamesThem() throws IOException {
		StoredProjects few = on(Duration.ZERO,
				new ProjectLimits(100, 100, 1000, 1000, 1000, 3, 20, 100, ProjectRestrictions.DEFAULTS));
		String deployed = publish("index.html", "1");
		String named = upload("index.html", "2");
		this.projects.setAlias(SHOP, "named", named, BY_ANNA);
		for (int i = 3; i <= 7; i++) {
			few.upload(SHOP, files("index.html", "page " + i), ProjectSettings.DEFAULTS);
		}
		assertThat(this.projects.versions(SHOP)).hasSize(3 + 2)
			.extracting(ProjectVersion::id)
			.endsWith(named, deployed);
		few.collectGarbage(SHOP);
		assertThat(keys("project/shop/versions/")).hasSize(5);
		assertThat(keys("project/shop/assets/")).hasSize(5);
		assertThat(get(this.projects, "/")).isEqualTo("1");
	}

	@Test
	void otherSettingsMakeAVersionOfTheSameFilesAndSendNothing() throws IOException {
		String first = publish("index.html", "1", "a.txt", "a", "_headers", "/*\n  X-Rule: yes\n");
		List<String> contents = keys("project/shop/assets/");
		ProjectVersion version = this.projects.reconfigure(SHOP, first,
				ProjectSettings.DEFAULTS.withNotFoundHandling(NotFoundHandling.SINGLE_PAGE_APPLICATION),
				BY_ANNA.withTag("spa").withAlias("spa"));
		assertThat(keys("project/shop/assets/")).containsExactlyInAnyOrderElementsOf(contents);
		assertThat(version.files()).isEqualTo(2);
		assertThat(version.tag()).isEqualTo("spa");
		assertThat(version.percentage()).isNull();
		assertThat(get(this.projects, "/deep/link")).isEqualTo("404");
		this.projects.deploy(SHOP, "spa");
		assertThat(get(this.projects, "/deep/link")).isEqualTo("1");
		assertThat(this.projects.project(SHOP).fetch("/a.txt").getHeaders().getFirst("X-Rule")).isEqualTo("yes");
		this.projects.deleteVersion(SHOP, first, BY_ANNA);
		this.projects.collectGarbage(SHOP);
		assertThat(get(this.projects, "/a.txt")).isEqualTo("a");
	}

	@Test
	void projectsAreListedByName() throws IOException {
		for (String name : List.of("shop", "blog", "a-1", "wiki")) {
			this.projects.publish(new ProjectId(name), files("index.html", name), ProjectSettings.DEFAULTS);
		}
		assertThat(this.projects.projects()).extracting(ProjectId::value)
			.containsExactly("a-1", "blog", "shop", "wiki");
	}

	@Test
	void idIsAUuidOfVersion8WithTheTimeBehind32RandomBits() {
		Instant time = Instant.ofEpochMilli(0x0123_4567_89ABL);
		List<String> ids = Stream.generate(() -> VersionId.of(time)).limit(1000).toList();
		assertThat(ids).allMatch(VersionId::isId).allMatch((id) -> VersionId.isId(VersionId.shorten(id)));
		for (String id : ids) {
			UUID uuid = UUID.fromString(id);
			assertThat(uuid.version()).isEqualTo(8);
			assertThat(uuid.variant()).isEqualTo(2);
			assertThat(uuid.getMostSignificantBits() >>> 16 & 0xFFFF).isEqualTo(0x0123);
			assertThat(uuid.getMostSignificantBits() & 0xFFF).isEqualTo(0x456);
			assertThat(uuid.getLeastSignificantBits() >>> 42 & 0xF_FFFF).isEqualTo(0x789AB);
		}
		assertThat(ids.stream().map(VersionId::shorten).distinct().count()).isGreaterThan(990);
		assertThat(ids.stream().map((id) -> id.charAt(0)).distinct().count()).isEqualTo(16);
	}

	@ParameterizedTest
	@CsvSource({ "1000, true", "1001, false" })
	void messageHasAMaximumLengthInCharacters(int length, boolean valid) {
		String message = "😀".repeat(length);
		if (valid) {
			assertThat(ProjectChange.NONE.withMessage(message).message()).isEqualTo(message);
		}
		else {
			assertThatIllegalArgumentException().isThrownBy(() -> ProjectChange.NONE.withMessage(message))
				.withMessage("The message has more than 1000 characters");
		}
	}

	@Test
	void textsOfAChangeArePrintable() {
		assertThat(ProjectChange.NONE.withMessage("one\r\ntwo\n\tthree").message()).isEqualTo("one\ntwo\n\tthree");
		assertThat(ProjectChange.NONE.withMessage("").withTag("").message()).isNull();
		for (String text : List.of("a\0", "\u001b[31m", "a\rb", "\uD800", "\u0085")) {
			assertThatIllegalArgumentException().isThrownBy(() -> ProjectChange.NONE.withMessage(text));
			assertThatIllegalArgumentException().isThrownBy(() -> ProjectChange.NONE.withTag(text));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> ProjectChange.NONE.withTag("a\nb"));
		assertThatIllegalArgumentException().isThrownBy(() -> ProjectChange.NONE.withTag("a".repeat(101)));
		assertThat(ProjectChange.NONE.withAuthor("a\nb").author()).isEqualTo("a?b");
		assertThat(ProjectChange.NONE.withAuthor("a".repeat(300)).author()).hasSize(200);
	}

	/**
	 * A storage that writes the next state, does something else, and then answers as if
	 * it had not written it.
	 */
	private StoredProjects losingAnAnswer(Task after) {
		return losingAnAnswer(after, false);
	}

	private StoredProjects losingAnAnswer(Task after, boolean failing) {
		boolean[] lost = { false };
		AssetStorage losing = new ForwardingStorage(this.storage) {

			@Override
			public boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) throws IOException {
				boolean written = super.writeIfUnchanged(key, value, revision);
				if (lost[0]) {
					return written;
				}
				lost[0] = true;
				after.run();
				if (failing) {
					throw new IOException("No answer");
				}
				return false;
			}

		};
		return new StoredProjects(losing, LONG_CACHE, ProjectLimits.DEFAULTS, Defaults.RETENTION, () -> "");
	}

	@Test
	void operationWhoseAnswerIsLostIsNotDoneTwice() throws IOException {
		Task nothing = () -> {
		};
		ProjectVersion first = losingAnAnswer(nothing).publish(SHOP, files("index.html", "1"),
				ProjectSettings.DEFAULTS);
		assertThat(this.projects.versions(SHOP)).containsExactly(first);
		assertThat(this.projects.deployments(SHOP)).hasSize(1);
		String next = losingAnAnswer(nothing)
			.reconfigure(SHOP, first.id(), ProjectSettings.DEFAULTS, BY_ANNA.withAlias("next"))
			.id();
		assertThat(this.projects.versions(SHOP)).extracting(ProjectVersion::id).containsExactly(next, first.id());
		ProjectDeployment deployment = losingAnAnswer(nothing).deploy(SHOP, next);
		assertThat(this.projects.deployments(SHOP)).hasSize(2).startsWith(deployment);
		losingAnAnswer(nothing).deleteVersion(SHOP, first.id(), BY_ANNA);
		assertThat(this.projects.versions(SHOP)).extracting(ProjectVersion::id).containsExactly(next);
	}

	@Test
	void gradualDeploymentThatBeginsAfterAPublishingHasNotEnded() throws IOException {
		publish("index.html", "1");
		String other = upload("index.html", "2");
		ProjectVersion version = losingAnAnswer(() -> Deployments.rollOut(this.projects, SHOP, other, 20)).publish(SHOP,
				files("index.html", "3"), ProjectSettings.DEFAULTS);
		assertThat(version.endedDeployment()).isNull();
		assertThat(version.percentage()).isEqualByComparingTo("80");
	}

	@Test
	void changeIsServedAtOnceAlsoIfItSeemsToHaveFailed() throws IOException {
		try (StoredProjects cached = losingAnAnswer(() -> {
		}, true)) {
			publish("index.html", "1");
			assertThat(get(cached, "/")).isEqualTo("1");
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> cached.publish(SHOP, files("index.html", "2"), ProjectSettings.DEFAULTS));
			await().atMost(Duration.ofSeconds(10)).until(() -> get(cached, "/").equals("2"));
			cached.publish(SHOP, files("index.html", "3"), ProjectSettings.DEFAULTS);
			assertThat(get(cached, "/")).isEqualTo("3");
			assertThat(cached.caches().get("assets.projects").asMap().containsKey(SHOP)).isTrue();
			cached.delete(SHOP, BY_ANNA);
			assertThat(cached.caches().get("assets.projects").asMap()).isEmpty();
			assertThat(cached.caches()).containsOnlyKeys("assets.projects", "assets.contents");
		}
	}

	@Test
	void failureOfTheStorageIsForgottenAfterAChange() throws IOException {
		BreakingStorage breaking = new BreakingStorage(this.storage);
		try (StoredProjects cached = new StoredProjects(breaking, LONG_CACHE, ProjectLimits.DEFAULTS,
				Defaults.RETENTION, () -> "")) {
			String version = publish("index.html", "1");
			assertThat(Deployments.snapshot(cached, SHOP, "", null)).isNotNull();
			breaking.fail(true);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(cached, "/"));
			breaking.fail(false);
			cached.deploy(SHOP, version);
			assertThat(get(cached, "/")).isEqualTo("1");
		}
	}

	@Test
	void stateIsKnownAfterAChangeAlthoughTheStorageFailsThen() throws IOException {
		BreakingStorage breaking = new BreakingStorage(this.storage);
		try (StoredProjects cached = new StoredProjects(breaking, LONG_CACHE, ProjectLimits.DEFAULTS,
				Defaults.RETENTION, () -> "")) {
			publish("index.html", "1");
			assertThat(get(cached, "/")).isEqualTo("1");
			String next = cached.publish(SHOP, files("index.html", "2"), ProjectSettings.DEFAULTS).id();
			breaking.fail(true);
			List<String> deployed = new ArrayList<>();
			cached.collections().get(SHOP, "", (state) -> {
				deployed.add(Deployments.main(state));
				return null;
			});
			assertThat(deployed).containsExactly(next);
		}
	}

	@Test
	void closedProjectsHaveNoThreads() throws IOException {
		NewThreads threads = new NewThreads();
		StoredProjects other = on(Duration.ofMinutes(5), ProjectLimits.DEFAULTS);
		publish("index.html", "1");
		assertThat(get(other, "/")).isEqualTo("1");
		assertThat(threads.named("assets-")).isNotEmpty();
		other.close();
		this.projects.close();
		await().atMost(Duration.ofSeconds(10)).until(() -> threads.named("assets-").isEmpty());
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void changesAreLoggedWithTheirAuthor(CapturedOutput output) throws IOException {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(StoredProjects.class.getName(), LogLevel.INFO);
		String first = publish("index.html", "1");
		assertThat(output).doesNotContain("Lines of the rule files");
		String next = this.projects
			.upload(SHOP, files("index.html", "2", "_redirects", "no rule\u001b"), ProjectSettings.DEFAULTS)
			.id();
		assertThat(output)
			.contains("Lines of the rule files in version '" + next
					+ "' of project 'shop' have no effect or look like a mistake (1):\n_redirects:1")
			.doesNotContain("\u001b");
		this.projects.deploy(SHOP, split(first, "90", next, "10"), BY_ANNA);
		assertThat(output).doesNotContain("gradual deployment");
		this.projects.deploy(SHOP, List.of(new DeployedVersion(next)), BY_ANNA);
		assertThat(output).contains("The gradual deployment of project 'shop' ended (" + first + " at 90 %, " + next
				+ " at 10 %). Version '" + next + "' gets all requests now.");
		this.projects.setAlias(SHOP, "old", first, BY_ANNA);
		this.projects.removeAlias(SHOP, "old", BY_ANNA);
		this.projects.removeAlias(SHOP, "none", BY_ANNA);
		this.projects.deleteVersion(SHOP, first, ProjectChange.NONE);
		this.projects.delete(SHOP, BY_ANNA);
		assertThat(output)
			.contains("The alias 'old' of project 'shop' was set by 'anna'.",
					"The alias 'old' of project 'shop' was removed by 'anna'.",
					"The version '" + first + "' of project 'shop' was deleted.",
					"The project 'shop' was deleted by 'anna'.")
			.doesNotContain("'none'");
	}

	@Test
	void aliasOfOtherSettingsIsChecked() throws IOException {
		String first = publish("index.html", "1");
		assertThatIllegalArgumentException().isThrownBy(
				() -> this.projects.reconfigure(SHOP, first, ProjectSettings.DEFAULTS, BY_ANNA.withAlias("No-Alias")));
		assertThat(this.projects.versions(SHOP)).hasSize(1);
		assertThat(this.projects.state(SHOP).versions()).hasSize(1);
	}

	@Test
	void hashesOfWranglerAreKeptWithAVersion() throws IOException {
		byte[] page = "page".getBytes(StandardCharsets.UTF_8);
		this.projects.publish(SHOP,
				new WranglerFiles(Map.of("index.html", new ClientContent("hash", page.length)),
						Map.of("hash", BlobId.of(page)), null, null, (content) -> StorageContent.of(page)),
				ProjectSettings.DEFAULTS);
		ProjectStates states = new ProjectStates(this.storage, new ProjectKeys(SHOP));
		assertThat(Deployments.active(states).clientContents()).isEqualTo(Map.of("hash", BlobId.of(page)));
	}

	@FunctionalInterface
	private interface Task {

		void run() throws IOException;

	}

}
