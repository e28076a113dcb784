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

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A resolver that finds no project on some hosts, and asks another resolver on all
 * others.
 * <p>
 * Safe for use by many threads.
 *
 */
final class ApplicationHosts implements AssetProjectResolver {

	private static final Pattern HOST = Pattern.compile("[^\\s/?#@*{}:]+|\\[[0-9A-Fa-f:.]+]");

	private static final Pattern PORT = Pattern.compile("^(.*[^:]):\\d*$");

	private final Set<String> hosts = new HashSet<>();

	private final AssetProjectResolver resolver;

	/**
	 * Create a resolver.
	 * @param hosts names of the hosts that belong to the application
	 * @param resolver resolves requests for all other hosts
	 * @throws IllegalArgumentException if a name cannot be that of a host
	 */
	ApplicationHosts(Collection<String> hosts, AssetProjectResolver resolver) {
		this.resolver = resolver;
		for (String host : hosts) {
			String name = canonical(host);
			if (!HOST.matcher(name).matches()) {
				throw new IllegalArgumentException(
						"'" + host + "' must be the name of a host, such as 'www.example.com'");
			}
			this.hosts.add(name);
		}
	}

	@Override
	public @Nullable ProjectRequest resolve(HttpServletRequest request) {
		return this.hosts.contains(canonical(request.getServerName())) ? null : this.resolver.resolve(request);
	}

	/**
	 * Return a host name for comparisons: in lower case, without the port and without the
	 * dot of the root at the end.
	 */
	static String canonical(String host) {
		String name = host.strip().toLowerCase(Locale.ROOT);
		if (name.startsWith("[") ? name.indexOf("]:") != -1 : PORT.matcher(name).matches()) {
			name = name.substring(0, name.lastIndexOf(':'));
		}
		return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
	}

}
