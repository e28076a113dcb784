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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.Resource;
import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProjectUploads}.
 *
 * @author the Assets for Spring Boot authors
 */
class ProjectUploadsTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final byte[] PAGE = "page".getBytes(StandardCharsets.UTF_8);

	private static final byte[] LONG_PAGE = "page ".repeat(1000).getBytes(StandardCharsets.UTF_8);

	private static final byte[] HEADERS = "/*\n  X-Rule: yes\n".getBytes(StandardCharsets.UTF_8);

	private static final String HASH = BlobId.of(PAGE).hash();

	private static final Map<String, BlobId> SITE = Map.of("/index.html", BlobId.of(PAGE), "/_headers",
			BlobId.of(HEADERS));

	@TempDir
	private Path directory;

	private AssetStorage storage;

	private StoredProjects projects;

	private ProjectUploads uploads;

	@BeforeEach
	void prepare() {
		this.storage = new DirectoryStorage(this.directory);
		this.projects = projects(ProjectLimits.DEFAULTS);
		this.uploads = uploads();
	}

	private StoredProjects projects(ProjectLimits limits) {
		return new StoredProjects(this.storage, Defaults.CACHE, limits, Defaults.RETENTION, () -> "");
	}

	/**
	 * Those of an instance that knows nothing of the others.
	 */
	private ProjectUploads uploads() {
		return new ProjectUploads(this.storage, this.projects, ProjectLimits.DEFAULTS);
	}

	private List<String> keys(String prefix) throws IOException {
		List<String> keys = new ArrayList<>();
		this.storage.list(prefix, keys::add);
		return keys;
	}

	private void write(ProjectUploads uploads, String upload, byte[] content) throws IOException {
		uploads.write(SHOP, upload, BlobId.of(content).hash(), new ByteArrayInputStream(content));
	}

	@Test
	void eachStepCanBeAnotherInstances() throws IOException {
		ProjectUpload upload = uploads().start(SHOP, Uploads.manifest(SITE));
		assertThat(upload.missing()).containsExactlyInAnyOrder(HASH, BlobId.of(HEADERS).hash());
		write(uploads(), upload.id(), PAGE);
		write(uploads(), upload.id(), HEADERS);
		ProjectVersion version = uploads().activate(SHOP, upload.id(), null);
		assertThat(version.files()).isEqualTo(1);
		assertThat(this.projects.project(SHOP).fetch("/").getHeaders().getFirst("X-Rule")).isEqualTo("yes");
		Resource body = this.projects.project(SHOP).fetch("/").getBody();
		assertThat(body.getContentAsByteArray()).isEqualTo(PAGE);
		assertThat(keys("project/shop/uploads/")).isEmpty();
	}

	@Test
	void whatTheStorageHasIsNotMissing() throws IOException {
		this.projects.publish(SHOP, ProjectFiles.ofMap(Map.of("other.html", PAGE)), ProjectSettings.DEFAULTS);
		ProjectUpload upload = this.uploads.start(SHOP, Uploads.manifest(SITE));
		assertThat(upload.missing()).containsExactly(BlobId.of(HEADERS).hash());
		write(this.uploads, upload.id(), HEADERS);
		this.uploads.activate(SHOP, upload.id(), null);
		assertThat(this.projects.project(SHOP).fetch("/").getStatusCode().value()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 3, 5, 1000 })
	void contentThatTheStorageHasIsNotTakenForAnotherOne(long size) throws IOException {
		this.projects.publish(SHOP, ProjectFiles.ofMap(Map.of("page.txt", PAGE)), ProjectSettings.DEFAULTS);
		ProjectUpload upload = this.uploads.start(SHOP, Uploads.manifest(Map.of("/other.txt", new BlobId(HASH, size))));
		assertThat(upload.missing()).containsExactly(HASH);
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> write(this.uploads, upload.id(), PAGE))
			.withMessageContaining(size + " were announced");
		assertThatExceptionOfType(IncompleteUploadException.class)
			.isThrownBy(() -> this.uploads.activate(SHOP, upload.id(), null));
		assertThat(this.projects.versions(SHOP)).hasSize(1);
	}

	/**
	 * Nothing is read or written but the coded representation of the page.
	 */
	@Test
	void contentsThatWereSentAreWhereVersionsReferToThem() throws IOException {
		byte[] image = new byte[5000];
		Map<String, BlobId> files = Map.of("/index.html", BlobId.of(LONG_PAGE), "/a.png", BlobId.of(image));
		ProjectUpload upload = this.uploads.start(SHOP, Uploads.manifest(files));
		write(this.uploads, upload.id(), LONG_PAGE);
		write(this.uploads, upload.id(), image);
		List<String> sent = keys("project/shop/assets/");
		BreakingStorage counting = new BreakingStorage(this.storage);
		ProjectUploads counted = new ProjectUploads(counting,
				new StoredProjects(counting, Defaults.CACHE, ProjectLimits.DEFAULTS, Defaults.RETENTION, () -> ""),
				ProjectLimits.DEFAULTS);
		counted.activate(SHOP, upload.id(), null);
		assertThat(counting.opened).as("the page, to be coded").isEqualTo(1);
		assertThat(keys("project/shop/assets/")).hasSize(3).containsAll(sent);
		assertThat(keys("project/shop/uploads/")).isEmpty();
		Resource body = this.projects.project(SHOP).fetch("/a.png").getBody();
		assertThat(body.getContentAsByteArray()).isEqualTo(image);
	}

	@Test
	void collectionSparesTheContentsOfAnUpload() throws IOException {
		this.projects.publish(SHOP, ProjectFiles.ofMap(Map.of("index.html", HEADERS)), ProjectSettings.DEFAULTS);
		ProjectUpload upload = this.uploads.start(SHOP, Uploads.manifest(SITE));
		write(this.uploads, upload.id(), PAGE);
		write(this.uploads, upload.id(), HEADERS);
		StoredProjects few = new StoredProjects(this.storage, Defaults.CACHE, ProjectLimits.DEFAULTS,
				new Retention(1, Duration.ofDays(1)), () -> "");
		for (int i = 0; i < 3; i++) {
			few.publish(SHOP, ProjectFiles.ofMap(Map.of("index.html", new byte[] { (byte) i })),
					ProjectSettings.DEFAULTS);
			few.collectGarbage(SHOP);
		}
		List<String> sent = keys("project/shop/assets/");
		this.uploads.activate(SHOP, upload.id(), null);
		assertThat(keys("project/shop/assets/")).as("no copies").isEqualTo(sent);
		assertThat(this.projects.project(SHOP).fetch("/").getHeaders().getFirst("X-Rule")).isEqualTo("yes");
	}

	/**
	 * The collector may delete the contents of such an upload at any time.
	 */
	@Test
	void contentsOfAnUploadThatACollectionHasNotSeenAreCopied() throws IOException {
		ProjectUpload upload = this.uploads.start(SHOP, Uploads.manifest(SITE));
		write(this.uploads, upload.id(), PAGE);
		write(this.uploads, upload.id(), HEADERS);
		this.projects.publish(SHOP, ProjectFiles.ofMap(Map.of("index.html", LONG_PAGE)), ProjectSettings.DEFAULTS);
		new ProjectStates(this.storage, new ProjectKeys(SHOP))
			.change((state) -> state.collected(1, state.retained(), Set.of()));
		this.uploads.activate(SHOP, upload.id(), null);
		this.storage.delete(keys("project/shop/assets/").stream().filter((key) -> ProjectKeys.epoch(key) < 2).toList());
		Resource body = this.projects.project(SHOP).fetch("/").getBody();
		assertThat(body.getContentAsByteArray()).isEqualTo(PAGE);
	}

	@Test
	void fileThatIsUnchangedIsNotReadFromTheStorage() throws IOException {
		this.projects.publish(SHOP, ProjectFiles.ofMap(Map.of("index.html", LONG_PAGE)), ProjectSettings.DEFAULTS);
		BreakingStorage counting = new BreakingStorage(this.storage);
		ProjectUploads counted = new ProjectUploads(counting,
				new StoredProjects(counting, Defaults.CACHE, ProjectLimits.DEFAULTS, Defaults.RETENTION, () -> ""),
				ProjectLimits.DEFAULTS);
		ProjectUpload upload = counted.start(SHOP, Uploads.manifest(Map.of("/index.html", BlobId.of(LONG_PAGE))));
		counted.activate(SHOP, upload.id(), null);
		assertThat(counting.opened).isZero();
		assertThat(this.projects.versions(SHOP)).hasSize(2);
		Resource body = this.projects.project(SHOP).fetch("/").getBody();
		assertThat(body.getContentAsByteArray()).isEqualTo(LONG_PAGE);
	}

	@Test
	void contentThatWasDeletedMeanwhileIsMissing() throws IOException {
		this.projects.publish(SHOP, ProjectFiles.ofMap(Map.of("other.html", PAGE)), ProjectSettings.DEFAULTS);
		ProjectUpload upload = this.uploads.start(SHOP, Uploads.manifest(SITE));
		write(this.uploads, upload.id(), HEADERS);
		this.storage.delete(List.of("project/shop/assets/" + HASH + "-4.0"));
		assertThatExceptionOfType(IncompleteUploadException.class)
			.isThrownBy(() -> this.uploads.activate(SHOP, upload.id(), null))
			.satisfies((ex) -> assertThat(ex.missing()).containsExactly(HASH));
		write(this.uploads, upload.id(), PAGE);
		this.uploads.activate(SHOP, upload.id(), null);
		assertThat(this.projects.project(SHOP).fetch("/").getStatusCode().value()).isEqualTo(200);
	}

	@Test
	void uploadIsGarbageAfterADay() throws IOException {
		ProjectUpload young = this.uploads.start(SHOP, Uploads.manifest(SITE));
		write(this.uploads, young.id(), PAGE);
		String old = ProjectKeys.uploadName(SortableName.of(Instant.now().minus(Duration.ofHours(25))), 0);
		byte[] manifest = this.storage.read("project/shop/uploads/" + young.id());
		this.storage.write("project/shop/uploads/" + old, StorageContent.of(manifest));
		this.projects.collectGarbage(SHOP);
		assertThat(keys("project/shop/uploads/")).containsExactly("project/shop/uploads/" + young.id());
		assertThatExceptionOfType(UnknownUploadException.class)
			.isThrownBy(() -> this.uploads.activate(SHOP, old, null));
	}

	@Test
	void uploadThatCannotBeReadStopsNoCollection() throws IOException {
		ProjectUpload upload = this.uploads.start(SHOP, Uploads.manifest(SITE));
		write(this.uploads, upload.id(), PAGE);
		this.storage.write("project/shop/uploads/" + upload.id(), StorageContent.of(HEADERS));
		assertThat(this.projects.collectGarbage(SHOP)).isEqualTo(1);
		assertThat(keys("project/shop/assets/")).isEmpty();
	}

	/**
	 * A client that starts many large uploads makes no collection take long.
	 */
	@Test
	void collectionReadsTheLatestUploadsOnly() throws IOException {
		for (int i = 0; i < 30; i++) {
			this.uploads.start(SHOP, Uploads.manifest(SITE));
		}
		int[] reads = { 0 };
		AssetStorage counting = new ForwardingStorage(this.storage) {

			@Override
			public byte @Nullable [] read(String key) throws IOException {
				reads[0] += key.startsWith("project/shop/uploads/") ? 1 : 0;
				return super.read(key);
			}

		};
		new StoredProjects(counting, Defaults.CACHE, ProjectLimits.DEFAULTS, Defaults.RETENTION, () -> "")
			.collectGarbage(SHOP);
		assertThat(reads[0]).isEqualTo(10);
	}

	@Test
	void deletedProjectHasNoUploads() throws IOException {
		ProjectUpload upload = this.uploads.start(SHOP, Uploads.manifest(SITE));
		this.projects.delete(SHOP);
		assertThat(keys("project/shop/")).containsExactly("project/shop/manifest");
		assertThatExceptionOfType(UnknownUploadException.class)
			.isThrownBy(() -> this.uploads.activate(SHOP, upload.id(), null));
	}

	@Test
	void uploadOfAnotherProjectIsNotSeen() throws IOException {
		ProjectUpload upload = this.uploads.start(SHOP, Uploads.manifest(SITE));
		assertThatExceptionOfType(UnknownUploadException.class)
			.isThrownBy(() -> this.uploads.activate(new ProjectId("blog"), upload.id(), null));
	}

	/**
	 * UTF-8 has no such character, so that the state could never be read again.
	 */
	@Test
	void halfOfACharacterCannotBePublished() throws IOException {
		String half = "/\ud800";
		ProjectSettings settings = new ProjectSettings(ProjectSettings.DEFAULTS.htmlHandling(),
				ProjectSettings.DEFAULTS.notFoundHandling(), List.of(half));
		ProjectFiles files = ProjectFiles.ofMap(Map.of(half, PAGE));
		byte[] json = ("{\"files\":{\"/\\ud800\":{\"hash\":\"" + HASH + "\",\"size\":4}}}")
			.getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> UploadManifestReader.read(new ByteArrayInputStream(json), ProjectLimits.DEFAULTS));
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> this.uploads.start(SHOP, Uploads.manifest(SITE, settings)));
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> this.projects.publish(SHOP, files, ProjectSettings.DEFAULTS));
		assertThat(this.projects.versions(SHOP)).isEmpty();
	}

	@Test
	void patternThatCannotBeServedCannotBePublished() {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> new ProjectSettings(ProjectSettings.DEFAULTS.htmlHandling(),
					ProjectSettings.DEFAULTS.notFoundHandling(), List.of("assets/*")));
	}

}
