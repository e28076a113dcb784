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

import java.net.URI;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.Assets;
import io.github.assetsboot.routing.AssetRequest;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.rules.Origin;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.util.Assert;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriBuilder;

/**
 * The {@link Assets} bean.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetsBinding implements Assets {

	private static final Origin LOCAL = new Origin("https", "assets.local", -1);

	private static final DefaultUriBuilderFactory URI_TEMPLATES = new DefaultUriBuilderFactory();

	private static final Pattern URL = Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*+)://(?:[^/?#@]*+@)?"
			+ "(?<host>\\[[^/?#]*+]|[^/?#:\\[]++)(?::(?<port>\\d{1,5}+))?(?=[/?#]|$)|(?=/))"
			+ "(?<path>[^?#]*+)(?:\\?(?<query>[^#]*+))?(?:#.*+)?", Pattern.DOTALL);

	private final AssetRouter router;

	private final Supplier<String> contextPath;

	/**
	 * Create the binding.
	 * @param router decides how the assets answer
	 * @param contextPath gives the context path that redirects lead back to, when the
	 * request does not tell it
	 */
	public AssetsBinding(AssetRouter router, Supplier<String> contextPath) {
		this.router = router;
		this.contextPath = contextPath;
	}

	@Override
	public ResponseEntity<Resource> fetch(HttpServletRequest request) {
		return fetch(ServletRequests.toAssetRequest(request), Conditions.of(request));
	}

	@Override
	public ResponseEntity<Resource> fetch(RequestEntity<?> request) {
		HttpMethod method = (request.getMethod() != null) ? request.getMethod() : HttpMethod.GET;
		return fetch(method, url(request).toString(), request.getHeaders());
	}

	private static URI url(RequestEntity<?> request) {
		if (request instanceof RequestEntity.UriTemplateRequestEntity<?> template) {
			UriBuilder builder = URI_TEMPLATES.uriString(template.getUriTemplate());
			return (template.getVarsMap() != null) ? builder.build(template.getVarsMap())
					: builder.build(Objects.requireNonNullElse(template.getVars(), new Object[0]));
		}
		return request.getUrl();
	}

	@Override
	public ResponseEntity<Resource> fetch(URI url) {
		return fetch(url.toString());
	}

	@Override
	public ResponseEntity<Resource> fetch(String url) {
		return fetch(HttpMethod.GET, url, HttpHeaders.EMPTY);
	}

	private ResponseEntity<Resource> fetch(HttpMethod method, String url, HttpHeaders headers) {
		Matcher matcher = URL.matcher(url);
		Assert.isTrue(matcher.matches(), () -> "'url' must be absolute or start with '/', but is '" + url + "'");
		AssetRequest request = AssetRequest.of(method.name(), matcher.group("path"), matcher.group("query"),
				origin(matcher), "", headers.getFirst(ServletRequests.SEC_FETCH_MODE));
		return fetch(request.withContextPath(this.contextPath.get()), Conditions.of(headers));
	}

	private static Origin origin(Matcher url) {
		String port = url.group("port");
		return (url.group("scheme") != null)
				? new Origin(url.group("scheme"), url.group("host"), (port != null) ? Integer.parseInt(port) : -1)
				: LOCAL;
	}

	private ResponseEntity<Resource> fetch(AssetRequest request, Conditions conditions) {
		Answer answer = Answers.of(this.router.serve(request), conditions, this.router.headerRules(request));
		boolean head = request.method().equals("HEAD");
		return ResponseEntity.status(answer.status())
			.headers(answer.headers())
			.body((answer.asset() != null) ? new AssetResource(answer.asset(), head) : null);
	}

}
