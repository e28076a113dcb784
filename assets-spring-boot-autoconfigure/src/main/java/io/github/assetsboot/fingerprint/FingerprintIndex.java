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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetCollection.Contents;
import io.github.assetsboot.collection.AssetCollection.Fingerprints;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.fingerprint.Edits.Edit;
import io.github.assetsboot.fingerprint.FingerprintedFile.Link;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.DigestUtils;

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

	/**
	 * A path that needs no escape in a style sheet.
	 */
	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._~!$&*+,;=:@%-]*");

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
	public boolean reads(String path) {
		return (FingerprintedFile.isStyleSheet(path) && (this.paths.test(path) || !this.spring.isEmpty()))
				|| (FingerprintedFile.isScript(path) && this.paths.test(path));
	}

	@Override
	public AssetCollection apply(AssetCollection assets, Contents contents, @Nullable AssetCollection previous) {
		Run run = new Run(assets, contents, previous);
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
		String type = String.valueOf(asset.contentType());
		if (type.startsWith("text/html") || type.startsWith("application/xhtml+xml")) {
			return false;
		}
		for (ContentCoding coding : ContentCoding.ofFiles()) {
			String extension = coding.extension();
			if (path.endsWith(extension) && assets.get(path.substring(0, path.length() - extension.length())) != null) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The work on one collection.
	 */
	private final class Run {

		private final AssetCollection assets;

		private final Contents contents;

		private final @Nullable AssetCollection previous;

		private final Map<String, Asset> made = new ConcurrentHashMap<>();

		/**
		 * The paths that links lead to.
		 */
		private final Map<String, String> links = new ConcurrentHashMap<>();

		/**
		 * The files whose names tell their content.
		 */
		private final Map<String, FingerprintedFile> files = new HashMap<>();

		Run(AssetCollection assets, Contents contents, @Nullable AssetCollection previous) {
			this.assets = assets;
			this.contents = contents;
			this.previous = previous;
		}

		void addOwn() {
			for (Asset asset : this.assets.assets()) {
				if (FingerprintIndex.this.paths.test(asset.path()) && isEligible(asset, this.assets)) {
					this.files.put(asset.path(), new FingerprintedFile(asset));
				}
			}
			if (this.files.isEmpty()) {
				return;
			}
			List<FingerprintedFile> own = List.copyOf(this.files.values());
			findLinks(own);
			new ReferenceGroups(own).find().forEach(this::addFingerprint);
			own.parallelStream().forEach((file) -> {
				String path = Fingerprints.insert(file.path(), file.fingerprint());
				add(file.links().isEmpty() ? file.asset().withPath(path, true) : file.edited(path, true));
				this.links.put(file.path(), path);
			});
		}

		/**
		 * A file that cannot be read has no references, and its requests fail alike.
		 */
		private void findLinks(List<FingerprintedFile> files) {
			files.parallelStream().filter((file) -> FingerprintedFile.isReadable(file.asset())).forEach((file) -> {
				try {
					file.findLinks(this.contents.of(file.asset()), FingerprintIndex.this.root, this.files::get);
				}
				catch (IOException ex) {
					logUnreadable(file.asset(), ex);
				}
			});
		}

		/**
		 * The files of a group refer to each other, so that they share one fingerprint.
		 * It depends on the contents and on the references that lead out of the group.
		 */
		private void addFingerprint(List<FingerprintedFile> group) {
			if (group.size() == 1 && group.get(0).links().isEmpty()) {
				group.get(0).fingerprint(contentHash(group.get(0)).substring(0, DIGITS));
				return;
			}
			StringBuilder text = new StringBuilder();
			group.sort(Comparator.comparing(FingerprintedFile::path));
			for (FingerprintedFile file : group) {
				text.append(contentHash(file)).append(file.path()).append('\n');
				for (Link link : file.links()) {
					FingerprintedFile target = link.target();
					text.append(link.position())
						.append(target.isIndexed() ? '-' + target.fingerprint() : "")
						.append('\n');
				}
			}
			String fingerprint = BlobId.of(text.toString().getBytes(StandardCharsets.UTF_8))
				.hash()
				.substring(0, DIGITS);
			group.forEach((file) -> file.fingerprint(fingerprint));
		}

		private static String contentHash(FingerprintedFile file) {
			return file.asset().representation().blob().entityTag().substring(1);
		}

		private void add(Asset asset) {
			Asset before = (this.previous != null) ? this.previous.get(asset.path()) : null;
			this.made.put(asset.path(), (before != null) ? asset.sharing(before) : asset);
		}

		/**
		 * Spring's fingerprint tells the content of the file itself. If the references in
		 * it are changed, browsers may not keep it for good. A file that has the path of
		 * a version is itself served there, as Spring does.
		 */
		void addSpring() {
			SpringVersions spring = FingerprintIndex.this.spring;
			Map<Asset, String> byContent = new ConcurrentHashMap<>();
			this.assets.assets()
				.parallelStream()
				.filter((asset) -> isEligible(asset, this.assets) && spring.isByContent(asset.path()))
				.forEach((asset) -> byContent.put(asset, md5(asset)));
			byContent
				.forEach((asset, md5) -> this.links.putIfAbsent(asset.path(), Fingerprints.insert(asset.path(), md5)));
			List<Asset> versioned = this.assets.assets()
				.stream()
				.filter((asset) -> spring.isByVersion(asset.path())
						&& this.assets.own(spring.versioned(asset.path())) == null)
				.toList();
			versioned.forEach((asset) -> this.links.putIfAbsent(asset.path(), spring.versioned(asset.path())));
			this.assets.assets()
				.stream()
				.filter((asset) -> FingerprintedFile.isStyleSheet(asset.path()) && FingerprintedFile.isReadable(asset))
				.forEach(this::addWithAbsoluteLinks);
			byContent.forEach((asset, md5) -> {
				Asset edited = this.made.get(asset.path());
				add(((edited != null) ? edited : asset).withPath(Fingerprints.insert(asset.path(), md5),
						edited == null));
			});
			versioned.forEach((asset) -> add(
					this.made.getOrDefault(asset.path(), asset).withPath(spring.versioned(asset.path()), false)));
		}

		/**
		 * Spring makes all links of a style sheet absolute that lead to a file and have
		 * no query.
		 */
		private void addWithAbsoluteLinks(Asset styleSheet) {
			try {
				byte[] bytes = this.contents.of(styleSheet);
				List<Edit> edits = new ArrayList<>();
				for (Reference reference : StyleSheetReferences.find(bytes)) {
					String path = FingerprintedFile.target(reference.url(), styleSheet.path(),
							FingerprintIndex.this.root);
					String link = (path != null) ? this.links.getOrDefault(path, path) : "";
					String text = FingerprintIndex.this.root + link;
					boolean spelled = reference.url().length() == reference.to() - reference.from();
					if (path != null && spelled && reference.url().endsWith(path.substring(path.lastIndexOf('/') + 1))
							&& PLAIN.matcher(text).matches() && this.assets.get(path) != null) {
						edits.add(new Edit(reference.from(), reference.to(), text));
					}
				}
				if (!edits.isEmpty()) {
					Edits change = new Edits(edits);
					add(styleSheet.derive(styleSheet.path(), change, change.identify(bytes), false));
				}
			}
			catch (IOException ex) {
				logUnreadable(styleSheet, ex);
			}
		}

		private static void logUnreadable(Asset asset, IOException ex) {
			logger.warn("The references in " + asset + " stay as they are, because it cannot be read: " + ex);
		}

		private static String md5(Asset asset) {
			try (InputStream stream = asset.representation().source().open()) {
				return DigestUtils.md5DigestAsHex(stream);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
