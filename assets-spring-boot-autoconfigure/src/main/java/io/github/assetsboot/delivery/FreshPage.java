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

package io.github.assetsboot.delivery;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.delivery.DefaultAssets.RewrittenResource;

import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * A page that is made for one response, with a nonce of its own. No cache stores it, and
 * it is always sent whole.
 *
 * @author the Assets for Spring Boot authors
 */
final class FreshPage {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int NONCE_BYTES = 18;

	private static final int MAX_ATTEMPTS = 3;

	private FreshPage() {
	}

	/**
	 * Make the response with the page.
	 * @param answer the response before that
	 * @param pages makes the page
	 * @param linked whether the response may have {@code Link} fields
	 * @param head whether the content is not sent
	 * @param writer reads the page
	 * @return the response, whose body writes itself
	 * @throws IOException if the page cannot be read
	 */
	static ResponseEntity<Resource> of(AssetResponse.WithAsset answer, Pages pages, boolean linked, boolean head,
			ResponseWriter writer) throws IOException {
		Representation plain = answer.asset().current();
		for (int attempt = 1;; attempt++) {
			try {
				return of(answer, plain, pages, linked, head, writer);
			}
			catch (FileChangedException ex) {
				if (attempt == MAX_ATTEMPTS) {
					throw ex;
				}
				plain = answer.asset().reread();
			}
		}
	}

	private static ResponseEntity<Resource> of(AssetResponse.WithAsset answer, Representation plain, Pages pages,
			boolean linked, boolean head, ResponseWriter writer) throws IOException {
		ResponseHeaders headers = answer.headers();
		headers.prepare(plain);
		byte[] random = new byte[NONCE_BYTES];
		RANDOM.nextBytes(random);
		String nonce = Base64.getEncoder().encodeToString(random);
		String contentType = String.valueOf(headers.contentType());
		byte[] page = pages.withNonce(read(plain, writer), contentType, nonce);
		HttpHeaders fields = new HttpHeaders();
		SelectedRepresentation selection = new SelectedRepresentation(answer.status(), plain, plain, null);
		headers.forEach(selection, CacheAudience.EVERYBODY, (name, value) -> fields.add(name, fill(value, nonce)));
		List.of(HttpHeaders.ETAG, HttpHeaders.ACCEPT_RANGES, HttpHeaders.EXPIRES).forEach(fields::remove);
		if (linked) {
			headers.links(plain).forEach((link) -> fields.add(HttpHeaders.LINK, fill(link, nonce)));
		}
		fields.setCacheControl(CacheControl.noStore());
		fields.set(HttpHeaders.CONTENT_TYPE, contentType);
		fields.setContentLength(page.length);
		Resource original = new AssetResource(answer.asset(), plain, null, head, writer, headers.guardedRules(),
				List.of());
		return ResponseEntity.status(answer.status())
			.headers(fields)
			.body(new RewrittenResource(page, page.length, original));
	}

	private static String fill(String value, String nonce) {
		return value.replace(Pages.NONCE, nonce);
	}

	private static byte[] read(Representation plain, ResponseWriter writer) throws IOException {
		byte[] kept = writer.bytes(plain);
		return (kept != null) ? kept : plain.readAll();
	}

}
