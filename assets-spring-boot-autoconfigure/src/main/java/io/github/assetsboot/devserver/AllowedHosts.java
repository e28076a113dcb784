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

package io.github.assetsboot.devserver;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts under which a page may read the sources of the front end. Any site can give
 * its own name the address of this machine, so that a name has to be known: an address
 * cannot be taken over like that.
 *
 * @author the Assets for Spring Boot authors
 */
final class AllowedHosts {

	private static final Pattern PORT = Pattern.compile(":\\d*$");

	private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-f:.%]+]|\\d{1,3}(\\.\\d{1,3}){3}");

	private static final Pattern ORIGIN = Pattern.compile("https?://([^/?#@\\\\]+)");

	private final List<String> names;

	AllowedHosts(List<String> names) {
		this.names = names.stream().map((name) -> name.strip().toLowerCase(Locale.ROOT)).toList();
	}

	/**
	 * Return whether a host is one of them.
	 * @param host the host, with or without a port
	 */
	boolean contains(String host) {
		String name = withoutPort(host);
		return ADDRESS.matcher(name).matches() || isKnown(name);
	}

	/**
	 * Return whether a page may open a WebSocket. A page of a stranger may come from an
	 * address as well.
	 * @param origin the origin of the page
	 * @param host the host of the request, with or without a port
	 */
	boolean containsOrigin(String origin, String host) {
		Matcher matcher = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
		if (!matcher.matches()) {
			return false;
		}
		String name = withoutPort(matcher.group(1));
		return name.equals(withoutPort(host)) || isKnown(name);
	}

	private boolean isKnown(String name) {
		return name.equals("localhost") || name.endsWith(".localhost")
				|| this.names.stream().anyMatch((allowed) -> matches(allowed, name));
	}

	private static String withoutPort(String host) {
		return PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
	}

	/**
	 * As with Vite's {@code server.allowedHosts}, a dot in front stands for all names
	 * below.
	 */
	private static boolean matches(String allowed, String name) {
		return name.equals(allowed)
				|| (allowed.startsWith(".") && (name.endsWith(allowed) || name.equals(allowed.substring(1))));
	}

}
