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

package io.github.assetsboot.security;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.github.assetsboot.delivery.ResponseWriter.ApplicationCacheControl;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.debug.DebugFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells whether Spring Security adds {@code Cache-Control} to a response.
 * <p>
 * Spring Security offers no way to ask for the header writers of a filter chain. So the
 * {@code HeaderWriterFilter} that filters the request is run once more, on a response
 * that only takes note of {@code Cache-Control}. This holds for header writers with a
 * condition, too.
 * <p>
 * Safe for use by many threads.
 *
 */
final class SecurityCacheControl implements ApplicationCacheControl {

	private static final Set<String> SETTERS = Set.of("setHeader", "addHeader");

	private final Supplier<Filter> securityFilter;

	/**
	 * Create an instance.
	 * @param securityFilter gives Spring Security's filter
	 */
	SecurityCacheControl(Supplier<Filter> securityFilter) {
		this.securityFilter = securityFilter;
	}

	@Override
	public boolean isAddedTo(HttpServletRequest request) {
		boolean async = request.isAsyncStarted() || request.getDispatcherType() == DispatcherType.ASYNC;
		for (SecurityFilterChain chain : filterChains()) {
			HeaderWriterFilter filter = headerWriterFilter(chain);
			// an asynchronous request has left the filter
			boolean filtered = async ? chain.matches(request) : filter != null && isFiltering(filter, request);
			if (filtered) {
				return filter != null && addsCacheControl(filter, request);
			}
		}
		return false;
	}

	private List<SecurityFilterChain> filterChains() {
		Filter filter = this.securityFilter.get();
		if (filter instanceof DebugFilter debug) {
			return debug.getFilterChainProxy().getFilterChains();
		}
		return (filter instanceof FilterChainProxy proxy) ? proxy.getFilterChains() : List.of();
	}

	private static @Nullable HeaderWriterFilter headerWriterFilter(SecurityFilterChain chain) {
		for (Filter filter : chain.getFilters()) {
			if (filter instanceof HeaderWriterFilter headerWriterFilter) {
				return headerWriterFilter;
			}
		}
		return null;
	}

	/**
	 * A filter that filters the request already passes the response on as it is. Any
	 * other wraps it.
	 */
	private static boolean isFiltering(HeaderWriterFilter filter, HttpServletRequest request) {
		HttpServletResponse response = new CacheControlRecorder().response();
		boolean[] filtering = new boolean[1];
		run(filter, new RequestCopy(request, false), response, (ignored, passed) -> filtering[0] = passed == response);
		return filtering[0];
	}

	private static boolean addsCacheControl(HeaderWriterFilter filter, HttpServletRequest request) {
		CacheControlRecorder recorder = new CacheControlRecorder();
		run(filter, new RequestCopy(request, true), recorder.response(), (ignored, passed) -> {
		});
		return recorder.recorded;
	}

	private static void run(HeaderWriterFilter filter, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) {
		try {
			filter.doFilter(request, response, chain);
		}
		catch (IOException | ServletException ex) {
			throw new IllegalStateException("The header writers of Spring Security failed", ex);
		}
	}

	/**
	 * The request as it was when it came to the filter. Attributes that the header
	 * writers set stay in the copy.
	 */
	private static final class RequestCopy extends HttpServletRequestWrapper {

		private final Map<String, @Nullable Object> attributes = new HashMap<>();

		private final boolean unfiltered;

		/**
		 * Create a copy.
		 * @param request the request
		 * @param unfiltered whether to hide that filters have seen the request
		 */
		RequestCopy(HttpServletRequest request, boolean unfiltered) {
			super(request);
			this.unfiltered = unfiltered;
			this.attributes.put(RequestDispatcher.ERROR_REQUEST_URI, null);
		}

		@Override
		public DispatcherType getDispatcherType() {
			return DispatcherType.REQUEST;
		}

		@Override
		public @Nullable Object getAttribute(String name) {
			if (this.attributes.containsKey(name)) {
				return this.attributes.get(name);
			}
			boolean hidden = this.unfiltered && name.endsWith(OncePerRequestFilter.ALREADY_FILTERED_SUFFIX);
			return hidden ? null : super.getAttribute(name);
		}

		@Override
		public void setAttribute(String name, @Nullable Object value) {
			this.attributes.put(name, value);
		}

		@Override
		public void removeAttribute(String name) {
			this.attributes.put(name, null);
		}

	}

	/**
	 * Stands for a response with status 200 and no header fields, and takes note of
	 * {@code Cache-Control}.
	 */
	private static final class CacheControlRecorder implements InvocationHandler {

		private boolean recorded;

		HttpServletResponse response() {
			return (HttpServletResponse) Proxy.newProxyInstance(HttpServletResponse.class.getClassLoader(),
					new Class<?>[] { HttpServletResponse.class }, this);
		}

		@Override
		public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
			if (SETTERS.contains(method.getName()) && arguments != null
					&& HttpHeaders.CACHE_CONTROL.equalsIgnoreCase((String) arguments[0])) {
				this.recorded = true;
			}
			Class<?> type = method.getReturnType();
			if (type == boolean.class) {
				return method.getName().equals("equals") && arguments != null && proxy == arguments[0];
			}
			if (type == int.class) {
				return HttpServletResponse.SC_OK;
			}
			return (type == Collection.class) ? List.of() : null;
		}

	}

}
