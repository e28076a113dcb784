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

package io.github.assetsboot.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.ViteTags;
import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The elements that load entries of a Vite build.
 *
 * @author the Assets for Spring Boot authors
 */
class ViteTagsTests {

	private static final String MANIFEST = """
			{"src/main.ts": {"file": "assets/main-1.js", "isEntry": true, "imports": ["_shared.js"],
			  "css": ["assets/main-1.css"]},
			 "src/admin.ts": {"file": "assets/admin-1.js", "isEntry": true, "imports": ["_shared.js", "src/main.ts"]},
			 "_shared.js": {"file": "assets/shared-1.js", "css": ["assets/shared-1.css"]},
			 "src/print.css": {"file": "assets/print-1.css", "isEntry": true}}""";

	@TempDir
	Path directory;

	private WebApplicationContextRunner runner;

	@BeforeEach
	void build() throws IOException {
		for (String file : new String[] { "main-1.js", "main-1.css", "admin-1.js", "shared-1.js", "shared-1.css",
				"print-1.css" }) {
			write("assets/" + file, "content of " + file);
		}
		write(".vite/manifest.json", MANIFEST);
		this.runner = new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(AssetsAutoConfiguration.class, AssetsServletAutoConfiguration.class))
			.withPropertyValues("assets.directory=" + this.directory);
	}

	@AfterEach
	void leaveRequest() {
		RequestContextHolder.resetRequestAttributes();
	}

	private void write(String path, String content) throws IOException {
		Path file = this.directory.resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

	private static String integrity(String file) {
		try {
			byte[] content = ("content of " + file).getBytes(StandardCharsets.UTF_8);
			return "sha384-" + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-384").digest(content));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String style(String url, String file) {
		return "<link rel=\"stylesheet\" crossorigin href=\"%s%s\" integrity=\"%s\">".formatted(url, file,
				integrity(file));
	}

	private static String script(String url, String file) {
		return "<script type=\"module\" crossorigin src=\"%s%s\" integrity=\"%s\"></script>".formatted(url, file,
				integrity(file));
	}

	private static String module(String url, String file) {
		return "<link rel=\"modulepreload\" crossorigin href=\"%s%s\" integrity=\"%s\">".formatted(url, file,
				integrity(file));
	}

	@Test
	void filesOfAnEntryComeInTheOrderOfTheGuideOfVite() {
		this.runner.run((context) -> {
			ViteTags tags = context.getBean(AssetUrls.class).vite("src/main.ts");
			String url = "/assets/";
			assertThat(tags.toString().lines()).containsExactly(style(url, "main-1.css"), style(url, "shared-1.css"),
					script(url, "main-1.js"), module(url, "shared-1.js"));
			assertThat(tags.styles() + "\n" + tags.scripts()).isEqualTo(tags.toString());
			assertThat(context.getBean(AssetUrls.class).vite("/src/main.ts")).hasToString(tags.toString());
		});
	}

	@Test
	void filesThatSeveralEntriesNeedAreLoadedOnce() {
		this.runner.run((context) -> {
			ViteTags tags = context.getBean(AssetUrls.class).vite("src/admin.ts", "src/print.css", "src/main.ts");
			String url = "/assets/";
			assertThat(tags.toString().lines()).containsExactly(style(url, "shared-1.css"), style(url, "main-1.css"),
					style(url, "print-1.css"), script(url, "admin-1.js"), script(url, "main-1.js"),
					module(url, "shared-1.js"));
		});
	}

	@Test
	void styleSheetAsAnEntryNeedsNoScript() {
		this.runner.run((context) -> {
			ViteTags tags = context.getBean(AssetUrls.class).vite("src/print.css");
			assertThat(tags).hasToString(style("/assets/", "print-1.css"));
			assertThat(tags.scripts()).isEmpty();
		});
	}

	@Test
	void everyElementHasTheNonce() {
		this.runner.run((context) -> {
			ViteTags tags = context.getBean(AssetUrls.class).vite("src/main.ts");
			assertThat(tags.nonce("a\"b").toString().lines()).hasSize(4)
				.allMatch((line) -> line.contains(" nonce=\"a&quot;b\">"));
			assertThat(tags.nonce("a").nonce(null)).hasToString(tags.toString()).isEqualTo(tags);
		});
	}

	@Test
	void urlsHaveTheContextPathTheBasePathAndThePrefix() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setContextPath("/shop");
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
		this.runner.withPropertyValues("assets.base-path=/ui", "assets.url-prefix=https://cdn.example.com")
			.run((context) -> assertThat(context.getBean(AssetUrls.class).vite("src/print.css"))
				.hasToString(style("https://cdn.example.com/shop/ui/assets/", "print-1.css")));
	}

	@Test
	void unknownEntryFailsWithTheNamesThatAreThere() {
		this.runner.run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> context.getBean(AssetUrls.class).vite("src/main.js"))
			.withMessage("The Vite manifest has no entry 'src/main.js'. Its entries are: src/admin.ts, src/main.ts,"
					+ " src/print.css"));
	}

	@Test
	void applicationWithoutAManifestStartsAndFailsWhenItAsksForAnEntry() throws IOException {
		Files.delete(this.directory.resolve(".vite/manifest.json"));
		this.runner.run((context) -> assertThatIllegalStateException()
			.isThrownBy(() -> context.getBean(AssetUrls.class).vite("src/main.ts"))
			.withMessageContaining("There is no Vite manifest.")
			.withMessageContaining("'build.manifest'"));
	}

	@Test
	void fileThatIsMissingFailsWithItsName() throws IOException {
		Files.delete(this.directory.resolve("assets/shared-1.css"));
		this.runner.run((context) -> assertThatIllegalStateException()
			.isThrownBy(() -> context.getBean(AssetUrls.class).vite("src/main.ts"))
			.withMessageContaining("'assets/shared-1.css'"));
	}

	@Test
	void manifestMayHaveAnotherNameAndIsNotServed() throws IOException {
		Files.move(this.directory.resolve(".vite/manifest.json"), this.directory.resolve("assets/manifest.json"));
		this.runner.withPropertyValues("assets.vite.manifest=/assets/manifest.json").run((context) -> {
			assertThat(context.getBean(AssetUrls.class).vite("src/print.css").toString()).contains("print-1.css");
			assertThat(context.getBean(AssetCollections.class).standard().snapshot().router().assets().ignored())
				.containsEntry("/assets/manifest.json", "a built-in rule: the Vite manifest is never served");
		});
	}

	@Test
	void applicationWhoseNamedManifestIsBrokenDoesNotStart() throws IOException {
		write("vite.json", "{\"src/main.ts\": {}}");
		this.runner.withPropertyValues("assets.vite.manifest=vite.json")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidAssetsPropertyException.class)
				.hasMessage("Invalid value 'vite.json' for property 'assets.vite.manifest': in " + this.directory
						+ ", 'src/main.ts' has no 'file'"));
	}

	@Test
	void brokenManifestThatNobodyHasNamedDoesNotMatterUntilAnEntryIsAskedFor() throws IOException {
		write(".vite/manifest.json", "{\"src/main.ts\": {}}");
		this.runner.run((context) -> assertThatException()
			.isThrownBy(() -> context.getBean(AssetUrls.class).vite("src/main.ts"))
			.withMessageContaining("'src/main.ts' has no 'file'"));
	}

	@Test
	void applicationWhoseNamedManifestIsMissingDoesNotStart() throws IOException {
		Files.delete(this.directory.resolve(".vite/manifest.json"));
		this.runner.withPropertyValues("assets.vite.manifest=manifest.json").run((context) -> {
			InvalidAssetsPropertyException failure = invalidProperty(context);
			assertThat(failure).hasMessageEndingWith("in " + this.directory + ", there is no such file");
			assertThat(failure.getAction()).contains("'build.manifest' and 'build.outDir'");
		});
	}

	@Test
	void failureNamesTheManifestThatIsElsewhere() throws IOException {
		write("shop/.vite/manifest.json", MANIFEST);
		this.runner.withPropertyValues("assets.vite.manifest=build/.vite/manifest.json").run((context) -> {
			InvalidAssetsPropertyException failure = invalidProperty(context);
			assertThat(failure).hasMessageEndingWith("in " + this.directory
					+ ", there is no such file, but there is '.vite/manifest.json', 'shop/.vite/manifest.json'");
			assertThat(failure.getAction()).contains("'--outDir'")
				.endsWith("set the property to '.vite/manifest.json' or 'shop/.vite/manifest.json'.");
		});
	}

	private static InvalidAssetsPropertyException invalidProperty(AssertableWebApplicationContext context) {
		assertThat(context).hasFailed();
		return (InvalidAssetsPropertyException) NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
	}

	@Test
	void headerOfAResponseTellsTheFilesOfAnEntry() {
		this.runner.run((context) -> {
			MockHttpServletResponse response = new MockHttpServletResponse();
			context.getBean(AssetUrls.class).vite("src/main.ts").preload(response);
			assertThat(response.getHeaders("Link")).containsExactly(
					"</assets/main-1.css>; rel=preload; as=style; crossorigin; integrity=\"%s\""
						.formatted(integrity("main-1.css")),
					"</assets/shared-1.css>; rel=preload; as=style; crossorigin; integrity=\"%s\""
						.formatted(integrity("shared-1.css")),
					"</assets/main-1.js>; rel=modulepreload; crossorigin; integrity=\"%s\""
						.formatted(integrity("main-1.js")),
					"</assets/shared-1.js>; rel=modulepreload; crossorigin; integrity=\"%s\""
						.formatted(integrity("shared-1.js")));
		});
	}

	@Test
	void headerOfAResponseHasTheNonceOfTheElements() {
		this.runner.run((context) -> {
			ViteTags tags = context.getBean(AssetUrls.class).vite("src/main.ts");
			assertThat(links(tags.nonce("r4nd0m"))).hasSize(4).allMatch((link) -> link.endsWith("; nonce=\"r4nd0m\""));
			assertThat(links(tags.nonce("a\"b\\c"))).allMatch((link) -> link.endsWith("; nonce=\"a\\\"b\\\\c\""));
			assertThat(links(tags.nonce("r4nd0m").nonce(null))).isEqualTo(links(tags))
				.noneMatch((link) -> link.contains("nonce"));
		});
	}

	private static List<String> links(ViteTags tags) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		tags.preload(response);
		return response.getHeaders("Link");
	}

	@Test
	void headerOfAResponseTellsTwelveFilesAtMost() throws IOException {
		List<String> chunks = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			write("assets/" + i + ".js", "content");
			chunks.add("\"_%d.js\": {\"file\": \"assets/%d.js\"}".formatted(i, i));
		}
		String imports = IntStream.range(0, 20)
			.mapToObj((i) -> "\"_" + i + ".js\"")
			.collect(Collectors.joining(", ", "[", "]"));
		write(".vite/manifest.json", "{\"main.ts\": {\"file\": \"assets/main-1.js\", \"imports\": " + imports + "}, "
				+ String.join(", ", chunks) + "}");
		this.runner.run((context) -> {
			MockHttpServletResponse response = new MockHttpServletResponse();
			context.getBean(AssetUrls.class).vite("main.ts").preload(response);
			assertThat(response.getHeaders("Link")).hasSize(12);
			assertThat(context.getBean(AssetUrls.class).vite("main.ts").toString().lines()).hasSize(21);
		});
	}

	/**
	 * The names of these files would be wrong in a page of the present build.
	 */
	@Test
	void versionThatTakesThePlaceOfTheFilesKeepsTheManifest() {
		this.runner.run((context) -> {
			CurrentSnapshot assets = context.getBean(AssetCollections.class).standard();
			assets.replace(assets.snapshot().with(assets.snapshot().router().assets()));
			assertThat(context.getBean(AssetUrls.class).vite("src/print.css").toString()).contains("print-1.css");
		});
	}

}
