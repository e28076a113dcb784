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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * Collects the path patterns of a router function, as far as its predicates tell them.
 *
 * @author the Assets for Spring Boot authors
 */
final class RouterFunctionPaths implements RouterFunctions.Visitor {

	private final BiConsumer<String, Set<String>> consumer;

	private final Consumer<String> reserved;

	private final Deque<List<String>> prefixes = new ArrayDeque<>(List.of(List.of("")));

	/**
	 * Create a visitor.
	 * @param consumer takes each pattern, and the methods that it is mapped for
	 * @param reserved takes each pattern of {@link ApplicationMappings#RESERVED}
	 */
	RouterFunctionPaths(BiConsumer<String, Set<String>> consumer, Consumer<String> reserved) {
		this.consumer = consumer;
		this.reserved = reserved;
	}

	@Override
	public void startNested(RequestPredicate predicate) {
		List<String> paths = new Predicate(predicate).paths;
		List<String> outer = this.prefixes.element();
		this.prefixes.push(paths.isEmpty() ? outer : join(outer, paths));
	}

	private static List<String> join(List<String> prefixes, List<String> paths) {
		return prefixes.stream().flatMap((prefix) -> paths.stream().map((path) -> prefix + path)).toList();
	}

	@Override
	public void endNested(RequestPredicate predicate) {
		this.prefixes.pop();
	}

	@Override
	public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
		Predicate visited = new Predicate(predicate);
		join(this.prefixes.element(), visited.paths).forEach((path) -> this.consumer.accept(path, visited.methods));
	}

	@Override
	public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {
	}

	@Override
	public void attributes(Map<String, Object> attributes) {
		if (attributes.get(ApplicationMappings.RESERVED) instanceof String pattern) {
			this.reserved.accept(pattern);
		}
	}

	@Override
	public void unknown(RouterFunction<?> routerFunction) {
	}

	/**
	 * The paths and methods that a predicate names.
	 */
	private static final class Predicate implements RequestPredicates.Visitor {

		private final List<String> paths = new ArrayList<>();

		private final Set<String> methods = new HashSet<>();

		private int negations;

		Predicate(RequestPredicate predicate) {
			predicate.accept(this);
		}

		@Override
		public void method(Set<HttpMethod> methods) {
			methods.forEach((method) -> this.methods.add(method.name()));
		}

		@Override
		public void path(String pattern) {
			if (this.negations == 0) {
				this.paths.add(pattern);
			}
		}

		@Override
		@SuppressWarnings("removal")
		public void pathExtension(String extension) {
		}

		@Override
		public void header(String name, String value) {
		}

		@Override
		public void param(String name, String value) {
		}

		@Override
		public void version(String version) {
		}

		@Override
		public void startAnd() {
		}

		@Override
		public void and() {
		}

		@Override
		public void endAnd() {
		}

		@Override
		public void startOr() {
		}

		@Override
		public void or() {
		}

		@Override
		public void endOr() {
		}

		@Override
		public void startNegate() {
			this.negations++;
		}

		@Override
		public void endNegate() {
			this.negations--;
		}

		@Override
		public void unknown(RequestPredicate predicate) {
		}

	}

}
