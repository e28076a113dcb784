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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection.Fingerprints;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.fingerprint.Edits.Edit;
import io.github.assetsboot.rules.UrlPath;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * A style sheet or a script with its references to other files.
 */
final class SourceFile {

	/**
	 * Nobody writes a larger file by hand, and none is held in memory.
	 */
	private static final long MAX_SIZE = 16 * 1024 * 1024;

	private final Asset asset;

	private final Blob blob;

	private final byte[] bytes;

	private final List<Link> links;

	private SourceFile(Asset asset, Blob blob, byte[] bytes, List<Link> links) {
		this.asset = asset;
		this.blob = blob;
		this.bytes = bytes;
		this.links = links;
	}

	static boolean isStyleSheet(Asset asset) {
		return asset.path().endsWith(".css") && asset.representation().size() <= MAX_SIZE;
	}

	static boolean isScript(Asset asset) {
		return (asset.path().endsWith(".js") || asset.path().endsWith(".mjs"))
				&& asset.representation().size() <= MAX_SIZE;
	}

	/**
	 * Read a file.
	 * @param asset the style sheet or script
	 * @param root the path of the root of the collection in URLs, without a slash at the
	 * end
	 * @param known returns the asset of a path, {@code null} if its path has no
	 * fingerprint
	 */
	static SourceFile read(Asset asset, String root, Function<String, @Nullable Asset> known) throws IOException {
		Representation content = asset.representation();
		byte[] bytes = content.source().readAll();
		Blob blob = content.source().isCurrent() ? content.blob() : Blob.of(bytes);
		boolean script = isScript(asset);
		List<Reference> references = script ? ModuleReferences.find(bytes) : StyleSheetReferences.find(bytes);
		List<Link> links = new ArrayList<>();
		for (Reference reference : references) {
			Asset target = target(reference.url(), asset.path(), script, root, known);
			int position = (target != null) ? position(reference, bytes, target.path()) : -1;
			if (target != null && position != -1) {
				links.add(new Link(position, target.path()));
			}
		}
		return new SourceFile(asset, blob, bytes, links);
	}

	private static @Nullable Asset target(String url, String path, boolean script, String root,
			Function<String, @Nullable Asset> known) {
		String reference = url.substring(0, endOfPath(url));
		boolean absolute = reference.startsWith("/");
		boolean relative = !absolute && (!script || reference.startsWith("./") || reference.startsWith("../"));
		if (reference.isEmpty() || reference.startsWith("//") || (!absolute && !relative)
				|| (relative && reference.indexOf(':') >= 0)) {
			return null;
		}
		String base = root + UriUtils.encodePath(path.substring(0, path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
		String normalized = UrlPath.normalize(absolute ? reference : base + reference);
		if (!normalized.startsWith(root + "/")) {
			return null;
		}
		try {
			return known.apply(StringUtils.uriDecode(normalized.substring(root.length()), StandardCharsets.UTF_8));
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

	Blob blob() {
		return this.blob;
	}

	byte[] bytes() {
		return this.bytes;
	}

	List<Link> links() {
		return this.links;
	}

	/**
	 * Return the changes that insert fingerprints. The columns of a source map would be
	 * wrong after them, so that the file does not name one any more.
	 * @param fingerprints returns the fingerprint of a path, {@code null} to leave the
	 * reference as it is
	 */
	Edits edits(Function<String, @Nullable String> fingerprints) {
		List<Edit> edits = new ArrayList<>();
		for (Link link : this.links) {
			String fingerprint = fingerprints.apply(link.path());
			if (fingerprint != null) {
				edits.add(new Edit(link.position(), link.position(), '-' + fingerprint));
			}
		}
		if (!edits.isEmpty()) {
			sourceMaps().forEach((comment) -> edits.add(new Edit(comment.from(), comment.to(), "")));
		}
		return new Edits(edits);
	}

	private List<Reference> sourceMaps() {
		return isScript(this.asset) ? ModuleReferences.findSourceMaps(this.bytes)
				: StyleSheetReferences.findSourceMaps(this.bytes);
	}

	/**
	 * A reference to a file.
	 *
	 * @param position where the fingerprint of the file is inserted
	 * @param path the path of the file
	 */
	record Link(int position, String path) {

	}

}
