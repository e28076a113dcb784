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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.assetsboot.ViteTags;
import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.servlet.ViteElements.Element;
import io.github.assetsboot.vite.ViteManifest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonWriter;

/**
 * The entries of the Vite build that a snapshot has, as a page or the header of a
 * response refers to them.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://vite.dev/guide/backend-integration">Vite: Backend Integration</a>
 */
final class ViteEntries {

	/**
	 * Number of {@code Link} fields. A server or a proxy rejects a header of more than
	 * some kilobytes.
	 */
	private static final int MAX_LINKS = 12;

	/**
	 * Characters that have a backslash in front of them in a quoted string.
	 */
	private static final Pattern UNQUOTED = Pattern.compile("[\"\\\\]");

	private final AssetSnapshot snapshot;

	private final String contextPath;

	private final Function<Asset, String> integrity;

	/**
	 * Refer to the entries of a snapshot.
	 * @param snapshot the snapshot
	 * @param contextPath the context path, without a slash at the end
	 * @param integrity returns the value of the attribute {@code integrity}
	 */
	ViteEntries(AssetSnapshot snapshot, String contextPath, Function<Asset, String> integrity) {
		this.snapshot = snapshot;
		this.contextPath = contextPath;
		this.integrity = integrity;
	}

	/**
	 * Return the elements that load entries of the build.
	 * @param preloading adds the files to the header of a response
	 */
	ViteTags tags(BiConsumer<HttpServletResponse, @Nullable String> preloading, String... entries) {
		Files files = files(entries);
		return new ViteElements(files.styles.stream().map((file) -> link("stylesheet", file)).toList(),
				Stream
					.concat(files.scripts.stream().map((file) -> Element.script(url(file), integrity(file))),
							files.imports.stream().map((file) -> link("modulepreload", file)))
					.toList(),
				null, preloading);
	}

	private Element link(String rel, String file) {
		return Element.link(rel, url(file), integrity(file));
	}

	/**
	 * Return the values of the {@code Link} fields for entries of the build. A browser
	 * uses what it has loaded early only if mode and hash are those of the element.
	 */
	List<String> preloadLinks(@Nullable String nonce, String... entries) {
		Files files = files(entries);
		String parameter = (nonce != null) ? "; nonce=\"" + UNQUOTED.matcher(nonce).replaceAll("\\\\$0") + "\"" : "";
		return Stream
			.concat(files.styles.stream().map((file) -> preloadLink(file, "preload; as=style")),
					Stream.concat(files.scripts.stream(), files.imports.stream())
						.map((file) -> preloadLink(file, "modulepreload")))
			.limit(MAX_LINKS)
			.map((link) -> link + parameter)
			.toList();
	}

	private String preloadLink(String file, String rel) {
		return "<" + url(file) + ">; rel=" + rel + "; crossorigin; integrity=\"" + integrity(file) + "\"";
	}

	private Files files(String... entries) {
		ViteManifest manifest = this.snapshot.viteManifest();
		if (manifest == null) {
			throw new IllegalStateException("There is no Vite manifest. Set 'build.manifest' to true in Vite's"
					+ " configuration and build the front end. If the manifest has another name, set '"
					+ this.snapshot.property("vite.manifest") + "' to that name.");
		}
		return Files.of(Arrays.stream(entries).map(ViteEntries::name).map(manifest::entry).toList());
	}

	private static String name(String entry) {
		return entry.startsWith("/") ? entry.substring(1) : entry;
	}

	private String url(String file) {
		return this.snapshot.links().url("/" + file, this.contextPath);
	}

	private String integrity(String file) {
		Asset asset = this.snapshot.links().target("/" + file);
		if (asset == null) {
			throw new IllegalStateException(
					"The Vite manifest names '" + file + "', but there is no such asset. Build the front end again.");
		}
		return this.integrity.apply(asset);
	}

	/**
	 * Return the elements that load entries from the development server.
	 * @param scripts returns whether the development server has a script at a path
	 */
	ViteTags devServerTags(Predicate<String> scripts, String... entries) {
		List<Element> elements = new ArrayList<>(List.of(Element.script(devServerUrl("@vite/client"), "")));
		String refresh = devServerUrl("@react-refresh");
		if (scripts.test(refresh)) {
			elements.add(Element.script(reactPreamble(refresh)));
		}
		List<Element> styles = new ArrayList<>();
		for (String entry : entries) {
			String name = name(entry);
			if (name.endsWith(".html")) {
				throw new IllegalArgumentException("The Vite entry '" + entry
						+ "' is a page, which a development server cannot give to another page. Name its script, such as"
						+ " 'src/main.ts', in 'build.rollupOptions.input' of Vite's configuration and here.");
			}
			if (ViteManifest.isStyleSheet(name)) {
				styles.add(Element.link("stylesheet", devServerUrl(name), ""));
			}
			else {
				elements.add(Element.script(devServerUrl(name), ""));
			}
		}
		return new ViteElements(styles, elements, null, (response, nonce) -> {
		});
	}

	/**
	 * Vite imports its modules by URLs in which the sign is not encoded, and a browser
	 * runs a module once for each URL.
	 */
	private String devServerUrl(String file) {
		return url(file).replace("%40", "@");
	}

	/**
	 * The plug-in adds this script to pages that Vite serves. Its versions export the
	 * function in different ways.
	 */
	private static String reactPreamble(String url) {
		return "\nimport * as refresh from " + JsonWriter.standard().writeToString(url).replace("<", "\\u003c")
				+ ";\n(refresh.default ?? refresh).injectIntoGlobalHook(window);\n"
				+ "window.$RefreshReg$ = () => {};\nwindow.$RefreshSig$ = () => (type) => type;\n"
				+ "window.__vite_plugin_react_preamble_installed__ = true;\n";
	}

	/**
	 * The files of some entries, each once.
	 */
	private record Files(Set<String> styles, Set<String> scripts, Set<String> imports) {

		static Files of(List<ViteManifest.Entry> entries) {
			Files files = new Files(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
			for (ViteManifest.Entry entry : entries) {
				files.styles.addAll(entry.styles());
				files.imports.addAll(entry.imports());
				if (entry.script() != null) {
					files.scripts.add(entry.script());
				}
			}
			files.imports.removeAll(files.scripts);
			return files;
		}

	}

}
