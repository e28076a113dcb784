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

package io.github.assetsboot.livereload;

import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.ServletRequests;
import io.github.assetsboot.delivery.ServletResponses;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.servlet.RequestDecisions;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/**
 * Puts the script into pages that a browser navigates to, and logs missing files that
 * pages refer to.
 */
@SuppressWarnings("serial")
final class LiveReloadFilter extends HttpFilter {

	/**
	 * Ahead of the filters that write header fields, such as that of Spring Security, and
	 * behind the one that knows the address of a proxy.
	 */
	static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

	private static final Log logger = LogFactory.getLog(LiveReloadFilter.class);

	private static final Set<String> REFERRED = Set.of("audio", "font", "image", "manifest", "script", "style", "track",
			"video", "worker");

	/**
	 * Browsers ask for it though no page refers to it.
	 */
	private static final String ICON = "/favicon.ico";

	private static final int MAX_MISSING = 1000;

	private final transient LiveReloadClients clients;

	private final transient LiveReloadScript script = LiveReloadScript.load();

	private final String path;

	private final transient Predicate<String> allowedHosts;

	private final transient AssetCollections assets;

	private final transient Set<String> missing = ConcurrentHashMap.newKeySet();

	LiveReloadFilter(LiveReloadClients clients, String path, Predicate<String> allowedHosts, AssetCollections assets) {
		this.clients = clients;
		this.path = path;
		this.allowedHosts = allowedHosts;
		this.assets = assets;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		LiveReloadResponse present = WebUtils.getNativeResponse(response, LiveReloadResponse.class);
		if (present != null) {
			if (request.getDispatcherType() == DispatcherType.FORWARD && !response.isCommitted()) {
				// Jetty forgets what was written without telling the wrapper
				present.resetBuffer();
			}
			filter(present, request, response, chain);
		}
		else if (request.getDispatcherType() != DispatcherType.FORWARD && isForPage(request)) {
			LiveReloadResponse page = new LiveReloadResponse(request, response, this.script, this.path,
					this.clients.state());
			filter(page, new WholePageRequest(request, page), page, chain);
		}
		else {
			chain.doFilter(request, response);
			if (request.getDispatcherType() == DispatcherType.REQUEST) {
				logIfMissing(request, response);
			}
		}
	}

	private static void filter(LiveReloadResponse page, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		chain.doFilter(request, response);
		if (!request.isAsyncStarted()) {
			page.finish();
		}
	}

	private boolean isForPage(HttpServletRequest request) {
		String method = request.getMethod();
		return (method.equals("GET") || method.equals("HEAD")) && isNavigation(request)
				&& this.allowedHosts.test(LiveReloadServlet.host(request));
	}

	/**
	 * A browser sends {@code Sec-Fetch-Mode} to addresses that it trusts only, such as
	 * {@code localhost}. To others, it sends {@code Upgrade-Insecure-Requests} with each
	 * navigation, and not with requests of scripts. A web view of Android names its
	 * application in {@code X-Requested-With}.
	 */
	private static boolean isNavigation(HttpServletRequest request) {
		String mode = request.getHeader("Sec-Fetch-Mode");
		String destination = request.getHeader("Sec-Fetch-Dest");
		if (mode == null && destination == null && request.getHeader("Sec-Fetch-Site") == null) {
			String accept = request.getHeader(HttpHeaders.ACCEPT);
			return accept != null && accept.strip().toLowerCase(Locale.ROOT).startsWith("text/html")
					&& "1".equals(request.getHeader("Upgrade-Insecure-Requests"))
					&& !"XMLHttpRequest".equalsIgnoreCase(request.getHeader("X-Requested-With"))
					&& request.getHeader("HX-Request") == null;
		}
		return "navigate".equals(mode) && (destination == null || destination.equals("document"));
	}

