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

import io.github.assetsboot.collection.ContentCoding;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Result of writing an answer.
 *
 * @param outcome the kind of the response
 * @param coding the content coding of the content, {@code null} without one
 * @param source where the bytes came from
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ServedResponse(Outcome outcome, @Nullable ContentCoding coding, Source source) {

	/**
	 * The result where no listener asks for it.
	 */
	static final ServedResponse NOT_REPORTED = of(Outcome.NONE);

	static final ServedResponse FAILED = of(Outcome.ERROR);

	static final ServedResponse NOT_FOUND = of(Outcome.NONE);

	static final ServedResponse NOT_MODIFIED = of(Outcome.NOT_MODIFIED);

	private static ServedResponse of(Outcome outcome) {
		return new ServedResponse(outcome, null, Source.NONE);
	}

	static ServedResponse of(AssetResponse.Empty answer) {
		return switch (answer.status()) {
			case 404 -> NOT_FOUND;
			case 405 -> of(Outcome.METHOD_NOT_ALLOWED);
			default -> (answer.status() < 400) ? of(Outcome.REDIRECT) : FAILED;
		};
	}

	static ServedResponse ofDevServer(int status) {
		if (status == 304) {
			return NOT_MODIFIED;
		}
		if (status == 404) {
			return NOT_FOUND;
		}
		Outcome outcome = (status < 300) ? Outcome.ASSET : (status < 400) ? Outcome.REDIRECT : Outcome.ERROR;
		return new ServedResponse(outcome, null, (outcome == Outcome.ASSET) ? Source.DEV_SERVER : Source.NONE);
	}

	static ServedResponse of(AssetResponse.WithAsset answer, SelectedRepresentation selection,
			@Nullable OpenBlob content) {
		if (!selection.hasContent()) {
			return selection.isRefusal() ? FAILED : NOT_MODIFIED;
		}
		return new ServedResponse(outcome(answer), selection.representation().coding(), source(content));
	}

	static ServedResponse ofFresh(AssetResponse.WithAsset answer) {
		return new ServedResponse(outcome(answer), null, Source.MEMORY);
	}

	private static Outcome outcome(AssetResponse.WithAsset answer) {
		return switch (answer.match()) {
			case EXACT, HTML_HANDLING -> Outcome.ASSET;
			case SINGLE_PAGE_APPLICATION -> Outcome.SPA;
			case NOT_FOUND_PAGE -> Outcome._404_PAGE;
		};
	}

	private static Source source(@Nullable OpenBlob content) {
		if (content == null) {
			return Source.NONE;
		}
		if (content instanceof OpenBlob.InStorage) {
			return Source.STORAGE;
		}
		return (content instanceof OpenBlob.InMemory) ? Source.MEMORY : Source.FILE;
	}

	/**
	 * Kind of the response that a request got.
	 */
	public enum Outcome {

		/**
		 * A file.
		 */
		ASSET("asset"),

		/**
		 * The fallback page.
		 */
		SPA("spa"),

		/**
		 * A 404 page.
		 */
		_404_PAGE("404-page"),

		/**
		 * A redirect.
		 */
		REDIRECT("redirect"),

		/**
		 * The client has the present content already: 304.
		 */
		NOT_MODIFIED("not-modified"),

		/**
		 * The method is neither GET nor HEAD: 405.
		 */
		METHOD_NOT_ALLOWED("method-not-allowed"),

		/**
		 * There is no asset: 404.
		 */
		NONE("none"),

		/**
		 * A refusal, or a failure.
		 */
		ERROR("error");

		private final String id;

		Outcome(String id) {
			this.id = id;
		}

		/**
		 * Return the name of the outcome for metrics.
		 * @return the name in lower case, with hyphens
		 */
		public String id() {
			return this.id;
		}

	}

	/**
	 * Place that the bytes of a response came from.
	 */
	public enum Source {

		/**
		 * Memory.
		 */
		MEMORY("memory"),

		/**
		 * A file.
		 */
		FILE("file"),

		/**
		 * A storage.
		 */
		STORAGE("storage"),

		/**
		 * A development server.
		 */
		DEV_SERVER("dev-server"),

		/**
		 * Nowhere: none were sent.
		 */
		NONE("none");

		private final String id;

		Source(String id) {
			this.id = id;
		}

		/**
		 * Return the name of the source for metrics.
		 * @return the name in lower case
		 */
		public String id() {
			return this.id;
		}

	}

	/**
	 * Is told about every request that the assets have answered.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface ResponseListener {

		/**
		 * A request was answered.
		 * @param request the request
		 * @param answer the answer
		 * @param delivery the result
		 * @param nanoseconds how long that took
		 */
		void answered(HttpServletRequest request, AssetResponse answer, ServedResponse delivery, long nanoseconds);

	}

}
