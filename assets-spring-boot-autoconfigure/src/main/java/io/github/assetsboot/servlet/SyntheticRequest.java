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

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.assetsboot.delivery.ServletRequests;
import io.github.assetsboot.routing.RoutingRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedCaseInsensitiveMap;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.UriUtils;

/**
 * A request that no client has sent. Handler mappings find the handler that would take
 * such a request.
 *
 * @author the Assets for Spring Boot authors
 */
final class SyntheticRequest extends HttpServletRequestWrapper {

	private static final Pattern COOKIE_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private final RoutingRequest request;

	private final ServletContext servletContext;

	private final String dispatcherPath;

	private final Map<String, String> headers = new LinkedCaseInsensitiveMap<>(Locale.ROOT);

	private final Map<String, String[]> parameters;

	private final Map<String, @Nullable Object> attributes = new HashMap<>();

	/**
	 * Create a request.
	 * @param request the request to imagine
	 * @param servletContext the servlet context
	 * @param dispatcherPath path of the {@code DispatcherServlet}, without a slash at the
	 * end
	 * @param headers further header fields, by name
	 */
	SyntheticRequest(RoutingRequest request, ServletContext servletContext, String dispatcherPath,
			Map<String, String> headers) {
		super(nothing());
		this.request = request;
		this.servletContext = servletContext;
		this.dispatcherPath = dispatcherPath;
		this.headers.putAll(headers);
		this.parameters = ServletRequests.queryParameters(getQueryString());
		ServletRequestPathUtils.parseAndCache(this);
	}

	/**
	 * Create a request that has nothing but empty values.
	 */
	private static HttpServletRequest nothing() {
		return (HttpServletRequest) Proxy.newProxyInstance(SyntheticRequest.class.getClassLoader(),
				new Class<?>[] { HttpServletRequest.class }, (proxy, method, arguments) -> emptyValue(method));
	}

	private static @Nullable Object emptyValue(Method method) {
		Class<?> type = method.getReturnType();
		if (type == boolean.class) {
			return false;
		}
		if (type == int.class) {
			return method.getName().equals("getContentLength") ? -1 : 0;
		}
		if (type == long.class) {
			return -1L;
		}
		if (type == Enumeration.class) {
			return Collections.emptyEnumeration();
		}
		return (type == Map.class) ? Map.of() : null;
	}

	@Override
	public DispatcherType getDispatcherType() {
		return DispatcherType.REQUEST;
	}

	@Override
	public String getMethod() {
		return this.request.method();
	}

	@Override
	public String getScheme() {
		return this.request.origin().scheme();
	}

	@Override
	public boolean isSecure() {
		return getScheme().equals("https");
	}

	@Override
	public String getProtocol() {
		return "HTTP/1.1";
	}

	@Override
	public String getServerName() {
		return this.request.origin().host();
	}

	@Override
	public int getServerPort() {
		return (this.request.origin().port() != -1) ? this.request.origin().port() : (isSecure() ? 443 : 80);
	}

	/**
	 * The address is that of a client on this machine.
	 */
	@Override
	public String getRemoteAddr() {
		return "127.0.0.1";
	}

	/**
	 * A value is everything between the equals sign and the next semicolon.
	 */
	@Override
	public Cookie @Nullable [] getCookies() {
		String field = this.headers.get(HttpHeaders.COOKIE);
		if (field == null) {
			return null;
		}
		return Arrays.stream(field.split(";"))
			.map((pair) -> pair.split("=", 2))
			.filter((pair) -> pair.length == 2 && COOKIE_NAME.matcher(pair[0].strip()).matches())
			.map((pair) -> new Cookie(pair[0].strip(), pair[1].strip()))
			.toArray(Cookie[]::new);
	}

	@Override
	public ServletContext getServletContext() {
		return this.servletContext;
	}

	@Override
	public String getContextPath() {
		return this.request.contextPath();
	}

	@Override
	public String getRequestURI() {
		return this.request.contextPath() + this.request.path();
	}

	@Override
	public StringBuffer getRequestURL() {
		return new StringBuffer(this.request.origin().toString()).append(getRequestURI());
	}

	@Override
	public @Nullable String getQueryString() {
		return this.request.query().isEmpty() ? null : this.request.query().substring(1);
	}

	@Override
	public @Nullable String getParameter(String name) {
		String[] values = getParameterValues(name);
		return (values != null) ? values[0] : null;
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		return this.parameters.get(name);
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		return this.parameters;
	}

	@Override
	public Enumeration<String> getParameterNames() {
		return Collections.enumeration(this.parameters.keySet());
	}

	@Override
	public String getServletPath() {
		return this.dispatcherPath.isEmpty() ? decode(this.request.path()) : this.dispatcherPath;
	}

	@Override
	public @Nullable String getPathInfo() {
		return this.dispatcherPath.isEmpty() ? null
				: decode(this.request.path().substring(this.dispatcherPath.length()));
	}

	private static String decode(String path) {
		try {
			return UriUtils.decode(path, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return path;
		}
	}

	@Override
	public HttpServletMapping getHttpServletMapping() {
		return new Mapping(this.dispatcherPath.isEmpty() ? MappingMatch.DEFAULT : MappingMatch.PATH,
				this.dispatcherPath);
	}

	@Override
	public @Nullable String getHeader(String name) {
		if (name.equalsIgnoreCase(HttpHeaders.HOST)) {
			return this.request.origin().host();
		}
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "accept" -> this.request.purpose().accept();
			case "sec-fetch-dest" -> this.request.purpose().secFetchDest();
			case "sec-fetch-mode" -> this.request.purpose().secFetchMode();
			default -> this.headers.get(name);
		};
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		String value = getHeader(name);
		return (value != null) ? Collections.enumeration(List.of(value)) : Collections.emptyEnumeration();
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		return Collections.enumeration(
				Stream
					.concat(Stream.of(HttpHeaders.HOST, HttpHeaders.ACCEPT, "Sec-Fetch-Dest", "Sec-Fetch-Mode"),
							this.headers.keySet().stream())
					.filter((name) -> getHeader(name) != null)
					.toList());
	}

	@Override
	public @Nullable Object getAttribute(String name) {
		return this.attributes.get(name);
	}

	@Override
	public void setAttribute(String name, @Nullable Object value) {
		this.attributes.put(name, value);
	}

	@Override
	public void removeAttribute(String name) {
		this.attributes.remove(name);
	}

	@Override
	public Enumeration<String> getAttributeNames() {
		return Collections.enumeration(List.copyOf(this.attributes.keySet()));
	}

	private record Mapping(MappingMatch match, String dispatcherPath) implements HttpServletMapping {

		@Override
		public String getMatchValue() {
			return "";
		}

		@Override
		public String getPattern() {
			return this.dispatcherPath.isEmpty() ? "/" : this.dispatcherPath + "/*";
		}

		@Override
		public String getServletName() {
			return "";
		}

		@Override
		public MappingMatch getMappingMatch() {
			return this.match;
		}

	}

}
