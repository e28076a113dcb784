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

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.assetsboot.routing.RoutingSettings.BasePath;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * The collections of an application: the default one, and those with a name, each below a
 * path or for a host of its own. Each request belongs to one of them.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetCollections {

	/**
	 * Name of the default collection.
	 */
	public static final String DEFAULT = "default";

	private final Map<String, CurrentSnapshot> byName = new LinkedHashMap<>();

	private final CurrentSnapshot standard;

	/**
	 * The collections with a name, the most specific choice first.
	 */
	private final List<Choice> choices;

	/**
	 * Create the collections.
	 * @param all the collections, the default one first, no two of them with the same
	 * name, or with the same host and path
	 */
	public AssetCollections(List<CurrentSnapshot> all) {
		this.standard = all.get(0);
		all.forEach((collection) -> this.byName.put(collection.name(), collection));
		this.choices = all.stream().skip(1).map(Choice::of).sorted(Choice.ORDER).toList();
	}

	/**
	 * Return the collections.
	 * @return all of them, the default one first
	 */
	public List<CurrentSnapshot> all() {
		return List.copyOf(this.byName.values());
	}

	/**
	 * Return the default collection.
	 * @return the collection that answers what no other one does
	 */
	public CurrentSnapshot standard() {
		return this.standard;
	}

	/**
	 * Return the collection of a name.
	 * @param name the name, {@value #DEFAULT} for the default one
	 * @return the collection
	 * @throws IllegalArgumentException if there is none
	 */
	public CurrentSnapshot get(String name) {
		CurrentSnapshot collection = this.byName.get(name);
		Assert.notNull(collection, () -> "There is no collection '" + name + "'. The collections are: "
				+ this.byName.keySet().stream().collect(Collectors.joining(", ")) + ".");
		return collection;
	}

	/**
	 * Choose the collection of a request: by host and path together, then by host, then
	 * by the longest path, else the default one.
	 * @param request the request
	 * @return the collection, whether it has an asset for the request or not
	 */
	public CurrentSnapshot choose(HttpServletRequest request) {
		return this.choices.isEmpty() ? this.standard : choose(request.getServerName(), ServletRequests.path(request));
	}

	/**
	 * Choose the collection of a request.
	 * @param host the host of the request, without a port
	 * @param path the normalized path inside the context path
	 * @return the collection, whether it has an asset for the request or not
	 */
	public CurrentSnapshot choose(String host, String path) {
		if (!this.choices.isEmpty()) {
			String plain = BasePath.plain(path);
			for (Choice choice : this.choices) {
				if (choice.matches(host, plain)) {
					return choice.collection();
				}
			}
		}
		return this.standard;
	}

	/**
	 * The host and the path by which a collection with a name is chosen.
	 */
	private record Choice(String host, BasePath basePath, CurrentSnapshot collection) {

		static final Comparator<Choice> ORDER = Comparator.comparing((Choice choice) -> choice.host.isEmpty())
			.thenComparing((choice) -> -choice.basePath.toString().length());

		static Choice of(CurrentSnapshot collection) {
			return new Choice(Objects.requireNonNullElse(collection.host(), ""), collection.basePath(), collection);
		}

		boolean matches(String host, String plainPath) {
			return (this.host.isEmpty() || this.host.equals(normalize(host))) && this.basePath.contains(plainPath);
		}

		private static String normalize(String host) {
			return StringUtils.trimTrailingCharacter(host.toLowerCase(Locale.ROOT), '.');
		}

	}

}
