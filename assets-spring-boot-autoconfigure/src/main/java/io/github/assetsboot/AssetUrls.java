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

package io.github.assetsboot;

/**
 * URLs of assets for pages that the application renders. With
 * {@code assets.fingerprint.paths}, they tell the content of the file, so that browsers
 * keep it for a year and load a changed file at once. <pre class="code">
 * &#64;Controller
 * class HomeController {
 *
 *     private final AssetUrls assetUrls;
 *
 *     // ...
 *
 *     &#64;GetMapping("/home")
 *     String home(Model model) {
 *         model.addAttribute("logo", this.assetUrls.url("/img/logo.svg"));
 *         return "home";
 *     }
 *
 * }
 * </pre>
 * <p>
 * A path is that of the file in the directory, decoded and starting with a slash. In a
 * request for a project, its assets count. The context path is that of the request, or of
 * the application outside of a request.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface AssetUrls {

	/**
	 * Return the URL of an asset.
	 * @param path the path, such as {@code /css/app.css}; a query and a fragment are kept
	 * @return the URL, such as {@code /context/css/app-3f9a1c2b7d.css}; the path itself
	 * if there is no such asset
	 */
	String url(String path);

	/**
	 * Return the hash by which a browser checks what it loads from {@link #url}.
	 * @param path the path, such as {@code /css/app.css}
	 * @return the value of the attribute {@code integrity}, such as {@code sha384-oqVu…};
	 * empty while a development server has the files, and for a file that has been
	 * changed since the directory was read
	 * @throws IllegalArgumentException if there is no such asset
	 * @throws java.io.UncheckedIOException if the file cannot be read
	 * @see <a href="https://www.w3.org/TR/sri/">Subresource Integrity</a>
	 */
	String integrity(String path);

	/**
	 * Return an import map of the JavaScript files whose URLs tell their content, so that
	 * a script in a page can import them by their paths.
	 * @return the JSON for {@code <script type="importmap">}, with their URLs and hashes
	 * @throws java.io.UncheckedIOException if a file cannot be read
	 * @see <a href=
	 * "https://html.spec.whatwg.org/multipage/webappapis.html#import-maps">Import
	 * maps</a>
	 */
	String importMap();

	/**
	 * Return the HTML elements that load entries of a Vite build, as its manifest names
	 * their files: style sheets, scripts, and links to the modules that these import.
	 * While a development server has the files, the elements load the entries from it.
	 * @param entries the names of the entries, such as {@code src/main.ts}
	 * @return the elements
	 * @throws IllegalStateException if there is no manifest, or a file that it names is
	 * missing
	 * @throws IllegalArgumentException if the manifest has no such entry; the message
	 * lists the entries
	 * @throws java.io.UncheckedIOException if a file cannot be read
	 * @see <a href="https://vite.dev/guide/backend-integration">Vite: Backend
	 * Integration</a>
	 */
	ViteTags vite(String... entries);

}
