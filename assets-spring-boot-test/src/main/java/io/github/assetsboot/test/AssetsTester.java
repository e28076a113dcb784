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

package io.github.assetsboot.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.assetsboot.explain.RoutingExplainer;
import io.github.assetsboot.explain.RoutingExplainer.ExplainedDecision;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;

/**
 * Asks for decisions on requests: the file, the redirect, the fallback page, the handler
 * of the application or 404. No request is sent, and no handler is called.
 * <p>
 * In the context of an application, {@link AssetsTest @AssetsTest} adds a tester as a
 * bean. It knows the controllers. {@link #of} and {@link #ofApplication} create a tester
 * that needs neither a server nor the beans of the application.
 *
 * <pre class="code">
 * AssetsTester assets = AssetsTester.of("file:./frontend/public").withHandlers("GET /api/users");
 *
 * assertThat(assets.get("/old")).redirectsTo("/new", 301);
 * assertThat(assets.get("/api/users")).isHandledBy("GET /api/users");
 * assertThat(assets).hasDecisionsOf("classpath:redirects.txt");
 * </pre>
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetsTester implements AssertProvider<AssetsTesterAssert> {

	private final @Nullable List<String> profiles;

	private final List<String> properties;

	private final List<String> handlers;

	private final @Nullable ApplicationContext context;

	private final Supplier<RoutingExplainer> explainer;

	private AssetsTester(@Nullable List<String> profiles, List<String> properties, List<String> handlers) {
		this.profiles = profiles;
		this.properties = properties;
		this.handlers = handlers;
		this.context = null;
		this.explainer = SingletonSupplier.of(() -> StandaloneAssets.start(profiles, properties, handlers));
	}

	private AssetsTester(ApplicationContext context) {
		this.profiles = null;
		this.properties = List.of();
		this.handlers = List.of();
		this.context = context;
		this.explainer = () -> context.getBeanProvider(RoutingExplainer.class)
			.getIfAvailable(AssetsTester::failWithoutAssets);
	}

	private static RoutingExplainer failWithoutAssets() {
		throw new IllegalStateException("The application context has no assets. Remove 'assets.enabled=false', and let"
				+ " the test start a servlet web application or a slice of one, for instance with @WebMvcTest.");
	}

	/**
	 * Create a tester for a directory, with its {@code _redirects} and {@code _headers}.
	 * Files with the configuration of the application are not read.
	 * @param directory the directory, as in the property {@code assets.directory}
	 * @return the tester
	 */
	public static AssetsTester of(String directory) {
		return new AssetsTester(null, List.of("assets.directory=" + directory), List.of());
	}

	/**
	 * Create a tester for the assets of the application, with the properties of its
	 * configuration files such as {@code application.yml}. No bean of the application is
	 * created.
	 * @param profiles the active profiles
	 * @return the tester
	 */
	public static AssetsTester ofApplication(String... profiles) {
		return new AssetsTester(List.of(profiles), List.of(), List.of());
	}

	/**
	 * Create a tester for an application that a test has started.
	 * @param context the application context
	 * @return the tester
	 */
	public static AssetsTester from(ApplicationContext context) {
		return new AssetsTester(context);
	}

	/**
	 * Return a tester with further properties.
	 * @param pairs the properties, as {@code name=value}
	 * @return the tester
	 * @throws IllegalStateException if this tester is for an application context
	 */
	public AssetsTester withPropertyValues(String... pairs) {
		requireStandalone("Set properties where the context is configured, for instance with @SpringBootTest(properties"
				+ " = …).");
		return new AssetsTester(this.profiles, join(this.properties, pairs), this.handlers);
	}

	/**
	 * Return a tester with further handlers, which stand for controllers.
	 * @param patterns the path patterns as in {@code @RequestMapping}, each with a method
	 * in front or without: {@code GET /api/users}, {@code /members/**}
	 * @return the tester
	 * @throws IllegalStateException if this tester is for an application context
	 */
	public AssetsTester withHandlers(String... patterns) {
		requireStandalone("It knows the handlers of the application.");
		return new AssetsTester(this.profiles, this.properties, join(this.handlers, patterns));
	}

	private void requireStandalone(String way) {
		if (this.context != null) {
			throw new IllegalStateException("This tester is for an application context. " + way);
		}
	}

	private static List<String> join(List<String> list, String... more) {
		List<String> all = new ArrayList<>(list);
		all.addAll(Arrays.asList(more));
		return List.copyOf(all);
	}

	/**
	 * Ask for the decision on a GET request without header fields.
	 * @param path the path inside the context path, or a URL with the host; with a query
	 * or without
	 * @return the request
	 */
	public AssetsRequestBuilder get(String path) {
		return method(HttpMethod.GET, path);
	}

	/**
	 * Ask for the decision on a POST request without header fields.
	 * @param path the path inside the context path, or a URL with the host
	 * @return the request
	 */
	public AssetsRequestBuilder post(String path) {
		return method(HttpMethod.POST, path);
	}

	/**
	 * Ask for the decision on a request without header fields.
	 * @param method the method
	 * @param path the path inside the context path, or a URL with the host
	 * @return the request
	 */
	public AssetsRequestBuilder method(HttpMethod method, String path) {
		return new AssetsRequestBuilder(this.explainer, method.name(), path, Map.of());
	}

	/**
	 * Ask for the decision on a navigation request: a link, or the address bar of a
	 * browser.
	 * @param path the path inside the context path, or a URL with the host
	 * @return the request
	 */
	public AssetsRequestBuilder navigate(String path) {
		return get(path).header("Sec-Fetch-Mode", "navigate")
			.header("Sec-Fetch-Dest", "document")
			.header(HttpHeaders.ACCEPT, String.valueOf(RequestPurpose.NAVIGATION.accept()));
	}

	/**
	 * Return the assertions on a table of decisions.
	 * @return the assertions
	 * @deprecated for use by AssertJ, write {@code assertThat(assets)}
	 */
	@Override
	@Deprecated(since = "0.1.0", forRemoval = false)
	public AssetsTesterAssert assertThat() {
		return new AssetsTesterAssert(this);
	}

	/**
	 * A request to ask for the decision on. Pass it to {@code assertThat}.
	 * <p>
	 * Immutable and safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class AssetsRequestBuilder implements AssertProvider<DecisionAssert> {

		private final Supplier<RoutingExplainer> explainer;

		private final String method;

		private final String path;

		private final Map<String, String> headers;

		private AssetsRequestBuilder(Supplier<RoutingExplainer> explainer, String method, String path,
				Map<String, String> headers) {
			this.explainer = explainer;
			this.method = method;
			this.path = path;
			this.headers = headers;
		}

		/**
		 * Return the request with a header field.
		 * @param name the name
		 * @param value the value
		 * @return the request
		 */
		public AssetsRequestBuilder header(String name, String value) {
			Map<String, String> fields = new LinkedHashMap<>(this.headers);
			fields.put(name, value);
			return new AssetsRequestBuilder(this.explainer, this.method, this.path, fields);
		}

		/**
		 * Return the request with the media types that the client accepts.
		 * @param mediaTypes the media types
		 * @return the request
		 */
		public AssetsRequestBuilder accept(MediaType... mediaTypes) {
			return header(HttpHeaders.ACCEPT, MediaType.toString(List.of(mediaTypes)));
		}

		/**
		 * Return the request to a host, for header rules and collections that name one.
		 * @param host the name of the host
		 * @return the request
		 */
		public AssetsRequestBuilder host(String host) {
			return header(HttpHeaders.HOST, host);
		}

		/**
		 * Decide on the request.
		 * @return the decision and its explanation
		 * @throws IllegalArgumentException if the method, the path or the host is not
		 * valid
		 * @throws IllegalStateException if the assets cannot be read, or the application
		 * context has no assets
		 */
		public ExplainedDecision explain() {
			return this.explainer.get().explain(this.method, this.path, this.headers);
		}

		/**
		 * Decide on the request, without looking for the reasons why there is no asset.
		 */
		ExplainedDecision decide() {
			return this.explainer.get().explainWithoutFindings(this.method, this.path, this.headers);
		}

		/**
		 * Return the assertions on the decision.
		 * @return the assertions
		 * @deprecated for use by AssertJ, write {@code assertThat(assets.get("/"))}
		 */
		@Override
		@Deprecated(since = "0.1.0", forRemoval = false)
		public DecisionAssert assertThat() {
			return new DecisionAssert(explain());
		}

	}

}
