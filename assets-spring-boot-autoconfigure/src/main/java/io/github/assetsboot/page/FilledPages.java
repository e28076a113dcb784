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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.html.HtmlElement;
import io.github.assetsboot.html.HtmlRewriter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonWriter;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;

/**
 * Pages with data for their scripts.
 *
 * @author the Assets for Spring Boot authors
 */
final class FilledPages {

	private static final Log logger = LogFactory.getLog(FilledPages.class);

	private static final JsonWriter<Map<String, ?>> JSON = JsonWriter.standard();

	private static final String JSON_TYPE = "application/json";

	private final PageSettings settings;

	private final List<String> names;

	private final String json;

	FilledPages(PageSettings settings, Map<String, ?> data) {
		this.settings = settings;
		this.names = List.copyOf(data.keySet());
		// a less-than sign could end the element, an ampersand is a reference in XML, and
		// the two separators end a line in older JavaScript
		this.json = JSON.writeToString(data)
			.replace("<", "\\u003c")
			.replace(">", "\\u003e")
			.replace("&", "\\u0026")
			.replace("\u2028", "\\u2028")
			.replace("\u2029", "\\u2029");
	}

	List<String> names() {
		return this.names;
	}

	AssetCollection fill(AssetCollection assets, @Nullable AssetCollection previous) throws IOException {
		String path = this.settings.dataPath();
		// the file of another version has data, too
		if (path != null && assets.own(path) != null) {
			throw new IllegalArgumentException("the directory has a file at this path");
		}
		List<Asset> made = new ArrayList<>();
		try {
			assets.assets()
				.parallelStream()
				.filter((asset) -> Pages.isPage(asset.contentType()))
				.flatMap((asset) -> filled(asset, previous).stream())
				.collect(Collectors.toList())
				.forEach(made::add);
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
		if (path != null) {
			made.add(Asset.of(path, this.json.getBytes(StandardCharsets.UTF_8)));
		}
		if (made.isEmpty() && !this.settings.devServer()) {
			logger.warn("No page uses the values of '" + this.settings.property("page-data")
					+ "'. Add the element <script type=\"" + JSON_TYPE + "\" id=\"" + this.settings.dataId()
					+ "\"></script> to a page, or set '" + this.settings.property("page-data-path") + "'.");
		}
		return made.isEmpty() ? assets : assets.with(made);
	}

	/**
	 * The same content as before keeps its coded representations.
	 */
	private List<Asset> filled(Asset page, @Nullable AssetCollection previous) {
		Asset before = (previous != null) ? previous.get(page.path()) : null;
		String contentType = String.valueOf(page.contentType());
		try {
			byte[] bytes = page.representation().source().readAll();
			byte[] filled = mayHaveElement(bytes) ? fill(bytes, contentType) : bytes;
			if (filled == bytes) {
				return List.of();
			}
			Asset asset = page.derive(page.path(), (content) -> fillOrKeep(content, contentType), Blob.of(filled),
					page.isImmutable());
			return List.of((before != null) ? asset.sharing(before) : asset);
		}
		catch (FileChangedException ex) {
			// a build is running, which ends with a reload
			return List.of();
		}
		catch (IllegalStateException ex) {
			logger.warn("The page " + page + " cannot be filled with '" + this.settings.property("page-data") + "': "
					+ ex.getMessage());
			return List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Most pages are not rewritten in vain. Pages in UTF-16 begin with a byte order mark.
	 */
	private boolean mayHaveElement(byte[] page) {
		boolean utf16 = page.length > 1 && (page[0] == (byte) 0xFE || page[0] == (byte) 0xFF);
		return utf16 || new String(page, StandardCharsets.ISO_8859_1).contains(this.settings.dataId());
	}

	/**
	 * A file that is changed in place may have become one that cannot be rewritten.
	 */
	private byte[] fillOrKeep(byte[] page, String contentType) {
		try {
			return fill(page, contentType);
		}
		catch (IllegalStateException ex) {
			return page;
		}
	}

	private byte[] fill(byte[] page, String contentType) {
		return HtmlPages.rewrite(page, contentType, this::withData);
	}

	ResponseEntity<Resource> fill(ResponseEntity<Resource> response) {
		return withData(HtmlRewriter.create()).transform(response);
	}

	private HtmlRewriter withData(HtmlRewriter rewriter) {
		return rewriter.on("script", (script) -> {
			if (isForData(script)) {
				script.setInnerContent(this.json);
			}
		});
	}

	private boolean isForData(HtmlElement script) {
		String type = script.getAttribute("type");
		return this.settings.dataId().equals(script.getAttribute("id")) && type != null
				&& type.strip().equalsIgnoreCase(JSON_TYPE);
	}

}
