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

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

import io.github.assetsboot.collection.AssetCollection.Contents;
import io.github.assetsboot.collection.AssetDirectory.NeverServed;
import io.github.assetsboot.collection.BlobCache.TemporaryFile;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;
import org.jspecify.annotations.Nullable;

/**
 * Makes a collection of a directory: every file is read once, and equal ones are kept
 * once.
 *
 * @author the Assets for Spring Boot authors
 */
final class CollectionReader implements AssetDirectory.Visitor {

	private final Function<String, @Nullable String> filter;

	private final BlobCache memory;

	private final Contents contents;

	private final boolean trustSiblings;

	private final @Nullable AssetCollection previous;

	private final Map<String, Asset> assets = new ConcurrentHashMap<>();

	private final Map<String, String> skipped = Collections.synchronizedMap(new TreeMap<>());

	private final Map<String, String> ignored = new TreeMap<>();

	/**
	 * In order, because only contents of the same size need their hashes then.
	 */
	private final Map<Blob, Blob> blobs = new ConcurrentSkipListMap<>();

	CollectionReader(Function<String, @Nullable String> filter, BlobCache memory, Contents contents,
			boolean trustSiblings, @Nullable AssetCollection previous) {
		this.trustSiblings = trustSiblings;
		this.contents = contents;
		this.filter = filter;
		this.memory = memory;
		this.previous = previous;
		if (previous != null) {
			previous.asRead().forEach((asset) -> intern(asset.representation().blob()));
		}
	}

	AssetCollection read(AssetDirectory directory) throws IOException {
		directory.visit(this::isIgnored, this);
		attachSiblings();
		if (this.previous != null) {
			this.memory.forget(blobs(this.previous.asRead()), blobs(this.assets.values()));
		}
		return new AssetCollection(new HashMap<>(this.assets), Collections.unmodifiableMap(this.skipped),
				Collections.unmodifiableMap(this.ignored), this.memory,
				(this.previous != null) ? this.previous.others() : null);
	}

	private static List<Blob> blobs(Collection<Asset> assets) {
		return assets.stream().map((asset) -> asset.representation().blob()).toList();
	}

	private boolean isIgnored(String path) {
		String builtIn = NeverServed.reason(path);
		String reason = (builtIn != null) ? builtIn : this.filter.apply(path);
		if (reason == null) {
			return false;
		}
		synchronized (this.ignored) {
			if (this.ignored.size() < AssetCollection.MAX_IGNORED) {
				this.ignored.put("/" + path, reason);
			}
		}
		return true;
	}

	@Override
	public void file(String path, BlobSource content) {
		String assetPath = path(path, content);
		Asset known = (this.previous != null) ? this.previous.file(assetPath) : null;
		if (known != null && known.holds(content)) {
			this.assets.put(assetPath, known);
			return;
		}
		try {
			BlobSource settled = settle(content);
			this.assets.put(assetPath,
					new Asset(assetPath, Representation.of(intern(this.contents.read(assetPath, settled)), settled)));
		}
		catch (IOException ex) {
			skipped(path, "it cannot be read (" + ex + ")");
		}
	}

	/**
	 * The name of the file and the path of the asset are one text, but for links.
	 */
	private static String path(String path, BlobSource content) {
		String assetPath = "/" + path;
		return (content instanceof BlobSource.InFile file && file.name().equals(assetPath)) ? file.name() : assetPath;
	}

	@Override
	public void skipped(String path, String reason) {
		this.skipped.put(path, reason);
	}

	/**
	 * A content of a jar stays in memory as long as there is room. Any other that is
	 * handed over in memory stays there, because it cannot be read again. A file that was
	 * changed just now is read again with the first request, which would wait for a large
	 * one.
	 */
	private BlobSource settle(BlobSource content) throws IOException {
		if (content instanceof BlobSource.InMemory inMemory && !this.memory.reserve(content.size())
				&& inMemory.origin() != null) {
			return new BlobSource.InJar(inMemory.origin(),
					TemporaryFile.tryCreate(new ByteArrayInputStream(inMemory.bytes())));
		}
		return (content instanceof BlobSource.InFile file && Rereading.isLarge(file)) ? file.settle() : content;
	}

