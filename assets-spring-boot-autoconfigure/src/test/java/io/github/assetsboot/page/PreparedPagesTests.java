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

package io.github.assetsboot.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.collection.Representation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link PreparedPages}, the first test to read of this package.
 * <p>
 * The pages of a directory are read at start, once for each content. A page that is
 * changed in place is read again, and a reload reads new contents only.
 */
@ExtendWith(OutputCaptureExtension.class)
class PreparedPagesTests {

	private static final String HTML = "text/html; charset=utf-8";

	private static final String POLICY = "script-src 'self' {script-hashes}; style-src 'self'";

	@TempDir
	private Path directory;

	private AssetCollection collection() throws IOException {
		return AssetCollection.read(AssetLocation.of(this.directory.toString(), null).open(), (path) -> false);
	}

	private static PreparedPages prepare(String policy) {
		return PreparedPages.of(new PageSettings("page-data", null, policy, false, false, false, "assets"), null);
	}

	private void write(String name, String content) throws IOException {
		Files.writeString(this.directory.resolve(name), content);
	}

	private static Representation page(AssetCollection assets, String path) throws IOException {
		Asset asset = assets.get(path);
		assertThat(asset).isNotNull();
		return asset.current();
	}

	@Test
	void pagesAreReadOnceAndNotAgainForARequestOrAReload() throws IOException {
		write("index.html", "<script>a</script>");
		write("app.js", "a");
		AssetCollection assets = collection();
		Representation page = page(assets, "/index.html");
		PreparedPages pages = prepare(POLICY);
		pages.read(assets, null);
		Files.delete(this.directory.resolve("index.html"));
		String policy = pages.fields(page, HTML).policy();
		assertThat(policy).isEqualTo("script-src 'self' " + PageContent.hash("a") + "; style-src 'self'");
		PreparedPages next = prepare(POLICY);
		next.read(assets, pages);
		assertThat(next.fields(page, HTML).policy()).isEqualTo(policy);
		assertThatIOException().isThrownBy(() -> prepare(POLICY).fields(page, HTML));
		assertThat(pages.describe().withPolicy()).isEqualTo(1);
		assertThat(pages.describe().hashes()).isEqualTo(1);
		assertThat(pages.describe().policy()).isEqualTo(POLICY);
	}

	@Test
	void pageThatIsChangedInPlaceGetsTheHashesOfItsNewContent() throws IOException {
		write("index.html", "<script>a</script>");
		AssetCollection assets = collection();
		PreparedPages pages = prepare(POLICY);
		pages.read(assets, null);
		write("index.html", "<script>changed</script>");
		assertThat(pages.fields(page(assets, "/index.html"), HTML).policy()).contains(PageContent.hash("changed"));
	}

	@Test
	void withoutASettingNoPageIsRead() throws IOException {
		write("index.html", "<script>a</script>");
		AssetCollection assets = collection();
		Files.delete(this.directory.resolve("index.html"));
		PreparedPages pages = PreparedPages.of(new PageSettings("page-data", null, null, false, false, false, "assets"),
				null);
		assertThat(pages.fill(assets, null)).isSameAs(assets);
		pages.read(assets, null);
		assertThat(pages.policyField()).isNull();
		assertThat(pages.hasLinks() || pages.hasNonces() || pages.isFilling()).isFalse();
	}

	@Test
	void attributesThatThePolicyBlocksAreOneWarning(CapturedOutput output) throws IOException {
		for (int i = 0; i < 9; i++) {
			write("page" + i + ".html", "<p style='color: red' onclick='a()'>");
		}
		write("clean.html", "<p>");
		prepare(POLICY).read(collection(), null);
		assertThat(output).containsOnlyOnce("Browsers ignore these attributes")
			.contains("/page4.html: event-handler attributes or 'javascript:' URLs, style attributes")
			.contains("and 4 more pages")
			.doesNotContain("/page5.html", "clean.html");
	}

	@Test
	void attributesThatThePolicyAllowsAreNoWarning(CapturedOutput output) throws IOException {
		write("index.html", "<p style='color: red' onclick='a()'>");
		prepare("img-src 'self'").read(collection(), null);
		prepare("script-src {script-hashes} 'unsafe-hashes'; style-src 'self'; style-src-attr 'unsafe-inline'")
			.read(collection(), null);
		assertThat(output).doesNotContain("Browsers ignore");
	}

