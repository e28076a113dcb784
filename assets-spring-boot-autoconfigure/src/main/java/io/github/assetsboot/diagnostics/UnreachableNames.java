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

package io.github.assetsboot.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.routing.AssetRouter;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Finds files that cannot be requested, because the web server or the firewall of Spring
 * Security refuses a character of their names.
 */
class UnreachableNames {

	private static final String RENAME = "Rename the files";

	private static final String SECURITY_FILTER = "springSecurityFilterChain";

	private static final String FIREWALL = "org.springframework.security.web.firewall.HttpFirewall";

	private static final String RELAXED_TOMCAT = "relaxedBracketsCustomizer";

	private static final String RELAXED_JETTY = "relaxedPathsCustomizer";

	private final ApplicationContext context;

	private final String directory;

	private final AssetRouter router;

	UnreachableNames(ApplicationContext context, String directory, AssetRouter router) {
		this.context = context;
		this.directory = directory;
		this.router = router;
	}

	/**
	 * Describe the files that cannot be requested.
	 * @return a warning for each reason, with one of the files
	 */
	List<String> describe() {
		List<String> warnings = new ArrayList<>();
		String server = server();
		if (server == null) {
			return warnings;
		}
		boolean jetty = server.startsWith("Jetty");
		if (!acceptsBrackets(server)) {
			String cure = server.startsWith("Tomcat") ? "Set 'assets.tomcat.relaxed-brackets=true'"
					: (jetty ? "Set 'assets.jetty.relaxed-paths=true'" : "Let the web server accept them");
			add("The web server", "'[' or ']'", (c) -> c == '[' || c == ']', cure, warnings);
		}
		if (jetty && !this.context.containsBean(RELAXED_JETTY)) {
			add("The web server", "'%'", (c) -> c == '%', "Set 'assets.jetty.relaxed-paths=true'", warnings);
		}
		add("The web server", "'\\'", (c) -> c == '\\', RENAME, warnings);
		if (jetty) {
			add("The web server", "a control character", Character::isISOControl, RENAME, warnings);
		}
		if (hasDefaultFirewall()) {
			add("The firewall of Spring Security", "'%' or ';'", (c) -> c == '%' || c == ';',
					"Rename the files, or declare a StrictHttpFirewall that allows these characters as a bean",
					warnings);
		}
		return warnings;
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

	private void add(String server, String characters, IntPredicate refused, String cure, List<String> warnings) {
		String first = null;
		for (Asset asset : this.router.assets().assets()) {
			String path = asset.path();
			if (contains(path, refused) && (first == null || path.compareTo(first) < 0)) {
				first = path;
			}
		}
		if (first != null) {
			warnings.add(server + " answers 400 to requests for files with " + characters
					+ " in their names, for instance " + first + " in " + this.directory + ". " + cure + ".");
		}
	}

	private static boolean contains(String path, IntPredicate refused) {
		for (int i = 0; i < path.length(); i++) {
			if (refused.test(path.charAt(i))) {
				return true;
			}
		}
		return false;
	}

}
