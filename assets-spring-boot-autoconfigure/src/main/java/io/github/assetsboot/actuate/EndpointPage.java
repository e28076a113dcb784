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

package io.github.assetsboot.actuate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A page of the endpoint. Its content security policy allows the style sheet and the
 * script below by their hashes and nothing else: no request, no frame, no style
 * attribute.
 *
 * @author the Assets for Spring Boot authors
 */
final class EndpointPage {

	private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

	private static final String STYLE = """

			:root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --pale: #57606a; --line: #d0d7de;
				--track: #eaeef2; --first: #0969da; --second: #1a7f37; --warning: #9a3412 }
			@media (prefers-color-scheme: dark) {
				:root { --ground: #0d1117; --text: #e6edf3; --pale: #9da7b3; --line: #3d444d;
					--track: #262c36; --first: #4493f8; --second: #3fb950; --warning: #f0a35e }
			}
			* { box-sizing: border-box }
			body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: var(--text); background: var(--ground) }
			body.narrow { max-width: 56rem }
			h1 { font-size: 1.4rem }
			h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem }
			h1, h2, p, li { overflow-wrap: anywhere }
			a { color: var(--first) }
			nav { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem }
			form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center }
			label { display: flex; gap: .5rem; align-items: center; max-width: 100% }
			label.long { flex: 1 1 20rem }
			label.lines { flex: 1 1 100%; flex-wrap: wrap }
			label > input { min-width: 0 }
			label.long input { flex: 1 }
			textarea { flex: 1 1 100% }
			input, button, textarea { font: inherit; padding: .3rem .6rem; max-width: 100% }
			input[name=method] { width: 6rem }
			.drawing { margin: 1rem 0; background: #fff; border-radius: .5rem }
			.drawing svg { width: 100%; height: auto }
			li { margin: .3rem 0 }
			dl { display: flex; flex-wrap: wrap; gap: 1rem 2.4rem; margin: 1.2rem 0 }
			dt { color: var(--pale) }
			dd { margin: 0; font-size: 1.3rem }
			table { border-collapse: collapse; width: 100% }
			th { text-align: left; font-weight: normal; color: var(--pale); padding: .25rem 1rem .25rem 0; vertical-align: top }
			td { padding: .25rem 1rem .25rem 0; vertical-align: top; overflow: hidden; overflow-wrap: anywhere }
			.facts { width: auto }
			.facts th { white-space: nowrap }
			.list td, .list th { border-bottom: 1px solid var(--line) }
			.list th { white-space: nowrap }
			.list .number { text-align: right; white-space: nowrap; overflow-wrap: normal; font-variant-numeric: tabular-nums }
			.list .short { white-space: nowrap; overflow-wrap: normal }
			.list .bars { width: 24%; min-width: 6rem }
			.list .name { min-width: 10.5rem }
			.list .wide { min-width: 17rem }
			td.number:empty::after { content: "–" }
			th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-decoration: underline dotted }
			th[aria-sort=ascending] button::after { content: " ▲" }
			th[aria-sort=descending] button::after { content: " ▼" }
			.bar { display: block; width: 100%; height: .7rem; margin: .45rem 0; border-radius: .2rem }
			.bar .track { fill: var(--track) }
			.bar .first { fill: var(--first) }
			.bar .second { fill: var(--second) }
			.mark { display: inline-block; width: .7rem; height: .7rem; margin-right: .35rem }
			.mark .first { fill: var(--first) }
			.mark .second { fill: var(--second) }
			.share { display: inline-block; margin-right: 1rem; overflow-wrap: anywhere }
			.pale { color: var(--pale) }
			.warning { color: var(--warning) }
			code { font: .92em ui-monospace, monospace }
			@media (max-width: 60rem) {
				body { margin: 1rem auto }
				.list, .list tbody, .list tr, .list td { display: block }
				.list thead { display: none }
				.list tr { border-bottom: 1px solid var(--line); padding: .4rem 0 }
				.list td, .list td.number { display: flex; gap: .8rem; border: 0; padding: .1rem 0; text-align: left }
				.list td::before { content: attr(data-label); color: var(--pale); flex: 0 0 6.5rem; white-space: normal }
				.list td > * { flex: 1 1 0; min-width: 0 }
				.list .bars, .list .name, .list .wide { width: auto; min-width: 0 }
				.list td.empty { display: none }
			}
			""";

	private static final String SCRIPT = """

			for (const table of document.querySelectorAll('table.sortable')) {
				table.querySelectorAll('thead th').forEach((header, column) => {
					if (!header.textContent) {
						return;
					}
					const button = document.createElement('button');
					button.type = 'button';
					button.textContent = header.textContent;
					header.replaceChildren(button);
					const numeric = header.classList.contains('number');
					const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent;
					const compare = (a, b) => numeric ? key(a) - key(b) : key(a).localeCompare(key(b));
					button.addEventListener('click', () => {
						const before = header.getAttribute('aria-sort');
						const descending = before ? before === 'ascending' : numeric;
						table.querySelectorAll('thead th').forEach((other) => other.removeAttribute('aria-sort'));
						header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
						const rows = [...table.tBodies[0].rows].sort(compare);
						table.tBodies[0].append(...(descending ? rows.reverse() : rows));
					});
				});
			}
			""";

	private static final String POLICY = "default-src 'none'; style-src '" + hash(STYLE) + "'; script-src '"
			+ hash(SCRIPT) + "'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

	private static final String PAGE = """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width">
			<link rel="icon" href="data:,">
			<title>%s</title>
			<style>%s</style>
			</head>
			<body%s>
			%s
			<script>%s</script>
			</body>
			</html>
			""";

	private EndpointPage() {
	}

	private static String hash(String text) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return "sha256-" + Base64.getEncoder().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Create the response with a page.
	 * @param title the title, as text
	 * @param narrow whether the page is for reading rather than for tables
	 * @param body the markup of the body
	 * @return the response, which no cache keeps and no other page can frame
	 */
	static ResponseEntity<String> of(String title, boolean narrow, String body) {
		return ResponseEntity.ok()
			.contentType(HTML)
			.cacheControl(CacheControl.noStore())
			.header("Content-Security-Policy", POLICY)
			.header("X-Content-Type-Options", "nosniff")
			.header("X-Frame-Options", "DENY")
			.header("Referrer-Policy", "no-referrer")
			.header("Cross-Origin-Resource-Policy", "same-origin")
			.header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
			.body(PAGE.formatted(Html.text(title), STYLE, narrow ? " class=\"narrow\"" : "", body, SCRIPT));
	}

}
