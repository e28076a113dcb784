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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.project.AssetProjects.PublishProgress;
import io.github.assetsboot.project.ProjectLimits.ProjectRestrictions;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.rules.RuleProblem;
import io.github.assetsboot.rules.UrlPath.Origin;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.StorageContent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link StoredProjects}.
 *
 * @author the Assets for Spring Boot authors
 */
class StoredProjectsTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final ProjectId BLOG = new ProjectId("blog");

	private static final ProjectSettings SPA = ProjectSettings.DEFAULTS
		.withNotFoundHandling(NotFoundHandling.SINGLE_PAGE_APPLICATION);

	private static final ProjectCacheSettings NO_CACHE = Defaults.cache(100, Duration.ZERO, Duration.ZERO, 1 << 20,
			Duration.ofDays(1));

	@TempDir
	private Path directory;

	private AssetStorage storage;

	private StoredProjects projects;

	@BeforeEach
	void prepare() {
		this.storage = new DirectoryStorage(this.directory);
		this.projects = on(this.storage);
	}

	private static StoredProjects on(AssetStorage storage) {
		return on(storage, Defaults.RETENTION);
	}

	private static StoredProjects on(AssetStorage storage, Retention retention) {
		return new StoredProjects(storage, NO_CACHE, ProjectLimits.DEFAULTS, retention, () -> "");
	}

	private static ProjectFiles files(String... pathsAndTexts) {
		Map<String, String> files = new LinkedHashMap<>();
		for (int i = 0; i < pathsAndTexts.length; i += 2) {
			files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
		}
		return (visitor) -> {
			for (Map.Entry<String, String> file : files.entrySet()) {
				visitor.file(file.getKey(), StorageContent.of(file.getValue().getBytes(StandardCharsets.UTF_8)));
			}
		};
	}

	@Test
	void manifestOfViteIsStoredWithEachVersionAndNeverServed() throws IOException {
		String path = ".vite/manifest.json";
		this.projects.publish(SHOP, files("index.html", "1", path, "{\"a\": 1}", "..data/x.json", "{}"), SPA);
		this.projects.publish(SHOP, files("index.html", "2", path, "{\"a\": 2}", ".assetsignore", "!.vite"), SPA);
		this.projects.collectGarbage(SHOP);
		List<String> contents = new ArrayList<>();
		for (ProjectVersion version : this.projects.versions(SHOP)) {
			ProjectStates states = new ProjectStates(this.storage, new ProjectKeys(SHOP));
			ProjectManifest manifest = states.required(states.read(), version.id());
			assertThat(manifest.files()).containsOnlyKeys("/index.html", "/" + path);
			assertThat(states.retained(states.read()).files()).doesNotContainKey("/" + path);
			BlobId blob = manifest.files().get("/" + path).plain();
			contents
				.add(new String(this.storage.read(new ProjectKeys(SHOP).blob(blob, manifest.epochs().get(blob.hash()))),
						StandardCharsets.UTF_8));
			AssetSnapshot snapshot = Deployments.snapshot(this.projects, SHOP, "", version.id());
			assertThat(snapshot.router().assets().get("/" + path)).isNull();
			assertThat(snapshot.router().assets().get("/index.html")).isNotNull();
		}
		assertThat(contents).containsExactlyInAnyOrder("{\"a\": 1}", "{\"a\": 2}");
	}

	/**
	 * A site whose every file tells the version.
	 */
	private static ProjectFiles site(int version) {
		return files("index.html", "page " + version, "assets/app-" + version + ".js", "script " + version,
				"shared.txt", "the same", "_headers", "/*\n  X-Version: " + version + "\n", "_redirects",
				"/to /assets/app-" + version + ".js 301\n");
	}

	private static String get(StoredProjects projects, ProjectId project, String path) throws IOException {
		ResponseEntity<Resource> response = projects.project(project).fetch(path);
		Resource body = response.getBody();
		return response.getStatusCode().value()
				+ ((body != null) ? " " + body.getContentAsString(StandardCharsets.UTF_8) : "");
	}

	private String get(ProjectId project, String path) throws IOException {
		return get(this.projects, project, path);
	}

	private List<String> keys(String prefix) throws IOException {
		List<String> keys = new ArrayList<>();
		this.storage.list(prefix, keys::add);
		return keys;
	}

	@Test
	void unchangedFileIsCodedOnce() throws IOException {
		CountedContent content = new CountedContent("long ".repeat(1000).getBytes(StandardCharsets.UTF_8));
		ProjectFiles site = (visitor) -> visitor.file("index.html", content);
		this.projects.publish(SHOP, site, SPA);
		assertThat(content.opened).as("hashed, written, coded").hasValue(3);
		this.projects.publish(SHOP, site, SPA);
		assertThat(content.opened).as("hashed").hasValue(4);
		assertThat(keys("project/shop/assets/")).hasSize(2);
		assertThat(get(SHOP, "/")).startsWith("200 long long");
	}

	/**
	 * A text of up to 64 KiB is coded in memory, a longer one in a temporary file, which
	 * is used again.
	 */
	@Test
	void codedContentsOfAnySizeAreThoseOfTheFiles() throws IOException {
		Map<String, String> texts = new LinkedHashMap<>();
		for (int size : List.of(300_000, 65_536, 65_537, 2000, 200_000)) {
			texts.put("/" + size + ".txt", (size + " is a size; ").repeat(size / 10).substring(0, size));
		}
		this.projects.publish(SHOP, (visitor) -> {
			for (Map.Entry<String, String> text : texts.entrySet()) {
				visitor.file(text.getKey().substring(1),
						StorageContent.of(text.getValue().getBytes(StandardCharsets.UTF_8)));
			}
		}, SPA);
		ProjectStates states = new ProjectStates(this.storage, new ProjectKeys(SHOP));
		ProjectState state = states.read();
		ProjectManifest manifest = states.required(state, Deployments.main(state));
		for (Map.Entry<String, String> text : texts.entrySet()) {
			BlobId gzip = manifest.files().get(text.getKey()).coded().get(ContentCoding.GZIP);
			byte[] coded = this.storage.read(new ProjectKeys(SHOP).blob(gzip, manifest.epochs().get(gzip.hash())));
			assertThat(BlobId.of(coded)).isEqualTo(gzip);
			try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(coded))) {
				assertThat(plain).hasContent(text.getValue());
			}
		}
		assertThat(Zips.spoolFiles()).isZero();
	}

	@Test
	void codedContentThatTheStorageHasLostIsMadeAgain() throws IOException {
		ProjectFiles site = files("index.html", "long ".repeat(1000));
		this.projects.publish(SHOP, site, SPA);
		List<String> contents = hashes();
		for (String lost : keys("project/shop/assets/")) {
			this.storage.delete(List.of(lost));
			this.projects.publish(SHOP, site, SPA);
			assertThat(hashes()).containsExactlyInAnyOrderElementsOf(contents);
			assertThat(get(SHOP, "/")).startsWith("200 long long");
		}
	}

	private List<String> hashes() throws IOException {
		return keys("project/shop/assets/").stream().map((key) -> key.substring(0, key.lastIndexOf('.'))).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "A", "..", "a/b", "a b", "/", "-" })
	void versionOfANameThatNoneCanHaveIsUnknown(String name) throws IOException {
		this.projects.publish(SHOP, site(1), SPA);
		assertThat(Deployments.snapshot(this.projects, SHOP, "", name)).isNull();
	}

	@Test
	void publishedFilesAreServedWithTheirRulesAndSettings() throws IOException {
		ProjectVersion version = this.projects.publish(SHOP, site(1), SPA);
		assertThat(version.percentage()).isEqualByComparingTo("100");
		assertThat(version.files()).isEqualTo(3);
		assertThat(get(SHOP, "/")).isEqualTo("200 page 1");
		assertThat(get(SHOP, "/deep/link")).isEqualTo("200 page 1");
		assertThat(get(SHOP, "/index.html")).isEqualTo("307");
		assertThat(get(SHOP, "/_headers")).isEqualTo("200 page 1");
		ResponseEntity<Resource> script = this.projects.project(SHOP).fetch("/assets/app-1.js");
		assertThat(script.getHeaders().getFirst("X-Version")).isEqualTo("1");
		assertThat(script.getHeaders().getFirst("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
		assertThat(this.projects.project(SHOP).fetch("/to").getHeaders().getFirst("Location"))
			.isEqualTo("/assets/app-1.js");
	}

	@Test
	void unknownProjectIs404AndIsNotWrittenAnywhere() throws IOException {
		assertThat(get(new ProjectId("nobody"), "/")).isEqualTo("404");
		assertThat(this.projects.versions(new ProjectId("nobody"))).isEmpty();
		assertThat(keys("project/")).isEmpty();
	}

	@Test
	void projectsSeeNothingOfEachOther() throws IOException {
		this.projects.publish(SHOP, files("index.html", "the shop", "only-shop.txt", "shop"), SPA);
		this.projects.publish(BLOG, files("index.html", "the blog"), ProjectSettings.DEFAULTS);
		assertThat(get(SHOP, "/")).isEqualTo("200 the shop");
		assertThat(get(BLOG, "/")).isEqualTo("200 the blog");
		assertThat(get(BLOG, "/only-shop.txt")).isEqualTo("404");
		this.projects.delete(SHOP);
		assertThat(get(SHOP, "/")).isEqualTo("404");
		assertThat(get(BLOG, "/")).isEqualTo("200 the blog");
		assertThat(keys("project/shop/")).containsExactly("project/shop/manifest");
	}

	@Test
	void deletedProjectIsAsUnknownAsOneThatNeverExisted() throws IOException {
		String version = this.projects.publish(SHOP, site(1), SPA).id();
		this.projects.setAlias(SHOP, "next", version, ProjectChange.NONE);
		this.projects.delete(SHOP);
		assertThat(get(SHOP, "/")).isEqualTo("404");
		assertThat(preview("next", "/")).isEqualTo("none");
		assertThat(preview(version, "/")).isEqualTo("none");
		assertThat(this.projects.versions(SHOP)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> this.projects.deploy(SHOP, version));
		assertThatIllegalArgumentException().isThrownBy(() -> Deployments.rollOut(this.projects, SHOP, version, 10));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.projects.setAlias(SHOP, "a", version, ProjectChange.NONE));
		assertThat(this.storage.read("project/shop/manifest")).hasSizeLessThan(200);
	}

	@Test
	void deletingWhatIsNotThereWritesNothing() throws IOException {
		this.projects.delete(SHOP);
		assertThat(keys("project/")).isEmpty();
		this.projects.publish(SHOP, site(1), SPA);
		this.projects.delete(SHOP);
		byte[] state = this.storage.read("project/shop/manifest");
		this.projects.delete(SHOP);
		this.projects.collectGarbage(SHOP);
		assertThat(this.storage.read("project/shop/manifest")).isEqualTo(state);
	}

	@Test
	void projectThatWasDeletedCanBePublishedAgain() throws IOException {
		for (int round = 1; round <= 3; round++) {
			this.projects.publish(SHOP, site(round), SPA);
			assertThat(get(SHOP, "/")).isEqualTo("200 page " + round);
			assertThat(get(SHOP, "/assets/app-" + (round - 1) + ".js")).isEqualTo("200 page " + round);
			this.projects.delete(SHOP);
			assertThat(get(SHOP, "/")).isEqualTo("404");
		}
	}

	@Test
	void endOfAGradualDeploymentIsTold() throws IOException {
		this.projects.publish(SHOP, site(1), SPA);
		String next = this.projects.upload(SHOP, site(2), SPA).id();
		Deployments.rollOut(this.projects, SHOP, next, 20);
		ProjectVersion version = this.projects.publish(SHOP, site(4), SPA);
		assertThat(version.endedDeployment().percentage(next)).isEqualByComparingTo("20");
		assertThat(this.projects.versions(SHOP)).extracting(ProjectVersion::endedDeployment).containsOnlyNulls();
		assertThat(this.projects.publish(SHOP, site(5), SPA).endedDeployment()).isNull();
	}

	@Test
	void noEndOfAGradualDeploymentIsToldWhereThereIsNone() throws IOException {
		assertThat(this.projects.publish(SHOP, site(1), SPA).endedDeployment()).isNull();
		String next = this.projects.upload(SHOP, site(2), SPA).id();
		Deployments.rollOut(this.projects, SHOP, next, 20);
		assertThat(this.projects.upload(SHOP, site(3), SPA).endedDeployment()).isNull();
		Deployments.rollOut(this.projects, SHOP, next, 0);
		assertThat(this.projects.publish(SHOP, site(3), SPA).endedDeployment()).isNull();
	}

	@Test
	void slashInFrontOfAPathIsTaken() throws IOException {
		this.projects.publish(SHOP,
				files("/index.html", "page", "/a/b.txt", "text", "c.txt", "more", "/_headers", "/*\n  X-Version: 1\n"),
				SPA);
		assertThat(get(SHOP, "/")).isEqualTo("200 page");
		assertThat(get(SHOP, "/a/b.txt")).isEqualTo("200 text");
		assertThat(get(SHOP, "/c.txt")).isEqualTo("200 more");
		assertThat(this.projects.project(SHOP).fetch("/").getHeaders().getFirst("X-Version")).isEqualTo("1");
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> this.projects.publish(SHOP, files("/a.txt", "one", "a.txt", "another"), SPA))
			.withMessageContaining("'a.txt' is there twice");
	}

	@Test
	void slashInFrontOfAPathOfAMapIsTaken() throws IOException {
		this.projects.publish(SHOP, ProjectFiles.ofMap(Map.of("/index.html", new byte[] { 'a' })), SPA);
		assertThat(get(SHOP, "/")).isEqualTo("200 a");
		this.projects.upload(SHOP, ProjectFiles.ofMap(Map.of("/index.html", new byte[] { 'b' })), SPA);
		assertThat(this.projects.versions(SHOP)).hasSize(2);
	}

	@Test
	void fileThatChangesWhileItIsPublishedIsNotStored() throws IOException {
		for (String path : List.of("changing.bin", "changing.txt")) {
			StorageContent changing = new StorageContent() {

				private int opened;

				@Override
				public long size() {
					return 1000;
				}

				@Override
				public InputStream open() {
					byte[] bytes = new byte[1000];
					bytes[0] = (byte) this.opened++;
					return new ByteArrayInputStream(bytes);
				}

			};
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> this.projects.publish(SHOP, (visitor) -> visitor.file(path, changing), SPA))
				.withStackTraceContaining("'/" + path + "' was changed while it was published");
			assertThat(keys("project/shop/")).isEmpty();
		}
	}

	@Test
	void unlistedDocumentIsNoVersion() throws IOException {
		String id = this.projects.publish(SHOP, site(1), SPA).id();
		ProjectKeys keys = new ProjectKeys(SHOP);
		byte[] document = this.storage.read(keys.version(id, 0));
		this.storage.write(keys.version("stranger", 0), StorageContent.of(document));
		assertThat(this.projects.versions(SHOP)).hasSize(1);
		assertThat(preview("stranger", "/")).isEqualTo("none");
		assertThatIllegalArgumentException().isThrownBy(() -> this.projects.deploy(SHOP, "stranger"));
		this.projects.collectGarbage(SHOP);
		assertThat(keys("project/shop/versions/")).containsExactly(keys.version(id, 0));
	}

	@Test
	void onlyWhatIsMissingIsUploaded() throws IOException {
		List<String> uploads = new ArrayList<>();
		PublishProgress progress = (done, total, bytes) -> uploads.add(done + "/" + total);
		this.projects.publish(SHOP, site(1), SPA, ProjectChange.NONE, progress);
		assertThat(uploads).containsExactly("1/3", "2/3", "3/3");
		uploads.clear();
		this.projects.publish(SHOP, site(2), SPA, ProjectChange.NONE, progress);
		assertThat(uploads).containsExactly("1/2", "2/2");
		uploads.clear();
		this.projects.publish(SHOP, site(2), SPA, ProjectChange.NONE, progress);
		assertThat(uploads).isEmpty();
	}

	@Test
	void equalFilesAreStoredOnce() throws IOException {
		this.projects.publish(SHOP, files("a.txt", "same", "b.txt", "same", "c/d.txt", "same"), SPA);
		assertThat(keys("project/shop/assets/")).hasSize(1);
	}

	@Test
	void scriptIsStoredUnderACodingIfThatSavesSomething() throws IOException {
		this.projects.publish(SHOP, files("app.js", "let a = 1;".repeat(100), "small.js", "let a = 1;"), SPA);
		assertThat(keys("project/shop/assets/")).hasSize(3);
	}

	@Test
	void fileOfTheVersionBeforeIsStillFoundAndThePageIsNot() throws IOException {
		this.projects.publish(SHOP, files("index.html", "page 1", "old.html", "old", "app-1.js", "script 1"),
				ProjectSettings.DEFAULTS);
		this.projects.publish(SHOP, files("index.html", "page 2", "app-2.js", "script 2"), ProjectSettings.DEFAULTS);
		assertThat(get(SHOP, "/app-1.js")).isEqualTo("200 script 1");
		assertThat(get(SHOP, "/app-2.js")).isEqualTo("200 script 2");
		assertThat(get(SHOP, "/")).isEqualTo("200 page 2");
		assertThat(get(SHOP, "/old")).isEqualTo("404");
	}

	@ParameterizedTest
	@CsvSource({ "2, 7, true, false", "3, 7, true, true", "20, 0, false, false" })
	void retentionEndsWithTheNumberOfVersionsOrWithTime(int versions, int days, boolean second, boolean first)
			throws IOException {
		this.projects = on(this.storage, new Retention(versions, Duration.ofDays(days)));
		for (int version = 1; version <= 3; version++) {
			this.projects.publish(SHOP, files("app-" + version + ".js", "script " + version), ProjectSettings.DEFAULTS);
		}
		this.projects.collectGarbage(SHOP);
		if (days > 0) {
			assertThat(get(SHOP, "/app-2.js")).isEqualTo(second ? "200 script 2" : "404");
		}
		assertThat(get(SHOP, "/app-1.js")).isEqualTo(first ? "200 script 1" : "404");
		assertThat(get(SHOP, "/app-3.js")).isEqualTo("200 script 3");
	}

	@Test
	void rollbackBringsBackAWholeVersion() throws IOException {
		String first = this.projects.publish(SHOP, site(1), SPA).id();
		String second = this.projects.publish(SHOP, site(2), SPA).id();
		assertThat(this.projects.versions(SHOP)).extracting(ProjectVersion::id).containsExactly(second, first);
		this.projects.rollBack(SHOP, first, ProjectChange.NONE);
		assertThat(get(SHOP, "/")).isEqualTo("200 page 1");
		assertThat(get(SHOP, "/assets/app-2.js")).isEqualTo("200 script 2");
		assertThat(this.projects.versions(SHOP)).filteredOn((version) -> version.percentage() != null)
			.extracting(ProjectVersion::id)
			.containsExactly(first);
	}

	private String preview(String version, String path) throws IOException {
		AssetSnapshot snapshot = Deployments.snapshot(this.projects, SHOP, "", version);
		if (snapshot == null) {
			return "none";
		}
		Decision decision = snapshot.router()
			.serve(new RoutingRequest("GET", path, "", new Origin("http", "localhost", -1), "",
					RequestPurpose.UNKNOWN));
		return (decision instanceof Decision.ServeAsset asset)
				? new String(asset.asset().representation().source().readAll(), StandardCharsets.UTF_8) : "404";
	}

	@Test
	void uploadedVersionIsThereForWhoAsksForIt() throws IOException {
		this.projects.publish(SHOP, site(1), SPA);
		ProjectVersion next = this.projects.upload(SHOP, site(2), SPA);
		assertThat(next.percentage()).isNull();
		assertThat(get(SHOP, "/")).isEqualTo("200 page 1");
		assertThat(preview(next.id(), "/")).isEqualTo("page 2");
		assertThat(preview(next.id(), "/assets/app-2.js")).isEqualTo("script 2");
		assertThat(preview(next.id(), "/assets/app-1.js")).isEqualTo("script 1");
		assertThat(preview("nope", "/")).isEqualTo("none");
		this.projects.setAlias(SHOP, "next", next.id(), ProjectChange.NONE);
		assertThat(preview("next", "/")).isEqualTo("page 2");
		this.projects.deploy(SHOP, next.id());
		assertThat(get(SHOP, "/")).isEqualTo("200 page 2");
		this.projects.removeAlias(SHOP, "next", ProjectChange.NONE);
		assertThat(preview("next", "/")).isEqualTo("none");
	}

	@Test
	void versionWithAnAliasIsNoGarbage() throws IOException {
		this.projects = on(this.storage, new Retention(1, Duration.ofDays(7)));
		ProjectVersion first = this.projects.publish(SHOP, site(1), SPA);
		this.projects.setAlias(SHOP, "first", first.id(), ProjectChange.NONE);
		this.projects.publish(SHOP, site(2), SPA);
		assertThat(this.projects.collectGarbage(SHOP)).isZero();
		assertThat(preview("first", "/")).isEqualTo("page 1");
	}

	@Test
	void bothVersionsOfADeploymentFindTheFilesAndPagesOfTheOther() throws IOException {
		this.projects.publish(SHOP, files("index.html", "page 1", "app-1.js", "script 1", "old.html", "old"),
				ProjectSettings.DEFAULTS);
		String first = this.projects.versions(SHOP).get(0).id();
		String next = this.projects
			.upload(SHOP, files("index.html", "page 2", "app-2.js", "script 2", "new.html", "new"),
					ProjectSettings.DEFAULTS)
			.id();
		assertThat(preview(next, "/old")).as("page of a version that only others get").isEqualTo("404");
		for (int percentage : new int[] { 0, 10, 50, 100 }) {
			Deployments.rollOut(this.projects, SHOP, next, percentage);
			for (String version : List.of(first, next)) {
				assertThat(preview(version, "/")).isEqualTo(version.equals(first) ? "page 1" : "page 2");
				assertThat(preview(version, "/app-1.js")).isEqualTo("script 1");
				assertThat(preview(version, "/app-2.js")).isEqualTo("script 2");
				assertThat(preview(version, "/old")).isEqualTo("old");
				assertThat(preview(version, "/new")).isEqualTo("new");
			}
			assertThat(get(SHOP, "/")).isEqualTo((percentage > 50) ? "200 page 2" : "200 page 1");
		}
		this.projects.deploy(SHOP, next);
		assertThat(get(SHOP, "/")).isEqualTo("200 page 2");
		assertThat(get(SHOP, "/app-1.js")).isEqualTo("200 script 1");
		assertThat(get(SHOP, "/old")).isEqualTo("404");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nope", "../blog/manifest", "", "20260101-000000-000-abcdef", "*" })
	void versionThatIsNotThereIsRefused(String version) throws IOException {
		this.projects.publish(SHOP, site(1), SPA);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.projects.rollBack(SHOP, version, ProjectChange.NONE));
	}

	@Test
	void garbageIsCollectedAndNothingElse() throws IOException {
		this.projects.publish(SHOP, site(1), SPA);
		String first = this.projects.versions(SHOP).get(0).id();
		this.projects.publish(SHOP, site(2), SPA);
		this.projects.publish(BLOG, site(1), SPA);
		assertThat(this.projects.collectGarbage(SHOP)).isZero();
		this.projects.deleteVersion(SHOP, first, ProjectChange.NONE);
		assertThat(this.projects.collectGarbage(SHOP)).isEqualTo(2);
		assertThat(this.projects.collectGarbage(SHOP)).isZero();
		assertThat(keys("project/shop/")).as("state, version, contents").hasSize(1 + 1 + 3);
		assertThat(get(SHOP, "/")).isEqualTo("200 page 2");
		assertThat(get(SHOP, "/shared.txt")).isEqualTo("200 the same");
		assertThat(get(BLOG, "/")).isEqualTo("200 page 1");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whoDiesAtAnyStepOfAPublishingLeavesOneWholeVersionAndALaterOneHeals(boolean afterTheCall) throws IOException {
		int step = 0;
		boolean died = true;
		while (died) {
			step++;
			Path place = Files.createDirectory(this.directory.resolve("step-" + afterTheCall + step));
			AssetStorage healthy = new DirectoryStorage(place);
			on(healthy).publish(SHOP, site(1), SPA);
			try {
				on(new BreakingStorage(healthy, step, afterTheCall)).publish(SHOP, site(2), SPA);
				died = false;
			}
			catch (BreakingStorage.Death ex) {
				// this step was the last one
			}
			String version = get(on(healthy), SHOP, "/").substring("200 page ".length());
			assertThat(version).as("step " + step).isIn("1", "2");
			assertThat(get(on(healthy), SHOP, "/assets/app-" + version + ".js")).isEqualTo("200 script " + version);
			assertThat(on(healthy).project(SHOP).fetch("/").getHeaders().getFirst("X-Version")).isEqualTo(version);
			assertThat(on(healthy).project(SHOP).fetch("/to").getHeaders().getFirst("Location"))
				.isEqualTo("/assets/app-" + version + ".js");
			assertThat(on(healthy).versions(SHOP)).isNotEmpty();
			on(healthy).publish(SHOP, site(3), SPA);
			assertThat(get(on(healthy), SHOP, "/")).isEqualTo("200 page 3");
			on(healthy, new Retention(1, Duration.ofDays(7))).collectGarbage(SHOP);
			assertThat(get(on(healthy), SHOP, "/assets/app-3.js")).isEqualTo("200 script 3");
		}
		assertThat(step).isGreaterThan(7);
	}

	@Test
	void whatWasReadIsServedOnWhileTheStorageFails() throws IOException {
		BreakingStorage breaking = new BreakingStorage(this.storage);
		this.projects = on(breaking);
		this.projects.publish(SHOP, site(1), SPA);
		this.projects.publish(BLOG, site(2), SPA);
		assertThat(get(SHOP, "/")).isEqualTo("200 page 1");
		breaking.fail(true);
		assertThat(get(SHOP, "/")).isEqualTo("200 page 1");
		ResponseEntity<Resource> unread = this.projects.project(BLOG).fetch("/");
		assertThat(unread.getStatusCode().value()).isEqualTo(503);
		assertThat(unread.getHeaders().getFirst("Retry-After")).isEqualTo("5");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.projects.publish(SHOP, site(3), SPA));
	}

	@Test
	void contentThatIsNotWhatItsHashSaysIsNotServed() throws IOException {
		this.projects.publish(SHOP, files("a.txt", "content"), SPA);
		String key = keys("project/shop/assets/").get(0);
		this.storage.write(key, StorageContent.of("another".getBytes(StandardCharsets.UTF_8)));
		this.projects = on(this.storage);
		Resource body = this.projects.project(SHOP).fetch("/a.txt").getBody();
		assertThatExceptionOfType(IOException.class).isThrownBy(body::getContentAsByteArray);
	}

	@Test
	void manifestThatIsRubbishIsAFailureOfTheStorage() throws IOException {
		for (String rubbish : List.of("", "rubbish", "{}", "[]", "null",
				"{\"version\":\"1\",\"files\":{\"/a\":{\"content\":{\"hash\":\"../x\",\"size\":1}}}}")) {
			this.storage.write("project/shop/manifest", StorageContent.of(rubbish.getBytes(StandardCharsets.UTF_8)));
			assertThat(get(on(this.storage), SHOP, "/")).as(rubbish).isEqualTo("503");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "//a.txt", "/../a.txt", "a//b.txt", "../a.txt", "a/../b.txt", "./a.txt",
			"a\\b.txt", "a/", "a\nb", "a\0b" })
	void pathThatIsNoneIsRefused(String path) {
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> this.projects.publish(SHOP, files("index.html", "page", path, "text"), SPA));
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void filesBeyondTheLimitsAreRefused() {
		StoredProjects limited = new StoredProjects(this.storage, NO_CACHE, new ProjectLimits(2, 10, 15),
				Defaults.RETENTION, () -> "");
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> limited.publish(SHOP, files("a", "1", "b", "2", "c", "3"), SPA))
			.withMessageContaining("more than 2 files");
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> limited.publish(SHOP, files("a", "12345678901"), SPA))
			.withMessageContaining("'a' has more than 10 bytes");
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> limited.publish(SHOP, files("a", "1234567890", "b", "1234567890"), SPA))
			.withMessageContaining("more than 15 bytes");
	}

	@Test
	void pathsBeyondTheLimitAreRefused() {
		StoredProjects limited = new StoredProjects(this.storage, NO_CACHE,
				new ProjectLimits(100, 10, 1000, 10, 5, 100, 20, 100, ProjectRestrictions.DEFAULTS), Defaults.RETENTION,
				() -> "");
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> limited.publish(SHOP, files("12345", "", "67890", "", "x", ""), SPA))
			.withMessage("The paths of the files have more than 10 bytes together,"
					+ " the limit of 'assets.projects.limits.paths-size'");
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> limited.publish(SHOP, files("üüüüüü", ""), SPA))
			.withMessageContaining("more than 10 bytes");
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> limited.publish(SHOP, files("a/".repeat(512) + "b", ""), SPA))
			.withMessageContaining("more than 1,024 characters");
	}

	@Test
	void retainedFilesStayWithinTheLimitsAndTheOldestGoFirst() throws IOException {
		StoredProjects limited = new StoredProjects(this.storage, NO_CACHE,
				new ProjectLimits(100, 100, 1000, 1000, 3, 100, 20, 100, ProjectRestrictions.DEFAULTS),
				Defaults.RETENTION, () -> "");
		for (int version = 1; version <= 6; version++) {
			limited.publish(SHOP, files("index.html", "page", "app-" + version + ".js", "script"), SPA);
		}
		assertThat(retained()).containsOnlyKeys("/app-3.js", "/app-4.js", "/app-5.js");
		ProjectVersion next = limited.upload(SHOP, files("a.js", "1", "b.js", "2", "c.js", "3", "d.js", "4"), SPA);
		Deployments.rollOut(limited, SHOP, next.id(), 10);
		assertThat(retained()).hasSize(3);
	}

	private Map<String, ?> retained() throws IOException {
		ProjectStates states = new ProjectStates(this.storage, new ProjectKeys(SHOP));
		return states.retained(states.read()).files();
	}

	@Test
	void pathsOfRetainedFilesStayWithinTheLimit() throws IOException {
		StoredProjects limited = new StoredProjects(this.storage, NO_CACHE,
				new ProjectLimits(100, 100, 1000, 40, 1000, 100, 20, 100, ProjectRestrictions.DEFAULTS),
				Defaults.RETENTION, () -> "");
		for (int version = 1; version <= 6; version++) {
			limited.publish(SHOP, files("a-long-name-" + version + ".js", "script"), SPA);
		}
		assertThat(retained()).containsOnlyKeys("/a-long-name-4.js", "/a-long-name-5.js");
	}

	@Test
	void reservedNameHasNoWayIn() throws IOException {
		ProjectId www = new ProjectId("www");
		assertReserved(() -> this.projects.publish(www, files("index.html", "1"), SPA));
		assertReserved(() -> this.projects.upload(www, files("index.html", "1"), SPA));
		assertReserved(() -> this.projects.deploy(www, "1"));
		assertReserved(() -> this.projects.rollBack(www, "1", ProjectChange.NONE));
		assertReserved(() -> this.projects.reconfigure(www, "1", SPA, ProjectChange.NONE));
		assertReserved(() -> this.projects.setAlias(www, "next", "1", ProjectChange.NONE));
		assertReserved(() -> new ProjectUploads(this.storage, this.projects, ProjectLimits.DEFAULTS).start(www,
				Uploads.manifest(Map.of(), SPA)));
		assertThat(this.directory).isEmptyDirectory();
		assertThat(this.projects.versions(www)).isEmpty();
		this.projects.delete(www);
		this.projects.collectGarbage(www);
	}

	private static void assertReserved(ThrowingCallable call) {
		assertThatExceptionOfType(InvalidProjectFilesException.class).isThrownBy(call)
			.withMessageContaining("'www' is reserved by 'assets.projects.reserved'");
	}

	@Test
	void reservedNamesCanBeReplaced() throws IOException {
		ProjectRestrictions restrictions = new ProjectRestrictions(Set.of("intranet"), List.of(), null);
		StoredProjects other = new StoredProjects(this.storage, NO_CACHE,
				new ProjectLimits(100, 100, 1000, 1000, 1000, 100, 20, 100, restrictions), Defaults.RETENTION,
				() -> "");
		assertThat(other.publish(new ProjectId("www"), files("index.html", "1"), SPA).files()).isOne();
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> other.publish(new ProjectId("intranet"), files("index.html", "1"), SPA));
	}

	@Test
	void fieldsOfTheHostAreKeptFromProjectsThatShareIt() throws IOException {
		ProjectFiles files = files("index.html", "1", "_headers", "/*\n  Set-Cookie: a=b\n  X-Accel-Redirect: /x\n");
		assertThat(this.projects.publish(SHOP, files, SPA).problems()).hasSize(1);
		assertThat(fields("")).containsOnlyKeys("Set-Cookie");
		assertThat(fields("/sites/shop")).isEmpty();
		ProjectRestrictions restrictions = new ProjectRestrictions(Set.of(), List.of("X-B"), "/sites/{project}");
		StoredProjects shared = new StoredProjects(this.storage, NO_CACHE,
				new ProjectLimits(100, 100, 1000, 1000, 1000, 100, 20, 100, restrictions), Defaults.RETENTION,
				() -> "");
		ProjectVersion version = shared.publish(SHOP, files("index.html", "1", "_redirects", "/sites/shop/a /b\n",
				"_headers", "/*\n  Set-Cookie: a=b\n  X-A: 1\n  X-B: 1\n"), SPA);
		assertThat(version.problems()).extracting(RuleProblem::reason)
			.satisfiesExactly((reason) -> assertThat(reason).contains("repeats the base path /sites/shop"),
					(reason) -> assertThat(reason).contains("same host"),
					(reason) -> assertThat(reason).contains("denied-headers"));
		assertThat(shared.project(SHOP).fetch("/").getHeaders().get("Set-Cookie")).isNull();
		assertThat(shared.project(SHOP).fetch("/").getHeaders().getFirst("X-A")).isEqualTo("1");
	}

	private Map<String, String> fields(String basePath) throws IOException {
		return Deployments.snapshot(this.projects, SHOP, basePath, null)
			.router()
			.headerRules()
			.match("h", "/")
			.get(0)
			.set();
	}

	@Test
	void patternsBeyondTheLimitsAreRefused() {
		for (List<String> patterns : List.of(Collections.nCopies(101, "/a"), List.of("/" + "a".repeat(100)))) {
			ProjectSettings settings = new ProjectSettings(HtmlHandling.NONE, NotFoundHandling.NONE, patterns);
			assertThatExceptionOfType(InvalidProjectFilesException.class)
				.isThrownBy(() -> this.projects.publish(SHOP, files("index.html", "1"), settings))
				.withMessageContaining("'immutable'");
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	@Timeout(60)
	void awkwardRulesTakeTimeInProportionToThePaths() throws IOException {
		long once = nanosToLoadBelow("a-".repeat(100) + "/");
		assertThat(once).as("nanoseconds of this thread").isGreaterThan(1_000_000);
		assertThat(nanosToLoadBelow(("a-".repeat(100) + "/").repeat(3))).as("nanoseconds for 3 times the path")
			.isLessThan(once * 7);
	}

	/**
	 * Return the least time that this thread needed, so that nothing else on the machine
	 * counts.
	 */
	private long nanosToLoadBelow(String folder) throws IOException {
		StringBuilder headers = new StringBuilder();
		StringBuilder redirects = new StringBuilder();
		List<String> immutable = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			headers.append("https://:h.example.com/*:a-:b-:c-:d-:e-:f-:g-").append(i).append("\n  X-A: :splat\n");
			redirects.append("/*:a-:b-:c-:d-:e-:f-:g-:h-:i-").append(i).append(" /z\n");
			immutable.add("/*" + "a-".repeat(45) + i);
		}
		Map<String, byte[]> files = new LinkedHashMap<>();
		for (int i = 0; i < 500; i++) {
			files.put(folder + i + ".txt", new byte[0]);
		}
		files.put("_headers", headers.toString().getBytes(StandardCharsets.UTF_8));
		files.put("_redirects", redirects.toString().getBytes(StandardCharsets.UTF_8));
		this.projects.publish(SHOP, ProjectFiles.ofMap(files),
				new ProjectSettings(HtmlHandling.AUTO_TRAILING_SLASH, NotFoundHandling._404_PAGE, immutable));
		ProjectStates states = new ProjectStates(this.storage, new ProjectKeys(SHOP));
		ProjectState state = states.read();
		ProjectStates.Loaded loaded = states.load(state, Composition.of(state, Deployments.main(state)));
		try (StorageLoads loads = new StorageLoads("a test", Defaults.LOADS)) {
			ProjectSnapshotFactory factory = new ProjectSnapshotFactory(
					new StoredBlobs(this.storage, loads, 0, Duration.ZERO), ProjectRestrictions.DEFAULTS);
			ThreadMXBean threads = ManagementFactory.getThreadMXBean();
			long least = Long.MAX_VALUE;
			for (int i = 0; i < 5; i++) {
				long start = threads.getCurrentThreadCpuTime();
				factory.create(loaded, new ProjectKeys(SHOP), BasePath.ROOT);
				least = Math.min(least, threads.getCurrentThreadCpuTime() - start);
			}
			return least;
		}
	}

	@Test
	void ignoredFilesAreNotPublished() throws IOException {
		this.projects.publish(SHOP, files("index.html", "page", ".env", "SECRET=1", "a/.git/config", "git", "x.map",
				"map", "WEB-INF/web.xml", "xml", ".assetsignore", "*.map\n"), ProjectSettings.DEFAULTS);
		assertThat(this.projects.versions(SHOP).get(0).files()).isEqualTo(1);
		assertThat(keys("project/shop/assets/")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-a", "a-", "A", "a.b", "a/b", "../a", "a b", "ä", "a\0", "a\n", "%2e%2e",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void nameThatIsNoneIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ProjectId(name));
	}

	/**
	 * A content that counts how often it is read.
	 *
	 * @param bytes the content
	 * @param opened how often it was
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record CountedContent(byte[] bytes, AtomicInteger opened) implements StorageContent {

		CountedContent(byte[] bytes) {
			this(bytes, new AtomicInteger());
		}

		@Override
		public long size() {
			return this.bytes.length;
		}

		@Override
		public InputStream open() {
			this.opened.incrementAndGet();
			return new ByteArrayInputStream(this.bytes);
		}

	}

}
