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

package io.github.assetsboot.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetCollection.Fingerprints;
import io.github.assetsboot.collection.ContentCoding;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Adds paths that tell the content of an asset to a collection. References in style
 * sheets and JavaScript modules lead to these paths, too.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class FingerprintIndex implements AssetCollection.Transformation {

	private static final Log logger = LogFactory.getLog(FingerprintIndex.class);

	/**
	 * Number of digits of a fingerprint: a million files of one name differ in them.
	 */
	private static final int DIGITS = 10;

	private final Predicate<String> paths;

	private final SpringVersions spring;

	private final String root;

	/**
	 * Create an index.
	 * @param paths whether a file has a fingerprint, by its path
	 * @param spring the version strategies of Spring's resource chain
	 * @param root the path of the root of the collection in URLs, without a slash at the
	 * end
	 */
	FingerprintIndex(Predicate<String> paths, SpringVersions spring, String root) {
		this.paths = paths;
		this.spring = spring;
		this.root = root;
	}

	@Override
	public AssetCollection apply(AssetCollection assets, @Nullable AssetCollection previous) {
		Run run = new Run(assets, previous);
		run.addOwn();
		if (!this.spring.isEmpty()) {
			run.addSpring();
		}
		return run.links.isEmpty() ? assets : assets.with(run.made.values(), new Fingerprints(run.links));
	}

	/**
	 * Pages are asked for by their own paths, and a coded file by that of the file
	 * itself.
	 */
	private static boolean isEligible(Asset asset, AssetCollection assets) {
		String path = asset.path();
		if (path.endsWith(".html")) {
			return false;
		}
		for (ContentCoding coding : ContentCoding.values()) {
			String extension = coding.extension();
			if (path.endsWith(extension) && assets.get(path.substring(0, path.length() - extension.length())) != null) {
				return false;
			}
		}
		return true;
	}

	private static MessageDigest digest(String algorithm) {
		try {
			return MessageDigest.getInstance(algorithm);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(algorithm + " is missing from this Java runtime", ex);
		}
	}

	/**
	 * The work on one collection.
	 */
	private final class Run {

		private final AssetCollection assets;

		private final @Nullable AssetCollection previous;

		private final Map<String, Asset> made = new ConcurrentHashMap<>();

		/**
		 * The paths that links lead to.
		 */
		private final Map<String, String> links = new HashMap<>();

		private final Map<String, String> fingerprints = new HashMap<>();

		Run(AssetCollection assets, @Nullable AssetCollection previous) {
			this.assets = assets;
			this.previous = previous;
		}

		void addOwn() {
			Map<String, Asset> own = this.assets.assets()
				.stream()
				.filter((asset) -> FingerprintIndex.this.paths.test(asset.path()) && isEligible(asset, this.assets))
				.collect(Collectors.toMap(Asset::path, (asset) -> asset));
			Map<String, SourceFile> files = read(own.values(), own);
			own.forEach((path, asset) -> {
				if (!files.containsKey(path)) {
					this.fingerprints.put(path, fingerprint(asset.representation().blob().entityTag()));
				}
			});
			for (List<SourceFile> group : new ReferenceGroups(files).find()) {
				addFingerprints(group);
			}
			this.fingerprints
				.forEach((path, fingerprint) -> this.links.put(path, Fingerprints.insert(path, fingerprint)));
			this.links.entrySet().parallelStream().forEach((link) -> {
				SourceFile file = files.get(link.getKey());
				add((file != null) ? derive(file, link.getValue(), file.edits(this.fingerprints::get), true)
						: Objects.requireNonNull(own.get(link.getKey())).withPath(link.getValue(), true));
			});
		}

		/**
		 * A file that cannot be read has no references, and its requests fail alike.
		 */
		private Map<String, SourceFile> read(Collection<Asset> assets, Map<String, Asset> known) {
			Map<String, SourceFile> files = new ConcurrentHashMap<>();
			assets.parallelStream()
				.filter((asset) -> SourceFile.isStyleSheet(asset) || SourceFile.isScript(asset))
				.forEach((asset) -> {
					try {
						SourceFile file = SourceFile.read(asset, FingerprintIndex.this.root, known::get);
						if (!file.links().isEmpty()) {
							files.put(asset.path(), file);
						}
					}
					catch (IOException ex) {
						logger
							.warn("The references in " + asset + " stay as they are, because it cannot be read: " + ex);
					}
				});
			return files;
		}

		/**
		 * The files of a group refer to each other, so that they share one fingerprint.
		 * It depends on the contents and on the references that lead out of the group.
		 */
		private void addFingerprints(List<SourceFile> group) {
			StringBuilder text = new StringBuilder();
			group.stream().sorted(Comparator.comparing(SourceFile::path)).forEach((file) -> {
				text.append(file.blob().entityTag()).append(file.path());
				file.links()
					.forEach((link) -> text.append('\n')
						.append(link.position())
						.append(' ')
						.append(link.path())
						.append(' ')
						.append(this.fingerprints.get(link.path())));
				text.append('\n');
			});
			String fingerprint = HexFormat.of()
				.formatHex(digest("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8)))
				.substring(0, DIGITS);
			group.forEach((file) -> this.fingerprints.put(file.path(), fingerprint));
		}

		private static String fingerprint(String entityTag) {
			return entityTag.substring(1, 1 + DIGITS);
		}

		private Asset derive(SourceFile file, String path, UnaryOperator<byte[]> edits, boolean immutable) {
			return file.asset().derive(path, edits, edits.apply(file.bytes()), immutable);
		}

		private void add(Asset asset) {
			Asset before = (this.previous != null) ? this.previous.get(asset.path()) : null;
			this.made.put(asset.path(), (before != null) ? asset.sharing(before) : asset);
		}

		/**
		 * Spring's fingerprint tells the content of the file itself. If the references in
		 * it are changed, browsers may not keep it for good.
		 */
		void addSpring() {
			SpringVersions spring = FingerprintIndex.this.spring;
			Map<Asset, String> byContent = new ConcurrentHashMap<>();
			this.assets.assets()
				.parallelStream()
				.filter((asset) -> isEligible(asset, this.assets) && spring.isByContent(asset.path()))
				.forEach((asset) -> byContent.put(asset, md5(asset)));
			byContent.forEach((asset, md5) -> {
				this.links.putIfAbsent(asset.path(), Fingerprints.insert(asset.path(), md5));
				this.fingerprints.putIfAbsent(asset.path(), md5);
			});
			List<Asset> styleSheets = this.assets.assets().stream().filter(SourceFile::isStyleSheet).toList();
			Map<String, Asset> known = this.fingerprints.keySet()
				.stream()
				.collect(Collectors.toMap((path) -> path, (path) -> Objects.requireNonNull(this.assets.get(path))));
			Map<String, SourceFile> files = read(styleSheets, known);
			files.values().forEach((file) -> add(derive(file, file.path(), file.edits(this.fingerprints::get), false)));
			byContent.forEach((asset, md5) -> add(this.made.getOrDefault(asset.path(), asset)
				.withPath(Fingerprints.insert(asset.path(), md5), !files.containsKey(asset.path()))));
			this.assets.assets().stream().filter((asset) -> spring.isByVersion(asset.path())).forEach((asset) -> {
				Asset plain = this.made.getOrDefault(asset.path(), asset);
				add(plain.withPath(spring.versioned(asset.path()), false));
				this.links.putIfAbsent(asset.path(), spring.versioned(asset.path()));
			});
		}

		private static String md5(Asset asset) {
			MessageDigest digest = digest("MD5");
			try (InputStream stream = asset.representation().source().open()) {
				byte[] buffer = new byte[16 * 1024];
				for (int length = stream.read(buffer); length != -1; length = stream.read(buffer)) {
					digest.update(buffer, 0, length);
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return HexFormat.of().formatHex(digest.digest());
		}

	}

}
