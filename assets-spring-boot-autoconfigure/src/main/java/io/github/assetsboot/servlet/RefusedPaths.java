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

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.rules.UrlPath.PercentEncodeSet;
import io.github.assetsboot.servlet.ApplicationMappings.RefusedCharacters;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Paths that the web server or the firewall of Spring Security refuses before the assets
 * filter sees the request.
 *
 * @author the Assets for Spring Boot authors
 */
final class RefusedPaths {

	private static final String SERVER = "The web server";

	private static final String SECURITY = "The firewall of Spring Security";

	private static final String RENAME = "Rename the files";

	private static final String SECURITY_FILTER = "springSecurityFilterChain";

	private static final String FIREWALL = "org.springframework.security.web.firewall.HttpFirewall";

	private static final String RELAXED_TOMCAT = "relaxedBracketsCustomizer";

	private static final String RELAXED_JETTY = "relaxedPathsCustomizer";

	private static final Pattern PRIVATE = Pattern.compile("(?i)/++(?:META|WEB)-INF(?:/.*)?", Pattern.DOTALL);

	private static final Pattern REFUSED_BY_SERVER = Pattern.compile("(?i)%2F|%5C|%00|[|]");

	private static final Pattern REFUSED_BY_FIREWALL = Pattern
		.compile("(?i)//|/\\.{1,2}(?:/|$)|%2E|%0[AD]|%E2%80%A[89]");

	private final ApplicationContext context;

	RefusedPaths(ApplicationContext context) {
		this.context = context;
	}

	/**
	 * Return the characters of a path that are answered with 400.
	 */
	List<RefusedCharacters> characters() {
		List<RefusedCharacters> refused = new ArrayList<>();
		String server = server();
		if (server == null) {
			return refused;
		}
		boolean jetty = server.startsWith("Jetty");
		if (!acceptsBrackets(server)) {
			String cure = server.startsWith("Tomcat") ? "Set 'assets.tomcat.relaxed-brackets=true'"
					: (jetty ? "Set 'assets.jetty.relaxed-paths=true'" : "Let the web server accept them");
			refused.add(new RefusedCharacters(SERVER, "'[' or ']'", (c) -> c == '[' || c == ']', cure));
		}
		if (jetty && !this.context.containsBean(RELAXED_JETTY)) {
			refused.add(new RefusedCharacters(SERVER, "'%'", (c) -> c == '%', "Set 'assets.jetty.relaxed-paths=true'"));
		}
		refused.add(new RefusedCharacters(SERVER, "'\\'", (c) -> c == '\\', RENAME));
		if (jetty) {
			refused.add(new RefusedCharacters(SERVER, "a control character", Character::isISOControl, RENAME));
		}
		if (hasDefaultFirewall()) {
			refused.add(new RefusedCharacters(SECURITY, "'%' or ';'", (c) -> c == '%' || c == ';',
					"Rename the files, or declare a StrictHttpFirewall that allows these characters as a bean"));
		}
		return refused;
	}

	/**
	 * Describe who refuses a path.
	 * @param path the normalized path inside the context path
	 * @param rawPath the path as it is sent, with valid escapes
	 * @return a sentence, or {@code null} if nobody refuses it
	 */
	@Nullable String describe(String path, String rawPath) {
		if (server() == null) {
			return null;
		}
		if (PRIVATE.matcher(BasePath.plain(path)).matches()) {
			return "The web server answers 404 to all paths below /META-INF and /WEB-INF.";
		}
		if (REFUSED_BY_SERVER.matcher(rawPath).find()) {
			return refusal(SERVER, "'%2F', '%5C', '%00' or '|'");
		}
		String decoded;
		try {
			decoded = PercentEncodeSet.decode(rawPath);
		}
		catch (CharacterCodingException ex) {
			return refusal(SERVER, "bytes that are not UTF-8");
		}
		if (leavesRoot(rawPath)) {
			return refusal(SERVER, "more segments '..' than folders");
		}
		for (RefusedCharacters refused : characters()) {
			if (refused.contains(decoded)) {
				return refusal(refused.by(), refused.names());
			}
		}
		return (hasDefaultFirewall() && REFUSED_BY_FIREWALL.matcher(rawPath).find())
				? refusal(SECURITY, "'//', a segment '.' or '..', '%2E' or a line break") : null;
	}

	private static boolean leavesRoot(String rawPath) {
		int depth = 0;
		for (String segment : rawPath.split("/+")) {
			String name = segment.replaceFirst(";.*", "").replaceAll("(?i)%2E", ".");
			if (name.equals("..")) {
				depth--;
			}
			else if (!name.isEmpty() && !name.equals(".")) {
				depth++;
			}
			if (depth < 0) {
				return true;
			}
		}
		return false;
	}

	private static String refusal(String by, String names) {
		return by + " usually answers 400 to a path with " + names + ".";
	}

	private @Nullable String server() {
		WebServer server = (this.context instanceof WebServerApplicationContext application)
				? application.getWebServer() : null;
		return (server != null) ? server.getClass().getSimpleName() : null;
	}

	private boolean acceptsBrackets(String server) {
		if (server.startsWith("Tomcat")) {
			return this.context.containsBean(RELAXED_TOMCAT);
		}
		return server.startsWith("Jetty") && this.context.containsBean(RELAXED_JETTY);
	}

	private boolean hasDefaultFirewall() {
		ClassLoader classLoader = this.context.getClassLoader();
		return this.context.containsBean(SECURITY_FILTER) && ClassUtils.isPresent(FIREWALL, classLoader)
				&& this.context.getBeanNamesForType(ClassUtils.resolveClassName(FIREWALL, classLoader)).length == 0;
	}

}