	@Test
	void pageThatCannotBeReadAsHtmlGetsNoHashes(CapturedOutput output) throws IOException {
		byte[] page = { (byte) 0xFF, (byte) 0xFE, 'a', 0, 0 };
		Files.write(this.directory.resolve("index.html"), page);
		AssetCollection assets = collection();
		PreparedPages pages = prepare(POLICY);
		pages.read(assets, null);
		assertThat(output).containsOnlyOnce("The page /index.html gets no hashes and no links");
		assertThat(pages.fields(page(assets, "/index.html"), HTML).policy())
			.isEqualTo("script-src 'self'; style-src 'self'");
	}

	@Test
	void pageThatCannotBeReadAsHtmlIsSentWithoutItsNonce(CapturedOutput output) throws IOException {
		byte[] page = { (byte) 0xFF, (byte) 0xFE, 'a', 0, 0 };
		Files.write(this.directory.resolve("index.html"), page);
		PreparedPages pages = prepare("script-src {nonce}");
		pages.read(collection(), null);
		assertThat(pages.withNonce(page, HTML, "abc")).isSameAs(page);
		assertThat(output).containsOnlyOnce("The page /index.html gets no hashes and no links");
	}

	@Test
	void namesOfTheDataAreDescribedWithoutValues() {
		PreparedPages pages = PreparedPages.of(new PageSettings("page-data", null, null, false, false, false, "assets"),
				Map.of("apiUrl", "secret"));
		assertThat(pages.describe().data()).containsExactly("apiUrl");
		assertThat(pages.describe().toString()).doesNotContain("secret");
	}

	@ParameterizedTest
	@CsvSource({ "config.json, it is not a path inside the directory of the assets",
			"/a//b.json, it is not a path inside the directory of the assets",
			"/../b.json, it is not a path inside the directory of the assets",
			"/a b.json, it is not a path inside the directory of the assets",
			"/a.json?b.json, it is not a path inside the directory of the assets",
			"/config, it does not end with '.json'" })
	void pathOfTheDataIsChecked(String path, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> PageSettings.checkDataPath(path)).withMessage(reason);
		assertThatNoException().isThrownBy(() -> PageSettings.checkDataPath("/api/config.json"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "\u00e4" })
	void idIsChecked(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> PageSettings.checkDataId(id));
		assertThatNoException().isThrownBy(() -> PageSettings.checkDataId("page-data"));
	}

	@Test
	void longPolicyIsAWarning(CapturedOutput output) throws IOException {
		write("index.html", "<script>a</script>");
		prepare(POLICY).read(collection(), null);
		assertThat(output).doesNotContain("refuse to send");
		write("index.html",
				IntStream.range(0, 200).mapToObj((i) -> "<script>" + i + "</script>").collect(Collectors.joining()));
		prepare(POLICY).read(collection(), null);
		assertThat(output).containsOnlyOnce("a proxy may refuse to send")
			.containsPattern("/index\\.html: \\d+ characters");
	}

	@Test
	void everyKindOfPageIsFilledAndTheDataFitsXml() throws IOException {
		String element = "<script type=\"application/json\" id=\"page-data\"></script>";
		write("a.html", element);
		write("b.htm", element);
		write("c.xhtml", element);
		write("d.txt", element);
		AssetCollection assets = data("/config.json").fill(collection(), null);
		for (String path : List.of("/a.html", "/b.htm", "/c.xhtml")) {
			assertThat(text(assets, path)).isEqualTo(element.replace("><", ">{\"a\":\"\\u003c\\u0026\\u003e\"}<"));
		}
		assertThat(text(assets, "/d.txt")).isEqualTo(element);
	}

	@Test
	void onlyAFileOfTheDirectoryIsInTheWayOfTheData() throws IOException {
		AssetCollection own = collection().withOthers(data("/config.json").fill(collection(), null));
		assertThat(text(data("/config.json").fill(own, null), "/config.json")).contains("\\u0026");
		write("config.json", "{}");
		assertThatIllegalArgumentException().isThrownBy(() -> data("/config.json").fill(collection(), null));
	}

	private static PreparedPages data(String path) {
		return PreparedPages.of(new PageSettings("page-data", path, null, false, false, false, "assets"),
				Map.of("a", "<&>"));
	}

	private static String text(AssetCollection assets, String path) throws IOException {
		return new String(page(assets, path).source().readAll(), StandardCharsets.UTF_8);
	}

}
