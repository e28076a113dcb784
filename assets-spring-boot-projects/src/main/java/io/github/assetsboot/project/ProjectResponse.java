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

package io.github.assetsboot.project;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.delivery.ServletResponses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A response whose version of a project depends on more than the URL. Its {@code Vary}
 * header tells caches so (RFC 9110, section 12.5.5).
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectResponse extends HttpServletResponseWrapper {

	/**
	 * The {@code Cache-Control} of a version that a request field names.
	 */
	private static final String NAMED = "private, no-cache";

	private static final String ATTRIBUTE = ProjectResponse.class.getName();

	private static final String ROBOTS = "X-Robots-Tag";

	private static final String NOINDEX = "noindex";

	private final List<String> vary;

	private Audience audience;

	private boolean preview;

	private boolean robotsByDefault;

	private @Nullable String versionHeader;

	private @Nullable String version;

	/**
	 * Create a response.
	 * @param response the response of the container
	 * @param vary the names of the request fields that choose the version
	 * @param audience the clients that get the same version
	 */
	ProjectResponse(HttpServletResponse response, List<String> vary, Audience audience) {
		super(response);
		this.vary = vary;
		this.audience = audience;
		prepare();
	}

	private ProjectResponse(HttpServletResponse response, ProjectResponse former) {
		super(response);
		this.vary = former.vary;
		this.audience = former.audience;
		this.preview = former.preview;
		this.versionHeader = former.versionHeader;
		this.version = former.version;
		prepare();
	}

	/**
	 * Adapt the response of an error dispatch in the same way as that of the request.
	 * @return the response, unchanged if the request belongs to no project
	 */
	static HttpServletResponse ofError(HttpServletRequest request, HttpServletResponse response) {
		return (request.getAttribute(ATTRIBUTE) instanceof ProjectResponse former)
				? new ProjectResponse(response, former) : response;
	}

	void setOn(HttpServletRequest request) {
		request.setAttribute(ATTRIBUTE, this);
	}

	/**
	 * Keep search engines away from a preview.
	 */
	void markPreview() {
		this.preview = true;
		prepare();
	}

	/**
	 * A request field has named the version, so that the response is for this client
	 * only.
	 */
	void markNamed() {
		this.audience = Audience.NAMED;
		prepare();
	}

	/**
	 * Tell the client the version that answers.
	 */
	void tell(String header, String version) {
		this.versionHeader = header;
		this.version = version;
		prepare();
	}

	private void prepare() {
		if (!this.vary.isEmpty()) {
			super.setHeader(HttpHeaders.VARY, String.join(", ", this.vary));
		}
		if (this.audience == Audience.NAMED) {
			super.setHeader(HttpHeaders.CACHE_CONTROL, NAMED);
		}
		if (this.preview) {
			super.setHeader(ROBOTS, NOINDEX);
			this.robotsByDefault = true;
		}
		if (this.versionHeader != null) {
			super.setHeader(this.versionHeader, this.version);
		}
	}

	@Override
	public void setHeader(String name, String value) {
		if (isVersion(name)) {
			return;
		}
		if (this.preview && name.equalsIgnoreCase(ROBOTS)) {
			this.robotsByDefault = value == null;
			super.setHeader(name, (value != null) ? value : NOINDEX);
		}
		else {
			super.setHeader(name, adapt(name, value));
			if (name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
				adaptAgain();
			}
		}
	}

	@Override
	public void addHeader(String name, String value) {
		if (isVersion(name)) {
			return;
		}
		if (name.equalsIgnoreCase(HttpHeaders.VARY) && value != null) {
			super.setHeader(name, join(value, getHeaders(name)));
		}
		else if (isAdapted(name)) {
			setHeader(name, value);
		}
		else {
			super.addHeader(name, value);
			if (name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
				adaptAgain();
			}
		}
	}

	/**
	 * Nobody else tells the version.
	 */
	private boolean isVersion(String name) {
		return this.versionHeader != null && name.equalsIgnoreCase(this.versionHeader);
	}

	private boolean isAdapted(String name) {
		return (name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL) && this.audience != Audience.EVERYBODY)
				|| (name.equalsIgnoreCase(ROBOTS) && this.robotsByDefault);
	}

	/**
	 * A rule may remove a field, which is {@code null} then.
	 */
	private @Nullable String adapt(String name, @Nullable String value) {
		if (name.equalsIgnoreCase(HttpHeaders.VARY) && !this.vary.isEmpty()) {
			return join((value != null) ? value : "", this.vary);
		}
		return name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL) ? cacheControl(value) : value;
	}

	private @Nullable String cacheControl(@Nullable String value) {
		return switch (this.audience) {
			case EVERYBODY -> value;
			case NAMED -> NAMED;
			case CLIENT -> (value == null || (value.contains("immutable") && isFile())) ? value
					: ServletResponses.privateCacheControl(value);
		};
	}

	/**
	 * Return whether this may be a file that is the same in all versions that have it,
	 * rather than a page, a redirect or an error. A part of a page may be in several
	 * ranges, and a response with status 304 does not tell its type.
	 */
	private boolean isFile() {
		String contentType = getContentType();
		return (getStatus() == SC_OK || getStatus() == SC_PARTIAL_CONTENT) && !Pages.isPage(contentType)
				&& (contentType == null || !contentType.startsWith("multipart/"));
	}

	/**
	 * The status and the type of the content may be known last.
	 */
	private void adaptAgain() {
		String cacheControl = (this.audience == Audience.CLIENT) ? getHeader(HttpHeaders.CACHE_CONTROL) : null;
		if (cacheControl != null) {
			super.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl(cacheControl));
		}
	}

	@Override
	public void setContentType(String type) {
		super.setContentType(type);
		adaptAgain();
	}

	@Override
	public void setStatus(int status) {
		super.setStatus(status);
		adaptAgain();
	}

	/**
	 * Return a list with further members, which it need not have.
	 */
	private static String join(String list, Collection<String> others) {
		Map<String, String> members = new LinkedHashMap<>();
		Stream.concat(Stream.of(list), others.stream())
			.flatMap((field) -> Arrays.stream(field.split(",")))
			.map(String::strip)
			.filter((member) -> !member.isEmpty())
			.forEach((member) -> members.putIfAbsent(member.toLowerCase(Locale.ROOT), member));
		return members.containsKey("*") ? "*" : String.join(", ", members.values());
	}

	@Override
	public void reset() {
		super.reset();
		prepare();
	}

	/**
	 * The clients that get the same version.
	 */
	enum Audience {

		/**
		 * All clients that send the same request.
		 */
		EVERYBODY,

		/**
		 * The clients with the same key, which no request field need tell.
		 */
		CLIENT,

		/**
		 * A client that names a version by a request field.
		 */
		NAMED

	}

}
