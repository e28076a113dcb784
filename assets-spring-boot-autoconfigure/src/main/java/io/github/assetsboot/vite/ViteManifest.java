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

package io.github.assetsboot.vite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;

/**
 * The manifest that a Vite build writes: the files that each entry needs.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://vite.dev/guide/backend-integration">Vite: Backend Integration</a>
 */
public final class ViteManifest {

	/**
	 * Path of the manifest of a build with {@code build.manifest: true}, below its
	 * folder.
	 */
	public static final String DEFAULT_PATH = ".vite/manifest.json";

	private static final Pattern STYLE_SHEET = Pattern
		.compile(".*\\.(?:css|less|sass|scss|styl|stylus|pcss|postcss|sss)");

	/**
	 * Number of names in a message.
	 */
	private static final int MAX_NAMES = 30;

	private final Source source;

	private volatile @Nullable Map<String, Chunk> chunks;

	/**
	 * The reason why the text is no manifest, which is found out once.
	 */
	private volatile @Nullable IllegalArgumentException problem;

	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	private ViteManifest(Source source) {
		this.source = source;
	}

	/**
	 * Read a manifest.
	 * @param text the JSON
	 * @param path the path of the manifest, relative to the directory of the assets. The
	 * files of the build are in the folder in which {@value #DEFAULT_PATH} is, or in that
	 * directory if the manifest has another name
	 * @return the manifest
	 * @throws IllegalArgumentException if it is no manifest; the message gives the reason
	 */
	public static ViteManifest parse(String text, String path) {
		ViteManifest manifest = new ViteManifest(() -> text);
		manifest.chunks = chunks(text,
				path.endsWith("/" + DEFAULT_PATH) ? path.substring(0, path.length() - DEFAULT_PATH.length()) : "");
		return manifest;
	}

	/**
	 * Create a manifest that is read when an entry is asked for first.
	 * @param source the JSON
	 * @return the manifest
	 */
	public static ViteManifest of(Source source) {
		return new ViteManifest(source);
	}

	/**
	 * Return whether a file that is an entry, or that one consists of, is a style sheet.
	 * @param file the name of the file
	 * @return {@code true} if Vite makes a style sheet of it
	 */
	public static boolean isStyleSheet(String file) {
		return STYLE_SHEET.matcher(file).matches();
	}

	/**
	 * Return the files that an entry needs.
	 * @param name the name of the entry, such as {@code src/main.ts}
	 * @return the files
	 * @throws IllegalArgumentException if there is no such entry, or if this is no
	 * manifest
	 * @throws UncheckedIOException if the manifest cannot be read
	 */
	public Entry entry(String name) {
		Entry known = this.entries.get(name);
		if (known != null) {
			return known;
		}
		Map<String, Chunk> chunks = chunks();
		Chunk chunk = chunks.get(name);
		if (chunk == null) {
			throw new IllegalArgumentException(
					"The Vite manifest has no entry '" + name + "'. Its entries are: " + names(chunks));
		}
		Entry entry = entry(chunk, chunks);
		this.entries.put(name, entry);
		return entry;
	}

	private Map<String, Chunk> chunks() {
		Map<String, Chunk> chunks = this.chunks;
		if (chunks != null) {
			return chunks;
		}
		IllegalArgumentException known = this.problem;
		if (known != null) {
			throw unusable(known);
		}
		try {
			chunks = chunks(this.source.read(), "");
			this.chunks = chunks;
			return chunks;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The Vite manifest cannot be read", ex);
		}
		catch (IllegalArgumentException ex) {
			this.problem = ex;
			throw unusable(ex);
		}
	}

	private static IllegalArgumentException unusable(IllegalArgumentException problem) {
		return new IllegalArgumentException("The Vite manifest cannot be used: " + problem.getMessage(), problem);
	}

