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

import java.io.IOException;
import java.util.List;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;

/**
 * Sends the links of a page ahead of its response, with status 103. It has no field but
 * {@code Link}.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8297">RFC 8297</a>
 */
public final class EarlyHints {

	/**
	 * Sends nothing.
	 */
	public static final EarlyHints NONE = new EarlyHints(List.of());

	private static final String SENT = EarlyHints.class.getName() + ".sent";

	private final List<Container> containers;

	/**
	 * Create a sender.
	 * @param containers the containers that can send it
	 */
	public EarlyHints(List<Container> containers) {
		this.containers = List.copyOf(containers);
	}

	/**
	 * Send links, once for a request. Nothing is sent unless a browser that navigates
	 * asks over HTTP/2, and unless the container can send the links alone.
	 * @param request the request
	 * @param response the response, of which nothing has been sent
	 * @param links the values of {@code Link}, one for each link
	 * @throws IOException if the client has closed the connection
	 */
	public void send(HttpServletRequest request, HttpServletResponse response, List<String> links) throws IOException {
		if (this.containers.isEmpty() || links.isEmpty() || response.isCommitted() || !isAsked(request)) {
			return;
		}
		request.setAttribute(SENT, true);
		ServletResponse unwrapped = unwrap(response);
		for (Container container : this.containers) {
			if (container.send(unwrapped, links)) {
				return;
			}
		}
	}

	private static boolean isAsked(HttpServletRequest request) {
		return HttpMethod.GET.matches(request.getMethod()) && "HTTP/2.0".equals(unwrap(request).getProtocol())
				&& "navigate".equals(request.getHeader("Sec-Fetch-Mode")) && request.getAttribute(SENT) == null;
	}

	private static ServletRequest unwrap(ServletRequest request) {
		ServletRequest current = request;
		while (current instanceof ServletRequestWrapper wrapper) {
			current = wrapper.getRequest();
		}
		return current;
	}

	private static ServletResponse unwrap(ServletResponse response) {
		ServletResponse current = response;
		while (current instanceof ServletResponseWrapper wrapper) {
			current = wrapper.getResponse();
		}
		return current;
	}

	/**
	 * A container that sends the links.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface Container {

		/**
		 * Send links, unless other fields would be sent with them.
		 * @param response the response as the container has made it
		 * @param links the values of {@code Link}
		 * @return {@code false} if the response is not of this container
		 * @throws IOException if the client has closed the connection
		 */
		boolean send(ServletResponse response, List<String> links) throws IOException;

	}

}
