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

import java.util.Set;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A path pattern that a handler of the application is mapped to.
 *
 * @param pattern the pattern
 * @param methods the methods that it is mapped for, empty for all of them
 * @author the Assets for Spring Boot authors
 */
record HandlerPath(PathPattern pattern, Set<String> methods) {

	boolean matches(PathContainer path) {
		return this.pattern.matches(path);
	}

	boolean accepts(String method) {
		return this.methods.isEmpty() || this.methods.contains(method);
	}

	/**
	 * Return some method that it is mapped for, GET if possible.
	 */
	String exampleMethod() {
		return accepts("GET") ? "GET" : this.methods.iterator().next();
	}

	/**
	 * Return some path that matches.
	 */
	String examplePath() {
		return this.pattern.getPatternString().replaceAll("\\{[^/]*}|\\*+|\\?", "x");
	}

	/**
	 * Return the pattern as {@code assets.run-worker-first} would have it.
	 */
	String glob() {
		return this.pattern.getPatternString().replaceAll("\\{[^/]*}|\\?", "*").replaceAll("\\*[*/]*\\*", "*");
	}

	@Override
	public String toString() {
		return (accepts("GET") ? "" : exampleMethod() + " ") + this.pattern.getPatternString();
	}

}
