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

package io.github.assetsboot.collection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.github.assetsboot.collection.AssetDirectory.NeverServed;
import io.github.assetsboot.collection.BlobSource.BlobStore;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.collection.Representation.DeltaPlan;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;
import io.github.assetsboot.collection.StoredAsset.StoredDelta;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the files of a directory, by path.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetCollection {

	/**
	 * Number of ignored files and folders that are known by name.
	 */
	public static final int MAX_IGNORED = 10_000;

	/**
	 * The assets as the directory has them.
	 */
	private final Map<String, Asset> files;

	private final Map<String, Asset> assets;

	private final Fingerprints fingerprints;

	private final Map<String, String> skipped;

	private final Map<String, String> ignored;

	private final BlobCache memory;

	private final @Nullable AssetCollection others;

	AssetCollection(Map<String, Asset> files, Map<String, String> skipped, Map<String, String> ignored,
			BlobCache memory, @Nullable AssetCollection others) {
		this(files, files, Fingerprints.NONE, skipped, ignored, memory, others);
	}

	private AssetCollection(Map<String, Asset> files, Map<String, Asset> assets, Fingerprints fingerprints,
			Map<String, String> skipped, Map<String, String> ignored, BlobCache memory,
			@Nullable AssetCollection others) {
		this.files = files;
		this.assets = assets;
		this.fingerprints = fingerprints;
		this.skipped = skipped;
		this.ignored = ignored;
		this.memory = memory;
		this.others = others;
	}

	/**
	 * Read a directory, with a cache of no size.
	 * @param directory the directory
	 * @param ignored whether a path relative to its root is left out; a folder's path has
	 * a slash at the end. The paths that {@link NeverServed} names are always left out
	 * @return the collection
	 * @throws IOException if the directory cannot be read
	 */
	public static AssetCollection read(AssetDirectory directory, Predicate<String> ignored) throws IOException {
		return read(directory, (path) -> ignored.test(path) ? "the caller" : null, new BlobCache(0),
				new Contents((path) -> false, 0), false);
	}

	/**
	 * Read a directory.
	 * @param directory the directory
	 * @param filter returns why a path is no asset, which continues the text "ignored
	 * by", or {@code null} for an asset. A folder's path has a slash at the end. The
	 * paths that {@link NeverServed} names are always left out
	 * @param memory keeps bytes
	 * @param contents gets the contents that are read
	 * @param trustSiblings whether files with the extension of a coding are not compared
	 * with what they hold a coded representation of
	 * @return the collection
	 * @throws IOException if the directory cannot be read
	 */
	public static AssetCollection read(AssetDirectory directory, Function<String, @Nullable String> filter,
			BlobCache memory, Contents contents, boolean trustSiblings) throws IOException {
		return new CollectionReader(filter, memory, contents, trustSiblings, null).read(directory);
	}

	/**
	 * Read a directory again. Files that have not been changed are not read.
	 * @param directory the directory
	 * @param filter returns why a path is no asset, or {@code null} for an asset
	 * @param contents gets the contents that are read
	 * @param trustSiblings whether coded files are not compared with their plain ones
	 * @return the collection as it is now
	 * @throws IOException if the directory cannot be read
	 */
	public AssetCollection reread(AssetDirectory directory, Function<String, @Nullable String> filter,
			Contents contents, boolean trustSiblings) throws IOException {
		return new CollectionReader(filter, this.memory, contents, trustSiblings, this).read(directory);
	}

	/**
	 * Return whether a reading of a directory would find a file at present. Jars are not
	 * looked at, because their files do not change.
	 * @param directory the directory
	 * @param filter returns why a path is no asset, or {@code null} for an asset
	 * @param path the decoded path of the file, starting with a slash
	 * @return {@code true} if it would be an asset
	 * @throws IOException if the directory cannot be read
	 */
	public static boolean isPresent(AssetDirectory directory, Function<String, @Nullable String> filter, String path)
			throws IOException {
		return directory.contains(path.substring(1),
				(name) -> NeverServed.reason(name) != null || filter.apply(name) != null);
	}

	/**
	 * Put a collection together whose contents are in a storage. A file that
	 * {@link NeverServed} names is no asset of it.
	 * @param files the files, by path with a slash in front
	 * @param store where the contents are
	 * @return the collection
	 */
	public static AssetCollection of(Map<String, StoredAsset> files, BlobStore store) {
		return of(files, Map.of(), store);
	}

	/**
	 * Put a collection together whose contents are in a storage, together with
	 * representations that need an earlier version.
	 * @param files the files, by path with a slash in front
	 * @param deltas the representations with dictionaries, by path
	 * @param store where the contents are
	 * @return the collection
	 */
	public static AssetCollection of(Map<String, StoredAsset> files, Map<String, List<StoredDelta>> deltas,
			BlobStore store) {
		Map<String, Asset> assets = new HashMap<>();
		files.forEach((path, file) -> {
			if (!NeverServed.contains(path.substring(1))) {
				Asset asset = new Asset(path, file.representation(store));
				deltas.getOrDefault(path, List.of()).forEach((delta) -> delta.addTo(asset, store));
				assets.put(path, asset);
			}
		});
		return new AssetCollection(assets, Map.of(), Map.of(), new BlobCache(0), null);
	}

	/**
	 * Find out which representations can be made with earlier versions as dictionaries.
	 * @param matches the paths of the versions of an asset, as a pattern for a browser,
	 * or {@code null} if the asset is no dictionary
	 * @param builds the assets of earlier builds, the newest build first
	 * @return the representations, the most useful ones first
	 */
	public List<DeltaPlan> plans(Function<Asset, @Nullable String> matches, List<Collection<Asset>> builds) {
		return new Dictionaries(matches, builds).plans(this);
	}

	/**
	 * Return this collection with another one behind it, whose assets are found where
	 * this one has none. It survives a reading of the directory.
	 * @param others the assets of other versions
	 * @return the collection
	 */
	public AssetCollection withOthers(AssetCollection others) {
		return new AssetCollection(this.files, this.assets, this.fingerprints, this.skipped, this.ignored, this.memory,
				others);
	}

	/**
	 * Return this collection with assets that were made of its own. They take the place
	 * of those with the same path until the directory is read again.
	 * @param made the assets
	 * @return the collection
	 */
	public AssetCollection with(Collection<Asset> made) {
		return with(made, this.fingerprints);
	}

	/**
	 * Return this collection with assets that were made of its own, under paths with
	 * fingerprints.
	 * @param made the assets
	 * @param fingerprints the paths with fingerprints
	 * @return the collection
	 */
	public AssetCollection with(Collection<Asset> made, Fingerprints fingerprints) {
		Map<String, Asset> assets = new HashMap<>(this.assets);
		made.forEach((asset) -> assets.put(asset.path(), asset));
		return new AssetCollection(this.files, assets, fingerprints, this.skipped, this.ignored, this.memory,
				this.others);
	}

	/**
	 * Return whether the path of an asset tells its content. Another version has told it,
	 * too, if an asset of its has the form of a fingerprint. In Spring's form, the
	 * fingerprint of a style sheet does not tell the links that were changed.
	 * @param asset an asset of this collection, or of other versions
	 * @return {@code true} if the path never has another content
	 */
	public boolean isImmutable(Asset asset) {
		return asset.isImmutable() || (this.fingerprints.isOutdated(asset.path()) && own(asset.path()) == null
				&& !Fingerprints.isStyleSheetOfSpring(asset.path()));
	}

	/**
	 * Return the paths with fingerprints.
	 * @return the paths, none if no asset has one
	 */
	public Fingerprints fingerprints() {
		return this.fingerprints;
	}

	/**
	 * Return the collection behind this one.
	 * @return the assets of other versions, or {@code null} if there are none
	 */
	public @Nullable AssetCollection others() {
		return this.others;
	}

	/**
	 * Return a collection without assets.
	 * @return the collection
	 */
	public static AssetCollection empty() {
		return new AssetCollection(Map.of(), Map.of(), Map.of(), new BlobCache(0), null);
	}

	/**
	 * Find an asset by its exact path.
	 * @param path the decoded path, starting with a slash
	 * @return the asset, or {@code null} if there is none
	 */
	public @Nullable Asset get(String path) {
		Asset asset = own(path);
		return (asset == null && this.others != null) ? this.others.get(path) : asset;
	}

	/**
	 * Find an asset by its exact path, though not among those of other versions.
	 * @param path the decoded path, starting with a slash
	 * @return the asset, or {@code null} if there is none
	 */
	public @Nullable Asset own(String path) {
		return this.assets.get(path);
	}

	/**
	 * Find an asset of the directory by its exact path, as it was read.
	 */
	@Nullable Asset file(String path) {
		return this.files.get(path);
	}

	/**
	 * Return the assets of the directory, as they were read.
	 */
	Collection<Asset> asRead() {
		return this.files.values();
	}

	/**
	 * Return the assets under the paths of their files, without further paths.
	 * @return the assets, in no particular order
	 */
	public List<Asset> files() {
		List<Asset> files = new ArrayList<>(this.files.size());
		for (String path : this.files.keySet()) {
			files.add(Objects.requireNonNull(this.assets.get(path)));
		}
		return Collections.unmodifiableList(files);
	}

	/**
	 * Return all assets but those of other versions.
	 * @return the assets, in no particular order; not modifiable
	 */
	public Collection<Asset> assets() {
		return Collections.unmodifiableCollection(this.assets.values());
	}

	/**
	 * Find the path of an asset that differs least from another path, as a typing error
	 * does. Assets in the same folder come first.
	 * @param path the decoded path, starting with a slash
	 * @param form the part of a path that is compared
	 * @return the path, or {@code null} if no path is alike
	 */
	public @Nullable String nearest(String path, UnaryOperator<String> form) {
		return NearestPath.of(path, this.assets.keySet(), form);
	}

	/**
	 * Find the path that differs least from another path, as a typing error does.
	 * @param path the path, starting with a slash
	 * @param candidates the paths to choose from
	 * @return one of them, or {@code null} if none is alike
	 */
	public static @Nullable String nearest(String path, Collection<String> candidates) {
		return NearestPath.of(path, candidates, UnaryOperator.identity());
	}

	/**
	 * Return the size of {@link #files()} together.
	 * @return the number of bytes
	 */
	public long size() {
		long size = 0;
		for (Asset asset : files()) {
			size += asset.representation().size();
		}
		return size;
	}

	/**
	 * Return the files that could not become assets.
	 * @return the reasons, by path relative to the root; not modifiable
	 */
	public Map<String, String> skipped() {
		return this.skipped;
	}

	/**
	 * Return the files and folders that are ignored, {@value #MAX_IGNORED} at most. The
	 * files in an ignored folder are not listed.
	 * @return the reasons, which continue the text "ignored by", by path with a slash in
	 * front, a folder's with a slash at the end, too; not modifiable
	 */
	public Map<String, String> ignored() {
		return this.ignored;
	}

	/**
	 * Return where bytes are kept.
	 * @return the cache of this collection and of those it was before
	 */
	public BlobCache memory() {
		return this.memory;
	}

	/**
	 * The paths that tell the content of an asset: {@code /app-3f9a1c2b7d.css} for
	 * {@code /app.css}.
	 * <p>
	 * Immutable and safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class Fingerprints {

		/**
		 * No asset has a path with a fingerprint.
		 */
		public static final Fingerprints NONE = new Fingerprints(Map.of());

		/**
		 * Number of digits of a fingerprint, and of one that is Spring's MD5.
		 */
		private static final int[] LENGTHS = { 10, 32 };

		private final Map<String, String> paths;

		/**
		 * Create a set of paths.
		 * @param paths the path that links lead to, by the path of the file; copied
		 */
		public Fingerprints(Map<String, String> paths) {
			this.paths = new HashMap<>(paths);
		}

		/**
		 * Return the path with the fingerprint.
		 * @param path the path of an asset
		 * @return the path that links lead to, or {@code null} if it has none
		 */
		public @Nullable String of(String path) {
			return this.paths.get(path);
		}

		/**
		 * Return all paths.
		 * @return the path that links lead to, by the path of the file; not to be changed
		 */
		public Map<String, String> paths() {
			return this.paths;
		}

		/**
		 * Return the path with a fingerprint in the name of the file.
		 * @param path the path of the file
		 * @param fingerprint the fingerprint, in hexadecimal digits
		 * @return the path
		 */
		public static String insert(String path, String fingerprint) {
			int extension = extension(path);
			return path.substring(0, extension) + '-' + fingerprint + path.substring(extension);
		}

		/**
		 * Return whether a path has the form of a fingerprint of an asset that has one.
		 * If no asset has the path, its content is gone: no page may take its place.
		 * @param path the decoded path
		 * @return {@code true} if there is a {@link #present} path
		 */
		public boolean isOutdated(String path) {
			return present(path) != null;
		}

		/**
		 * Return the path that has taken the place of one with the form of a fingerprint.
		 * @param path the decoded path
		 * @return the path that links lead to at present, or {@code null} if the path
		 * without the fingerprint leads to no asset that has one
		 */
		public @Nullable String present(String path) {
			if (this.paths.isEmpty()) {
				return null;
			}
			int extension = extension(path);
			for (int length : LENGTHS) {
				int dash = extension - length - 1;
				if (dash > 0 && path.charAt(dash) == '-' && isHex(path, dash + 1, extension)) {
					String present = of(path.substring(0, dash) + path.substring(extension));
					if (present != null) {
						return present;
					}
				}
			}
			return null;
		}

		/**
		 * Return where the extension of a file's name begins, with its dot.
		 * @param path the path
		 * @return the position, or the length of the path if there is no extension
		 */
		public static int extension(String path) {
			int dot = path.lastIndexOf('.');
			return (dot > path.lastIndexOf('/') + 1) ? dot : path.length();
		}

		private static boolean isStyleSheetOfSpring(String path) {
			int dash = path.lastIndexOf('-');
			return path.endsWith(".css") && extension(path) - dash - 1 == LENGTHS[1];
		}

		static boolean isHex(String path, int from, int to) {
			for (int i = from; i < to; i++) {
				char c = path.charAt(i);
				if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
					return false;
				}
			}
			return true;
		}

	}

	/**
	 * The contents that were read for a collection. Some are kept until it is complete,
	 * so that they are not read again.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class Contents {

		private final boolean onDemand;

		private final Predicate<String> wanted;

		private final AtomicLong room;

		private final Map<Blob, byte[]> kept = new ConcurrentHashMap<>();

		/**
		 * Create a place for contents.
		 * @param wanted whether the content of a path is kept
		 * @param limit how many bytes to keep at most
		 */
		public Contents(Predicate<String> wanted, long limit) {
			this(false, wanted, limit);
		}

		private Contents(boolean onDemand, Predicate<String> wanted, long limit) {
			this.onDemand = onDemand;
			this.wanted = wanted;
			this.room = new AtomicLong(limit);
		}

		/**
		 * Create a place for contents that are read when their hashes are first needed.
		 * Large files, and those that were changed just now, are read at once.
		 * @return the place, which keeps no content
		 */
		public static Contents onDemand() {
			return new Contents(true, (path) -> false, 0);
		}

		/**
		 * Read a content.
		 */
		Blob read(String path, BlobSource source) throws IOException {
			if (this.onDemand && canBeReadLater(source)) {
				return Blob.onDemand(source);
			}
			long size = source.size();
			if (source instanceof BlobSource.InMemory || !this.wanted.test(path) || this.room.get() < size) {
				return Blob.of(source);
			}
			try (InputStream stream = source.open()) {
				byte[] bytes = new byte[(int) size];
				BlobDigest digest = new BlobDigest();
				digest.update(bytes, 0, stream.readNBytes(bytes, 0, bytes.length));
				Blob blob = digest.updateUpTo(stream, 1).blob();
				if (blob.size() == size && this.room.addAndGet(-size) >= 0) {
					this.kept.put(blob, bytes);
				}
				return blob;
			}
		}

		private static boolean canBeReadLater(BlobSource source) {
			return source instanceof BlobSource.InMemory || (source instanceof BlobSource.InFile file && file.settled()
					&& !Rereading.isLarge(file) && Files.isReadable(file.path()));
		}

		/**
		 * Return the content of an asset.
		 * @param asset the asset
		 * @return the bytes, not to be changed
		 * @throws BlobSource.FileChangedException if it has another content by now
		 * @throws IOException if it cannot be read
		 */
		public byte[] of(Asset asset) throws IOException {
			Representation content = asset.representation();
			byte[] known = this.kept.get(content.blob());
			return (known != null) ? known : content.readAll();
		}

	}

	/**
	 * The builds that a collection had before the present one. Copies of the present
	 * files are kept, because a file may be replaced at any time.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class EarlierBuilds {

		private final boolean replaceable;

		private final @Nullable AssetCollection oldest;

		private final List<Map<String, Asset>> builds = new ArrayList<>();

		private Map<String, Asset> copies = Map.of();

		/**
		 * Create the builds before the first one.
		 * @param replaceable whether the files may be replaced while they are served
		 * @param oldest the build before the first one, or {@code null} if it is not
		 * known
		 */
		public EarlierBuilds(boolean replaceable, @Nullable AssetCollection oldest) {
			this.replaceable = replaceable;
			this.oldest = oldest;
		}

		/**
		 * Take note of the present build.
		 * @param present the build
		 * @param matches the paths of the versions of an asset, or {@code null} if the
		 * asset is no dictionary
		 * @return the earlier versions of its assets
		 */
		synchronized Dictionaries follow(AssetCollection present, Function<Asset, @Nullable String> matches) {
			if (this.replaceable) {
				copy(present, matches);
			}
			List<Collection<Asset>> builds = new ArrayList<>();
			this.builds.forEach((build) -> builds.add(build.values()));
			if (this.oldest != null) {
				builds.add(this.oldest.assets());
			}
			AssetCollection others = present.others();
			if (others != null) {
				builds.add(others.assets());
			}
			return new Dictionaries(matches, builds);
		}

		private void copy(AssetCollection present, Function<Asset, @Nullable String> matches) {
			Map<String, Asset> former = this.copies;
			Map<String, Asset> copies = new HashMap<>();
			for (Asset asset : present.assets()) {
				boolean wanted = ContentCoding.isWorthCoding(asset.path(), asset.representation().size())
						&& matches.apply(asset) != null;
				Asset known = former.get(asset.path());
				Asset copy = (known != null && known.hasSameContent(asset)) ? known
						: (wanted ? copy(asset, present.memory()) : null);
				if (copy != null) {
					copies.put(asset.path(), copy);
				}
			}
			this.copies = copies;
			if (!former.values().stream().allMatch((copy) -> copies.get(copy.path()) == copy)) {
				this.builds.add(0, former);
			}
			while (this.builds.size() > Dictionaries.MAX_VERSIONS) {
				release(this.builds.remove(this.builds.size() - 1), present.memory());
			}
		}

		private @Nullable Asset copy(Asset asset, BlobCache memory) {
			long size = asset.representation().size();
			if (!reserve(size, memory)) {
				return null;
			}
			try {
				return Asset.of(asset.path(), asset.representation().readAll());
			}
			catch (IOException ex) {
				memory.releaseCopy(size);
				return null;
			}
		}

		/**
		 * The oldest build makes room.
		 */
		private boolean reserve(long size, BlobCache memory) {
			if (!memory.mayHoldCopy(size)) {
				return false;
			}
			while (!memory.reserveCopy(size)) {
				if (this.builds.isEmpty()) {
					return false;
				}
				release(this.builds.remove(this.builds.size() - 1), memory);
			}
			return true;
		}

		/**
		 * Builds share the copies of the files that were not changed.
		 */
		private void release(Map<String, Asset> oldest, BlobCache memory) {
			oldest.forEach((path, asset) -> {
				boolean kept = asset == this.copies.get(path)
						|| this.builds.stream().anyMatch((build) -> build.get(path) == asset);
				if (!kept) {
					memory.releaseCopy(asset.representation().size());
				}
			});
		}

	}

	/**
	 * Makes further assets of those that were read, whenever the directory is read.
	 *
	 * @since 0.1.0
	 */
	public interface Transformation {

		/**
		 * Return whether the content of a file is needed.
		 * @param path the path
		 * @return {@code true} to keep it until {@link #apply} has returned, if there is
		 * room
		 */
		boolean reads(String path);

		/**
		 * Add or replace assets.
		 * @param assets the assets as they were read
		 * @param contents their contents
		 * @param previous the collection that is replaced, {@code null} if this is the
		 * first one
		 * @return the collection with further assets
		 * @throws IOException if an asset cannot be read
		 */
		AssetCollection apply(AssetCollection assets, Contents contents, @Nullable AssetCollection previous)
				throws IOException;

	}

}