	private void logIfMissing(HttpServletRequest request, HttpServletResponse response) {
		String destination = request.getHeader("Sec-Fetch-Dest");
		if (destination == null || !REFERRED.contains(destination)
				|| response.getStatus() != HttpServletResponse.SC_NOT_FOUND || !ServletResponses.isNotFound(request)
				|| RequestDecisions.isForProject(request)) {
			return;
		}
		AssetRouter router = this.assets.choose(request).snapshot().router();
		String path = router.lookedUpPath(ServletRequests.toRoutingRequest(request));
		String referrer = referrer(request);
		if (path == null || referrer == null || path.equals(ICON) || router.isForDevServer()
				|| this.missing.size() >= MAX_MISSING || !this.missing.add(path)) {
			return;
		}
		String nearest = router.assets().nearest(path, UnaryOperator.identity());
		logger.warn(referrer + " refers to " + path + ", which does not exist."
				+ ((nearest != null) ? " The nearest existing path is " + nearest + "." : ""));
	}

	/**
	 * Return the path of the page or the style sheet that refers to a file.
	 */
	private static @Nullable String referrer(HttpServletRequest request) {
		try {
			URI referrer = URI.create(String.valueOf(request.getHeader(HttpHeaders.REFERER)));
			boolean own = request.getServerName().equalsIgnoreCase(referrer.getHost());
			return own ? referrer.getRawPath() : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * A request that asks for the whole page as it is now. A page that the browser has
	 * kept shows a former state. Asynchronous processing goes on with the page.
	 */
	private static final class WholePageRequest extends HttpServletRequestWrapper {

		private static final Set<String> HIDDEN = Set.of("accept-encoding", "if-modified-since", "if-none-match",
				"if-range", "range");

		private final LiveReloadResponse page;

		WholePageRequest(HttpServletRequest request, LiveReloadResponse page) {
			super(request);
			this.page = page;
		}

		/**
		 * The container would go on with its own response, which knows neither the
		 * beginning of the page nor the fields that are held back.
		 */
		@Override
		public AsyncContext startAsync() {
			return startAsync(this, this.page);
		}

		@Override
		public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
			return new PageAsyncContext(super.startAsync(request, response), this.page);
		}

		@Override
		public AsyncContext getAsyncContext() {
			return new PageAsyncContext(super.getAsyncContext(), this.page);
		}

		@Override
		public @Nullable String getHeader(String name) {
			return isHidden(name) ? null : super.getHeader(name);
		}

		@Override
		public long getDateHeader(String name) {
			return isHidden(name) ? -1 : super.getDateHeader(name);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
		}

		@Override
		public Enumeration<String> getHeaderNames() {
			return Collections.enumeration(
					Collections.list(super.getHeaderNames()).stream().filter((name) -> !isHidden(name)).toList());
		}

		private static boolean isHidden(String name) {
			return HIDDEN.contains(name.toLowerCase(Locale.ROOT));
		}

	}

	/**
	 * Ends the page before the response is completed. A listener would be told too late:
	 * Jetty has sent the response by then.
	 */
	private record PageAsyncContext(AsyncContext context, LiveReloadResponse page) implements AsyncContext {

		@Override
		public void complete() {
			try {
				this.page.finish();
			}
			catch (IOException ex) {
				logger.debug("The page could not be ended, because the client has gone.", ex);
			}
			finally {
				this.context.complete();
			}
		}

		@Override
		public ServletRequest getRequest() {
			return this.context.getRequest();
		}

		@Override
		public ServletResponse getResponse() {
			return this.context.getResponse();
		}

		@Override
		public boolean hasOriginalRequestAndResponse() {
			return this.context.hasOriginalRequestAndResponse();
		}

		@Override
		public void dispatch() {
			this.context.dispatch();
		}

		@Override
		public void dispatch(String path) {
			this.context.dispatch(path);
		}

		@Override
		public void dispatch(ServletContext servletContext, String path) {
			this.context.dispatch(servletContext, path);
		}

		@Override
		public void start(Runnable run) {
			this.context.start(run);
		}

		@Override
		public void addListener(AsyncListener listener) {
			this.context.addListener(listener);
		}

		@Override
		public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
			this.context.addListener(listener, request, response);
		}

		@Override
		public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
			return this.context.createListener(type);
		}

		@Override
		public void setTimeout(long timeout) {
			this.context.setTimeout(timeout);
		}

		@Override
		public long getTimeout() {
			return this.context.getTimeout();
		}

	}

}
