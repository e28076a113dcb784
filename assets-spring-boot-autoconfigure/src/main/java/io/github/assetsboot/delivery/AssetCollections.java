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

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.AssetRouter.Localization;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageChoice;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageMode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
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

	private final @Nullable Languages languages;

	/**
	 * Create the collections.
	 * @param all the collections, the default one first, no two of them with the same
	 * name, or with the same host and path
	 */
	public AssetCollections(List<CurrentSnapshot> all) {
		this(all, null);
	}

	/**
	 * Create the collections.
	 * @param all the collections, the default one first, no two of them with the same
	 * name, or with the same host and path
	 * @param languages the languages of the default collection, {@code null} for none
	 */
	public AssetCollections(List<CurrentSnapshot> all, @Nullable Languages languages) {
		this.languages = languages;
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
	 * Return the languages of the default collection.
	 * @return the languages, or {@code null} if there are none
	 */
	public @Nullable Languages languages() {
		return this.languages;
	}

	/**
	 * Return the collection of a name.
	 * @param name the name, {@value #DEFAULT} for the default one
	 * @return the collection
	 * @throws IllegalArgumentException if there is none
	 */
	public CurrentSnapshot get(String name) {
		CurrentSnapshot collection = this.byName.get(name);
		Assert.notNull(collection, () -> describeMissing(name, this.byName.keySet()));
		return collection;
	}

	/**
	 * Describe a name that no collection has.
	 * @param name the name
	 * @param names the names that there are
	 * @return two sentences
	 */
	public static String describeMissing(String name, Collection<String> names) {
		return "There is no collection '" + name + "'. The collections are: " + String.join(", ", names) + ".";
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
	 * Return whether a path belongs to a collection, for requests to its own host.
	 * @param collection the collection
	 * @param path the normalized path inside the context path
	 * @return {@code false} if another collection is chosen
	 */
	public boolean owns(CurrentSnapshot collection, String path) {
		return choose(Objects.requireNonNullElse(collection.host(), ""), path) == collection;
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
	 * Find the languages that the answer to a request may depend on.
	 * @param request the request
	 * @param parts the parts of it that a decision depends on
	 * @param snapshot the assets of the collection that the request belongs to
	 * @return the languages, or {@code null} if there are none, if the request is for
	 * another collection than the default one, or if the path names a language
	 */
	public @Nullable LocalizedRequest localize(HttpServletRequest request, RoutingRequest parts,
			AssetSnapshot snapshot) {
		return (this.languages != null) ? localize(parts, snapshot, (name) -> ServletRequests.join(request, name))
				: null;
	}

	/**
	 * Find the languages that the answer to a request may depend on.
	 * @param parts the parts of the request that a decision depends on
	 * @param snapshot the assets of the collection that the request belongs to
	 * @param headers gives the value of a header field of the request, {@code null}
	 * without one
	 * @return the languages, or {@code null} if there are none
	 */
	public @Nullable LocalizedRequest localize(RoutingRequest parts, AssetSnapshot snapshot,
			Function<String, @Nullable String> headers) {
		Languages languages = this.languages;
		String host = parts.origin().host();
		boolean localized = languages != null && !languages.contains(parts.path())
				&& choose(host, parts.path()) == this.standard;
		return (languages != null && localized) ? new LocalizedRequest(languages, host, snapshot, headers) : null;
	}

	/**
	 * A request without a language in its path. The language is chosen once, for the
	 * first caller that needs it.
	 *
	 * @since 0.1.0
	 */
	public final class LocalizedRequest implements Localization {

		private final Languages languages;

		private final String host;

		private final AssetSnapshot own;

		private final Function<String, @Nullable String> headers;

		private @Nullable LanguageChoice choice;

		private @Nullable AssetSnapshot snapshot;

		LocalizedRequest(Languages languages, String host, AssetSnapshot own,
				Function<String, @Nullable String> headers) {
			this.languages = languages;
			this.host = host;
			this.own = own;
			this.headers = headers;
		}

		@Override
		public LanguageMode mode() {
			return this.languages.mode();
		}

		@Override
		public boolean isOfLanguage(String path) {
			return this.languages.contains(path);
		}

		@Override
		public LanguageChoice choose() {
			if (this.choice == null) {
				this.choice = this.languages.choose(this.headers.apply(HttpHeaders.COOKIE),
						this.headers.apply(HttpHeaders.ACCEPT_LANGUAGE));
			}
			return this.choice;
		}

		/**
		 * Return whether the files of a language have been looked up.
		 * @return {@code true} if the answer depends on the language of the request
		 */
		public boolean isChosen() {
			return this.choice != null;
		}

		/**
		 * The request is answered from one snapshot of each collection.
		 */
		@Override
		public AssetRouter router(String path) {
			if (this.snapshot == null) {
				CurrentSnapshot collection = AssetCollections.this.choose(this.host, path);
				this.snapshot = (collection == AssetCollections.this.standard) ? this.own : collection.snapshot();
			}
			return this.snapshot.router();
		}

		/**
		 * Return the response to the request.
		 * @param decision the decision on it
		 * @param request the request
		 * @return the response, with the header fields of the path of the language if its
		 * files have the answer
		 */
		public AssetResponse response(Decision.ByLanguage decision, RoutingRequest request) {
			String path = decision.path();
			return (path != null && this.snapshot != null) ? this.snapshot.response(decision, request.withPath(path))
					: this.own.response(decision, request);
		}

	}

	/**
	 * The current snapshot of a collection of the application.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class CurrentSnapshot {

		private final String name;

		private final @Nullable String host;

		private final List<Path> folders;

		private final List<BiConsumer<AssetSnapshot, AssetSnapshot>> listeners = new CopyOnWriteArrayList<>();

		private volatile AssetSnapshot snapshot;

		/**
		 * Create a holder for the default collection.
		 * @param snapshot the assets at first
		 */
		public CurrentSnapshot(AssetSnapshot snapshot) {
			this(AssetCollections.DEFAULT, null, List.of(), snapshot);
		}

		/**
		 * Create a holder.
		 * @param name the name of the collection
		 * @param host the host of the requests that it answers, in lower case, or
		 * {@code null} for all hosts
		 * @param folders the folders on disk that the files are read from
		 * @param snapshot the assets at first
		 */
		public CurrentSnapshot(String name, @Nullable String host, List<Path> folders, AssetSnapshot snapshot) {
			this.name = name;
			this.host = host;
			this.folders = List.copyOf(folders);
			this.snapshot = snapshot;
		}

		/**
		 * Return the name of the collection.
		 * @return the name, {@value AssetCollections#DEFAULT} for the default one
		 */
		public String name() {
			return this.name;
		}

		/**
		 * Return the host of the requests that the collection answers.
		 * @return the host in lower case, or {@code null} for all hosts
		 */
		public @Nullable String host() {
			return this.host;
		}

		/**
		 * Return the folders that the files are read from.
		 * @return the folders on disk, none for files in a jar
		 */
		public List<Path> folders() {
			return this.folders;
		}

		/**
		 * Return the path below which the collection lives.
		 * @return the path inside the context path
		 */
		public BasePath basePath() {
			return this.snapshot.router().settings().basePath();
		}

		/**
		 * Return the current snapshot. Each request is answered from one snapshot.
		 * @return the present snapshot
		 */
		public AssetSnapshot snapshot() {
			return this.snapshot;
		}

		/**
		 * Replace the snapshot.
		 * @param snapshot the assets from now on
		 */
		public synchronized void replace(AssetSnapshot snapshot) {
			AssetSnapshot former = this.snapshot;
			this.snapshot = snapshot;
			this.listeners.forEach((listener) -> listener.accept(former, snapshot));
		}

		/**
		 * Replace the snapshot, unless another thread has replaced it.
		 * @param present the assets that are to be replaced
		 * @param next the assets from now on
		 * @return {@code false} if another snapshot is the current one
		 */
		public synchronized boolean replace(AssetSnapshot present, AssetSnapshot next) {
			boolean expected = this.snapshot == present;
			if (expected) {
				replace(next);
			}
			return expected;
		}

		/**
		 * Have a listener called after each replacement, one at a time.
		 * @param listener gets the former snapshot and the current one, and must not
		 * block
		 */
		public void onReplaced(BiConsumer<AssetSnapshot, AssetSnapshot> listener) {
			this.listeners.add(listener);
		}

	}

	/**
	 * The host and the path of the requests that a collection with a name answers.
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