	private Blob intern(Blob blob) {
		Blob present = this.blobs.putIfAbsent(blob, blob);
		return (present != null) ? present : blob;
	}

	/**
	 * A file such as {@code app.js.br} is a coded representation of {@code app.js}, if
	 * that is what it holds.
	 */
	private void attachSiblings() {
		List<Asset> named = new ArrayList<>();
		for (Asset asset : this.assets.values()) {
			if (codingOf(asset) != null) {
				named.add(asset);
			}
		}
		Map<Blob, List<Representation>> siblings = Collections.synchronizedMap(new TreeMap<>());
		if (!named.isEmpty()) {
			named.parallelStream().forEach((sibling) -> attach(sibling, siblings));
		}
		for (Blob blob : this.blobs.keySet()) {
			List<Representation> attached = siblings.getOrDefault(blob, List.of());
			if (!attached.isEmpty() || blob.coded().length > 0) {
				blob.siblings(attached);
			}
		}
	}

	private static @Nullable ContentCoding codingOf(Asset asset) {
		for (ContentCoding coding : ContentCoding.ofFiles()) {
			if (asset.path().endsWith(coding.extension())) {
				return coding;
			}
		}
		return null;
	}

	private void attach(Asset sibling, Map<Blob, List<Representation>> siblings) {
		ContentCoding coding = Objects.requireNonNull(codingOf(sibling));
		String path = sibling.path();
		Asset plain = this.assets.get(path.substring(0, path.length() - coding.extension().length()));
		if (plain != null) {
			attach(plain, coding, sibling, siblings);
		}
	}

	private void attach(Asset asset, ContentCoding coding, Asset sibling, Map<Blob, List<Representation>> siblings) {
		Representation plain = asset.representation();
		Representation coded = plain.coded(coding, sibling.representation().blob(), sibling.representation().source());
		if (coded.size() == 0 || coded.size() >= plain.size()) {
			return;
		}
		if (!this.trustSiblings && !isVerified(plain, coded) && !decodesTo(plain, coded, coding)) {
			skipped(sibling.path().substring(1) + " (as " + coding.token() + " of " + asset.path() + ")",
					"it does not hold the same content; it is served under its own path only");
			return;
		}
		siblings.compute(plain.blob(), (blob, known) -> {
			List<Representation> all = (known != null) ? known : new ArrayList<>();
			if (all.stream().noneMatch((other) -> other.coding() == coding)) {
				all.add(coded);
			}
			return all;
		});
	}

	private static boolean isVerified(Representation plain, Representation coded) {
		for (Representation known : plain.blob().coded()) {
			if (known.coding() == coded.coding() && known.blob() == coded.blob()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Without its library, a coding is taken at its word. The coded file may have been
	 * replaced since it was hashed.
	 */
	private static boolean decodesTo(Representation plain, Representation coded, ContentCoding coding) {
		if (!coding.isAvailable()) {
			return true;
		}
		try (DigestingInputStream stream = new DigestingInputStream(coded.source().open());
				InputStream decoded = new BoundedInputStream(coding.decode(stream), plain.size())) {
			boolean same = Blob.of(decoded, plain.size()).equals(plain.blob());
			stream.transferTo(OutputStream.nullOutputStream());
			return same && stream.blob().equals(coded.blob());
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Tells which content has been read from a stream.
	 */
	private static final class DigestingInputStream extends FilterInputStream {

		private final BlobDigest digest = new BlobDigest();

		DigestingInputStream(InputStream stream) {
			super(stream);
		}

		@Override
		public int read() throws IOException {
			byte[] single = new byte[1];
			return (read(single, 0, 1) != -1) ? single[0] & 0xff : -1;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int count = super.read(buffer, offset, length);
			if (count > 0) {
				this.digest.update(buffer, offset, count);
			}
			return count;
		}

		Blob blob() {
			return this.digest.blob();
		}

	}

}
