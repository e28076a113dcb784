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

package io.github.assetsboot.routing;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageChoice;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import org.jspecify.annotations.Nullable;

/**
 * The decision on a request: who answers it, and how.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public sealed interface Decision {

	private static String by(@Nullable RedirectRule rule) {
		return (rule != null) ? ", by line " + rule.line() + " of _redirects" : "";
	}

	/**
	 * The application answers: the rest of the filter chain.
	 *
	 * @param reason why
	 * @param otherwise the decision where no handler of the application takes the
	 * request, {@code null} if the application always answers
	 */
	record Application(Reason reason, @Nullable Unhandled otherwise) implements Decision {

		/**
		 * The reasons for which the application answers.
		 */
		public enum Reason {

			/**
			 * The request is a CORS preflight.
			 */
			PREFLIGHT,

			/**
			 * The path is outside {@code assets.base-path}.
			 */
			OUTSIDE_BASE_PATH,

			/**
			 * {@code assets.run-worker-first} says so.
			 */
			RUN_WORKER_FIRST,

			/**
			 * The path belongs to a part of the application that no asset may shadow: an
			 * endpoint, a servlet, a resource handler.
			 */
			OWN_MAPPING,

			/**
			 * No file answers the request, so that the handlers of the application come
			 * first. A file is no answer to a POST.
			 */
			HANDLERS_FIRST

		}

	}

	/**
	 * The answer to a request that no handler of the application takes.
	 */
	sealed interface Unhandled extends Decision {

	}

	/**
	 * The application answers with its own 404, as it does without assets.
	 */
	record ApplicationNotFound() implements Unhandled {

	}

	/**
	 * The assets answer.
	 */
	sealed interface ByAssets extends Unhandled {

		/**
		 * Return the redirect rule that was applied.
		 * @return the rule, or {@code null} if none was
		 */
		@Nullable RedirectRule rule();

		/**
		 * Return whether the request leads to a file without the not-found handling: to
		 * the file itself, by html handling, or by a redirect rule.
		 * @return {@code false} if the answer is a fallback or that there is no asset
		 */
		boolean leadsToFile();

		/**
		 * Describe the answer, for people to read.
		 * @return the start of a sentence, such as "The file /index.html"
		 */
		String describe();

	}

	/**
	 * An asset is the answer, with status 200, or 404 if it is a 404 page.
	 *
	 * @param asset the asset
	 * @param match how the path leads to it
	 * @param path the normalized path inside the context path that is served: that of the
	 * request, or the target of a 200 rule
	 * @param forDocument whether another request for the path, which does not ask for a
	 * document, would get another answer
	 * @param rule the 200 rule that was applied, {@code null} if none was
	 */
	record ServeAsset(Asset asset, AssetMatch match, String path, boolean forDocument,
			@Nullable RedirectRule rule) implements ByAssets {

		/**
		 * Create the decision to serve an asset under its own path.
		 * @param asset the asset
		 * @return the decision
		 */
		public static ServeAsset exactly(Asset asset) {
			return new ServeAsset(asset, AssetMatch.EXACT, asset.path(), false, null);
		}

		/**
		 * Return the status.
		 * @return the status code
		 */
		public int status() {
			return (this.match == AssetMatch.NOT_FOUND_PAGE) ? 404 : 200;
		}

		@Override
		public boolean leadsToFile() {
			return !this.match.isFallback();
		}

		@Override
		public String describe() {
			return switch (this.match) {
				case EXACT -> "The file " + this.asset;
				case HTML_HANDLING -> "The file " + this.asset + ", by html handling";
				case SINGLE_PAGE_APPLICATION -> "The fallback page " + this.asset;
				case NOT_FOUND_PAGE -> "The 404 page " + this.asset;
			} + by(this.rule);
		}

	}

	/**
	 * The request is redirected.
	 *
	 * @param status the status code
	 * @param location the value of the {@code Location} header
	 * @param leadsToFile whether a rule or a file is behind it, rather than a fallback
	 * @param rule the rule that was applied, {@code null} if none was
	 */
	record Redirect(int status, String location, boolean leadsToFile, @Nullable RedirectRule rule) implements ByAssets {

		@Override
		public String describe() {
			return "A redirect to " + this.location
					+ ((this.rule != null) ? by(this.rule) : ", the canonical path or that of html handling");
		}

	}

	/**
	 * There is an asset, and the method is neither GET nor HEAD.
	 *
	 * @param options whether the method is OPTIONS, which is answered with the methods
	 * that are allowed instead of with 405
	 * @param leadsToFile whether the asset is a file, rather than a fallback
	 * @param rule the 200 rule that was applied, {@code null} if none was
	 */
	record MethodNotAllowed(boolean options, boolean leadsToFile, @Nullable RedirectRule rule) implements ByAssets {

		@Override
		public String describe() {
			return this.options ? "The methods that the asset allows"
					: "405, because the asset is for GET and HEAD only";
		}

	}

	/**
	 * The development server is asked. It alone knows which files it has.
	 *
	 * @param path the path to ask for, normalized and inside the context path
	 * @param pages whether a page may be the answer where there is no file of that path
	 * @param leadsToFile whether the request is for a file or for the page at the root
	 * @param elseApplication whether the application answers with its own 404 where the
	 * server answers with 404 or a page
	 * @param rule the 200 rule that was applied, {@code null} if none was
	 */
	record AskDevServer(String path, boolean pages, boolean leadsToFile, boolean elseApplication,
			@Nullable RedirectRule rule) implements ByAssets {

		@Override
		public String describe() {
			return "The response of the development server to " + this.path + by(this.rule);
		}

	}

	/**
	 * The assets have no answer but 404.
	 *
	 * @param rule the redirect rule that was applied and leads to no asset, {@code null}
	 * if none was
	 */
	record NotFound(@Nullable RedirectRule rule) implements ByAssets {

		@Override
		public boolean leadsToFile() {
			return false;
		}

		@Override
		public String describe() {
			return (this.rule != null) ? "No asset is at the target" + by(this.rule) : "There is no asset";
		}

	}

	/**
	 * The answer depends on the language that the request prefers.
	 *
	 * @param choice the language
	 * @param answer the answer, which is no other one of this kind
	 * @param path the normalized path inside the context path at which the files of the
	 * language have the answer, {@code null} if the language has none, or is redirected
	 * to
	 */
	record ByLanguage(LanguageChoice choice, ByAssets answer, @Nullable String path) implements ByAssets {

		/**
		 * Return the answer to a decision, whatever the language.
		 * @param decision the decision
		 * @return the answer of a decision of this kind, or the decision itself
		 */
		public static ByAssets answer(ByAssets decision) {
			return (decision instanceof ByLanguage byLanguage) ? byLanguage.answer : decision;
		}

		/**
		 * Return whether the request is redirected to the path of the language.
		 * @return {@code false} if the answer is served at the path of the request
		 */
		public boolean isRedirectToLanguage() {
			return this.path == null && this.answer instanceof Redirect;
		}

		@Override
		public @Nullable RedirectRule rule() {
			return this.answer.rule();
		}

		@Override
		public boolean leadsToFile() {
			return this.answer.leadsToFile();
		}

		@Override
		public String describe() {
			if (this.answer instanceof Redirect redirect && isRedirectToLanguage()) {
				return "A redirect to " + redirect.location() + ", the path of the language "
						+ this.choice.language().tag();
			}
			return this.answer.describe()
					+ ((this.path != null) ? ", in the language " + this.choice.language().tag() : "");
		}

	}

	/**
	 * Ways in which a path leads to an asset.
	 *
	 * @since 0.1.0
	 */
	enum AssetMatch {

		/**
		 * The path is that of the asset.
		 */
		EXACT,

		/**
		 * By html handling.
		 */
		HTML_HANDLING,

		/**
		 * By the not-found handling {@code single-page-application}.
		 */
		SINGLE_PAGE_APPLICATION,

		/**
		 * By the not-found handling {@code 404-page}.
		 */
		NOT_FOUND_PAGE;

		/**
		 * Return whether the asset is a fallback page or a 404 page.
		 * @return {@code true} if not-found handling found it
		 */
		public boolean isFallback() {
			return this == SINGLE_PAGE_APPLICATION || this == NOT_FOUND_PAGE;
		}

	}

}
