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

import java.util.List;

import io.github.assetsboot.collection.BlobCache.TemporaryFile;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Has Tomcat send a file by itself, so that its content does not pass through the
 * application's memory.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://tomcat.apache.org/tomcat-11.0-doc/aio.html">Tomcat, asynchronous
 * writes</a>
 */
final class Sendfile {

	/**
	 * Smaller contents are sent faster from memory.
	 */
	static final long MIN_LENGTH = 48 * 1024;

	private static final String PREFIX = "org.apache.tomcat.sendfile.";

	private static final String TOMCAT_RESPONSE = "org.apache.catalina.connector.ResponseFacade";

	/**
	 * Its wrappers write header fields before the response is committed, and leave the
	 * content alone, as ours do.
	 */
	private static final String SECURITY_PACKAGE = "org.springframework.security.";

	private static final List<String> OWN_PACKAGES = List.of("io.github.assetsboot.servlet.",
			"io.github.assetsboot.project.");

	private Sendfile() {
	}

	/**
	 * Return whether the container can send a file, and nothing that wraps the response
	 * waits for its content. Over HTTP/2, Tomcat maps the file into memory for each
	 * response, which takes longer than to write bytes from memory. The garbage collector
	 * then has to unmap it.
	 */
	static boolean isSupported(HttpServletRequest request, ServletResponse response) {
		return Boolean.TRUE.equals(request.getAttribute(PREFIX + "support"))
				&& !"HTTP/2.0".equals(request.getProtocol()) && isOfTomcat(response);
	}

	/**
	 * Return whether a response goes to Tomcat as it is written.
	 */
	static boolean isOfTomcat(ServletResponse response) {
		ServletResponse current = response;
		while (current instanceof ServletResponseWrapper wrapper && isTransparent(current.getClass().getName())) {
			current = wrapper.getResponse();
		}
		return current.getClass().getName().equals(TOMCAT_RESPONSE);
	}

	private static boolean isTransparent(String wrapper) {
		return wrapper.startsWith(SECURITY_PACKAGE) || OWN_PACKAGES.stream().anyMatch(wrapper::startsWith);
	}

	static void send(TemporaryFile file, ByteRanges.Range range, HttpServletRequest request) {
		// the file must not be deleted before Tomcat has opened it
		request.setAttribute(Sendfile.class.getName(), file);
		request.setAttribute(PREFIX + "filename", file.path().toString());
		request.setAttribute(PREFIX + "start", range.first());
		request.setAttribute(PREFIX + "end", range.last() + 1);
	}

}