	private static String names(Map<String, Chunk> chunks) {
		Set<String> names = new TreeSet<>();
		chunks.forEach((name, chunk) -> {
			if (chunk.entry()) {
				names.add(name);
			}
		});
		return names.isEmpty() ? "none" : names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "))
				+ ((names.size() > MAX_NAMES) ? ", ..." : "");
	}

	/**
	 * The order is that of Vite's guide: the style sheets of the entry before those of
	 * the chunks that it imports. A chunk comes after the chunks that it imports itself.
	 */
	private static Entry entry(Chunk chunk, Map<String, Chunk> chunks) {
		Set<Chunk> imported = new LinkedHashSet<>();
		addImports(chunk, chunks, imported);
		Set<String> styles = new LinkedHashSet<>(chunk.styles());
		imported.forEach((other) -> styles.addAll(other.styles()));
		boolean styleSheet = isStyleSheet(chunk.file());
		if (styleSheet) {
			styles.add(chunk.file());
		}
		return new Entry(List.copyOf(styles), styleSheet ? null : chunk.file(),
				imported.stream().map(Chunk::file).filter((file) -> !isStyleSheet(file)).distinct().toList());
	}

	/**
	 * Chunks may import each other in a circle, and in a chain of any length.
	 */
	private static void addImports(Chunk entry, Map<String, Chunk> chunks, Set<Chunk> imported) {
		Set<String> seen = new HashSet<>(Set.of(entry.name()));
		Deque<Chunk> path = new ArrayDeque<>(List.of(entry));
		while (!path.isEmpty()) {
			Chunk current = path.element();
			String next = current.imports().stream().filter(seen::add).findFirst().orElse(null);
			if (next != null) {
				path.push(Objects.requireNonNull(chunks.get(next)));
			}
			else {
				imported.add(path.remove());
			}
		}
		imported.remove(entry);
	}

	private static Map<String, Chunk> chunks(String text, String folder) {
		Map<String, Chunk> chunks = new LinkedHashMap<>();
		parseMap(text).forEach((name, value) -> chunks.put(name, Chunk.of(name, value, folder)));
		chunks.forEach((name, chunk) -> chunk.imports().forEach((imported) -> {
			if (!chunks.containsKey(imported)) {
				throw new IllegalArgumentException("'" + name + "' imports '" + imported + "', which is missing");
			}
		}));
		return chunks;
	}

	private static Map<String, Object> parseMap(String text) {
		try {
			return JsonParserFactory.getJsonParser().parseMap(text);
		}
		catch (JsonParseException ex) {
			throw new IllegalArgumentException("it is not a JSON object", ex);
		}
	}

	/**
	 * The files that an entry needs, by their paths relative to the directory of the
	 * assets.
	 *
	 * @param styles the style sheets, in the order of their links
	 * @param script the JavaScript module, or {@code null} if the entry is a style sheet
	 * @param imports the other modules that are loaded with it
	 * @since 0.1.0
	 */
	public record Entry(List<String> styles, @Nullable String script, List<String> imports) {

	}

	/**
	 * Gives the text of a manifest.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Read the text.
		 * @return the JSON
		 * @throws IOException if it cannot be read
		 */
		String read() throws IOException;

	}

	private record Chunk(String name, String file, List<String> styles, List<String> imports, boolean entry) {

		static Chunk of(String name, @Nullable Object value, String folder) {
			if (value instanceof Map<?, ?> map && map.get("file") instanceof String file) {
				return new Chunk(name, folder + file,
						strings(name, map, "css").stream().map((style) -> folder + style).toList(),
						strings(name, map, "imports"), "true".equals(String.valueOf(map.get("isEntry"))));
			}
			throw new IllegalArgumentException("'" + name + "' has no 'file'");
		}

		private static List<String> strings(String name, Map<?, ?> map, String key) {
			Object value = map.get(key);
			if (value == null) {
				return List.of();
			}
			if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
				return list.stream().map(String.class::cast).toList();
			}
			throw new IllegalArgumentException("'" + key + "' of '" + name + "' is not a list of strings");
		}

	}

}
