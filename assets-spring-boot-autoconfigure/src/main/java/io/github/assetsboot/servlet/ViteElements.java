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

package io.github.assetsboot.servlet;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.ViteTags;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

/**
 * The elements that load entries of a Vite build.
 *
 * @param styleElements the links to style sheets
 * @param scriptElements the scripts and the links to modules
 * @param nonce the nonce that each element gets, or {@code null} for none
 * @param preloading adds the files with the nonce to the header of a response
 * @author the Assets for Spring Boot authors
 */
record ViteElements(List<Element> styleElements, List<Element> scriptElements, @Nullable String nonce,
		BiConsumer<HttpServletResponse, @Nullable String> preloading) implements ViteTags {

	@Override
	public ViteTags nonce(@Nullable String nonce) {
		return new ViteElements(this.styleElements, this.scriptElements, nonce, this.preloading);
	}

	@Override
	public void preload(HttpServletResponse response) {
		this.preloading.accept(response, this.nonce);
	}

	@Override
	public String styles() {
		return html(this.styleElements.stream());
	}

	@Override
	public String scripts() {
		return html(this.scriptElements.stream());
	}

	@Override
	public String toString() {
		return html(Stream.concat(this.styleElements.stream(), this.scriptElements.stream()));
	}

	private String html(Stream<Element> elements) {
		String attribute = (this.nonce != null) ? Element.attribute("nonce", this.nonce) : "";
		return elements.map((element) -> element.start() + attribute + element.rest())
			.collect(Collectors.joining("\n"));
	}

	/**
	 * An element.
	 *
	 * @param start the text up to the last attribute
	 * @param rest the text after it
	 */
	record Element(String start, String rest) {

		static Element script(String src, String integrity) {
			return new Element("<script type=\"module\"" + (integrity.isEmpty() ? "" : " crossorigin")
					+ attribute("src", src) + integrity(integrity), "></script>");
		}

		static Element script(String content) {
			return new Element("<script type=\"module\"", ">" + content + "</script>");
		}

		static Element link(String rel, String href, String integrity) {
			return new Element("<link rel=\"" + rel + "\"" + (integrity.isEmpty() ? "" : " crossorigin")
					+ attribute("href", href) + integrity(integrity), ">");
		}

		private static String integrity(String integrity) {
			return integrity.isEmpty() ? "" : attribute("integrity", integrity);
		}

		private static String attribute(String name, String value) {
			return " " + name + "=\"" + HtmlUtils.htmlEscape(value) + "\"";
		}

	}

}
