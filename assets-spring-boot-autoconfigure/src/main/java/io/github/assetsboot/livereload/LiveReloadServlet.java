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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Announces changes to open pages by server-sent events. A waiting page holds no thread
 * and no session.
 */
@SuppressWarnings("serial")
final class LiveReloadServlet extends HttpServlet {

	/**
	 * The name of the servlet, by which security rules recognize it.
	 */
	static final String NAME = "assetsLiveReload";

	private static final Log logger = LogFactory.getLog(LiveReloadServlet.class);

	private final transient LiveReloadClients clients;

	private final transient Predicate<String> allowedHosts;

	private final AtomicBoolean warned = new AtomicBoolean();

	LiveReloadServlet(LiveReloadClients clients, Predicate<String> allowedHosts) {
		this.clients = clients;
		this.allowedHosts = allowedHosts;
	}

	@Override
	protected void doHead(HttpServletRequest request, HttpServletResponse response) {
		response.setStatus(status(request));
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
	}

	@Override
	protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		int status = status(request);
		if (status != HttpServletResponse.SC_NO_CONTENT) {
			response.setStatus(status);
			return;
		}
		response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
		response.setCharacterEncoding("UTF-8");
		// a proxy would wait for more
		response.setHeader("X-Accel-Buffering", "no");
		ShallowEtagHeaderFilter.disableContentCaching(request);
		if (!this.clients.add(request, response)) {
			response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
		}
	}

	/**
	 * Return the status that tells whether a page can wait. The script tries again after
	 * a status of 500 or above, and gives up after one of 400 to 499.
	 */
	private int status(HttpServletRequest request) {
		if (!isAllowed(request)) {
			return HttpServletResponse.SC_FORBIDDEN;
		}
		if (!request.isAsyncSupported()) {
			if (this.warned.compareAndSet(false, true)) {
				logger.warn("Pages do not reload by themselves, because a filter or servlet does not support"
						+ " asynchronous requests. Register it with 'asyncSupported', or set 'assets.live-reload' to"
						+ " 'false'.");
			}
			return HttpServletResponse.SC_NOT_FOUND;
		}
		return this.clients.isFull() ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_NO_CONTENT;
	}

	/**
	 * A page of another origin could take all places.
	 */
	private boolean isAllowed(HttpServletRequest request) {
		String host = host(request);
		if (!this.allowedHosts.test(host)) {
			return false;
		}
		String site = request.getHeader("Sec-Fetch-Site");
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		return (site != null) ? site.equals("same-origin")
				: origin == null || origin.substring(origin.indexOf("//") + 2).equalsIgnoreCase(host);
	}

	/**
	 * Return the host that a client has asked, and its port. HTTP/2 has no field
	 * {@code Host}.
	 */
	static String host(HttpServletRequest request) {
		String host = request.getHeader(HttpHeaders.HOST);
		return (host != null) ? host : request.getServerName() + ":" + request.getServerPort();
	}

}
