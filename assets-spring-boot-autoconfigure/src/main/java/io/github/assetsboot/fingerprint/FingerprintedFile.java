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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection.Fingerprints;
import io.github.assetsboot.fingerprint.Edits.Edit;
import io.github.assetsboot.rules.UrlPath;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * A file that has a fingerprint, with its references to others.
 */
final class FingerprintedFile {

	/**
	 * Nobody writes a larger file by hand, and none is held in memory.
	 */
	private static final long MAX_SIZE = 16 * 1024 * 1024;

	private final Asset asset;

	private byte[] bytes = {};

	private final List<Link> links = new ArrayList<>();

	private @Nullable String fingerprint;

	/**
	 * The place in the search for groups.
	 */
	int number = -1;

	int lowest;

	boolean open;

	FingerprintedFile(Asset asset) {
		this.asset = asset;
	}

	static boolean isStyleSheet(String path) {
		return path.endsWith(".css");
	}

	static boolean isScript(String path) {
		return path.endsWith(".js") || path.endsWith(".mjs");
	}

	/**
	 * Return whether an asset is a style sheet or a script that is not too large.
	 */
	static boolean isReadable(Asset asset) {
		return asset.representation().size() <= MAX_SIZE && (isStyleSheet(asset.path()) || isScript(asset.path()));
	}

	/**
	 * Find the references in the content.
	 * @param bytes the content
	 * @param root the path of the root of the collection in URLs, without a slash at the
	 * end
	 * @param known returns the file of a path, {@code null} if it has no fingerprint
	 */
	void findLinks(byte[] bytes, String root, Function<String, @Nullable FingerprintedFile> known) {
		List<Reference> references = isScript(path()) ? ModuleReferences.find(bytes) : StyleSheetReferences.find(bytes);
		for (Reference reference : references) {
			String path = target(reference.url(), path(), root);
			FingerprintedFile target = (path != null) ? known.apply(path) : null;
			int position = (target != null) ? position(reference, bytes, target.path()) : -1;
			if (target != null && position != -1) {
				this.links.add(new Link(position, target));
				this.bytes = bytes;
			}
		}
	}

	/**
	 * Return the path that a reference leads to.
	 * @param url the reference
	 * @param file the path of the file that it is in
	 * @param root the path of the root of the collection in URLs, without a slash at the
	 * end
	 * @return the path in the collection, or {@code null} if it leads elsewhere
	 */
	static @Nullable String target(String url, String file, String root) {
		String reference = url.substring(0, endOfPath(url));
		if (reference.isEmpty() || reference.startsWith("//")) {
			return null;
		}
		if (reference.startsWith("/")) {
			return withoutRoot(reference, root);
		}
		boolean relative = reference.indexOf(':') < 0
				&& (!isScript(file) || reference.startsWith("./") || reference.startsWith("../"));
		return relative ? resolve(reference, file, root) : null;
	}

	private static @Nullable String withoutRoot(String reference, String root) {
		String normalized = UrlPath.normalize(reference);
		return normalized.startsWith(root + "/") ? decode(normalized.substring(root.length())) : null;
	}

	/**
	 * Most references name a file in the same folder, or in one above it, as it is
	 * spelled.
	 */
	private static @Nullable String resolve(String reference, String file, String root) {
		int start = 0;
		int folder = file.lastIndexOf('/');
		while (reference.startsWith("./", start)) {
			start += 2;
		}
		while (reference.startsWith("../", start) && folder > 0) {
			start += 3;
			folder = file.lastIndexOf('/', folder - 1);
		}
		if (reference.indexOf("./", start) < 0 && reference.indexOf('%') < 0 && reference.indexOf('\\') < 0) {
			return file.substring(0, folder + 1) + reference.substring(start);
		}
		String base = UriUtils.encodePath(file.substring(0, file.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
		return withoutRoot(root + base + reference, root);
	}

	private static @Nullable String decode(String path) {
		try {
			return StringUtils.uriDecode(path, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static int endOfPath(String url) {
		int i = 0;
		while (i < url.length() && url.charAt(i) != '?' && url.charAt(i) != '#') {
			i++;
		}
		return i;
	}

	/**
	 * Return where the fingerprint is inserted: before the extension, if the file spells
	 * it without escapes, else -1.
	 */
	private static int position(Reference reference, byte[] bytes, String target) {
		int end = reference.from();
		while (end < reference.to() && bytes[end] != '?' && bytes[end] != '#') {
			end++;
		}
		String extension = target.substring(Fingerprints.extension(target));
		int position = end - extension.length();
		boolean spelled = position > reference.from()
				&& extension.equals(new String(bytes, position, extension.length(), StandardCharsets.UTF_8));
		return spelled ? position : -1;
	}

	Asset asset() {
		return this.asset;
	}

	String path() {
		return this.asset.path();
	}

	List<Link> links() {
		return this.links;
	}

	String fingerprint() {
		Assert.state(this.fingerprint != null, "Not indexed yet");
		return this.fingerprint;
	}

	boolean isIndexed() {
		return this.fingerprint != null;
	}

	void fingerprint(String fingerprint) {
		this.fingerprint = fingerprint;
	}

	/**
	 * Return an asset whose references lead to paths with fingerprints. The columns of a
	 * source map would be wrong, so that it does not name one any more.
	 * @param path the path of the asset
	 * @param immutable whether the path never has another content
	 */
	Asset edited(String path, boolean immutable) {
		List<Edit> edits = new ArrayList<>();
		for (Link link : this.links) {
			edits.add(new Edit(link.position(), link.position(), '-' + link.target().fingerprint()));
		}
		sourceMaps().forEach((comment) -> edits.add(new Edit(comment.from(), comment.to(), "")));
		Edits change = new Edits(edits);
		return this.asset.derive(path, change, change.apply(this.bytes), immutable);
	}

	private List<Reference> sourceMaps() {
		return isScript(this.asset.path()) ? ModuleReferences.findSourceMaps(this.bytes)
				: StyleSheetReferences.findSourceMaps(this.bytes);
	}

	/**
	 * A reference to a file.
	 *
	 * @param position where the fingerprint of the file is inserted
	 * @param target the file
	 */
	record Link(int position, FingerprintedFile target) {

	}

}
