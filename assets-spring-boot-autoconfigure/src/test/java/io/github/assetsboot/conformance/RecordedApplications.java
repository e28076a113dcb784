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

package io.github.assetsboot.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.Assets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The applications that stand for the recorded Workers.
 *
 * @author the Assets for Spring Boot authors
 */
final class RecordedApplications {

	private RecordedApplications() {
	}

	static Class<?> standingFor(String worker) {
		return switch (worker) {
			case "none" -> WithoutWorker.class;
			case "echo" -> WithEcho.class;
			case "binding" -> WithBinding.class;
			default -> throw new IllegalArgumentException(worker);
		};
	}

	/**
	 * Written by hand, because Spring MVC adds to what a controller returns under a name
	 * that ends in {@code .js}.
	 */
	private static void worker(String body, HttpServletResponse response) throws IOException {
		response.setHeader("x-worker", "1");
		response.setContentType("text/plain;charset=UTF-8");
		response.setContentLength(body.length());
		response.getWriter().write(body);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class WithoutWorker {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Echo.class)
	static class WithEcho {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Binding.class)
	static class WithBinding {

	}

	@RestController
	static class Echo {

		@RequestMapping(path = "/**",
				method = { RequestMethod.GET, RequestMethod.HEAD, RequestMethod.POST, RequestMethod.PUT,
						RequestMethod.PATCH, RequestMethod.DELETE, RequestMethod.OPTIONS, RequestMethod.TRACE })
		void answer(HttpServletResponse response) throws IOException {
			worker("worker", response);
		}

	}

	@RestController
	static class Binding {

		private static final Pattern NOT_IN_A_URI = Pattern.compile("[\\[\\] ]");

		private static final Pattern BASE_PATH = Pattern.compile("^/recording-\\d+(?=/|$)");

		private static final Pattern ABOVE_PATH = Pattern.compile("^(?:(?:[a-z]+:)?//[^/?#]*(?=[/?#]|$)|(?=/))");

		private final Assets assets;

		Binding(Assets assets) {
			this.assets = assets;
		}

		@RequestMapping(path = "/**",
				method = { RequestMethod.GET, RequestMethod.HEAD, RequestMethod.POST, RequestMethod.PUT,
						RequestMethod.PATCH, RequestMethod.DELETE, RequestMethod.OPTIONS, RequestMethod.TRACE })
		@Nullable ResponseEntity<Resource> answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
			String path = BASE_PATH.matcher(request.getRequestURI()).replaceFirst("");
			if (path.startsWith("/api/")) {
				worker("api", response);
				return null;
			}
			return path.equals("/fetch") ? fetch(request) : this.assets.fetch(request);
		}

		/**
		 * The targets that were recorded are below the base path of the collection, which
		 * is that of the request.
		 */
		private ResponseEntity<Resource> fetch(HttpServletRequest request) {
			Map<String, String> parameters = new HashMap<>();
			for (String parameter : request.getQueryString().split("&")) {
				String[] pair = parameter.split("=", 2);
				parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
			}
			HttpHeaders headers = new HttpHeaders();
			Collections.list(request.getHeaderNames())
				.forEach((name) -> headers.addAll(name, Collections.list(request.getHeaders(name))));
			Matcher base = BASE_PATH.matcher(request.getRequestURI());
			String target = parameters.get("target");
			if (base.find()) {
				target = ABOVE_PATH.matcher(target)
					.replaceFirst("$0" + base.group())
					.replaceFirst("(//[^/]+/[^/]+)$", "$1/");
			}
			URI url = URI.create(request.getRequestURL().toString());
			if (NOT_IN_A_URI.matcher(target).find()) {
				return this.assets.fetch(url.resolve("/").toString().replaceFirst("/$", "") + target);
			}
			url = target.startsWith("?") ? URI.create(url + target) : url.resolve(target);
			HttpMethod method = HttpMethod.valueOf(parameters.getOrDefault("method", "GET"));
			return this.assets.fetch(new RequestEntity<>(headers, method, url));
		}

	}

}
