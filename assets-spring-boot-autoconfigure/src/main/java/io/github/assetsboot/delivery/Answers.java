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

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.routing.AssetMatch;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.rules.HeaderRule;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;

/**
 * Turns the decisions of the assets into HTTP responses.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class Answers {

	private static final Log logger = LogFactory.getLog(Answers.class);

	private static final String CACHE_CONTROL = "public, max-age=0, must-revalidate";

	private static final int MAX_LOCATION_LENGTH = 4096;

	private static final String RETRY_AFTER_SECONDS = "5";

	private Answers() {
	}

	/**
	 * Answer a request.
	 * @param decision what becomes of the request; not {@link Decision.InvokeWorker}
	 * @param conditions the conditions of the request
	 * @param rules the header rules that apply to it, in their order
	 * @return the response
	 */
	public static Answer of(Decision decision, Conditions conditions, List<HeaderRule> rules) {
		Answer answer = of(decision, conditions);
		rules.forEach(new RuleApplication(answer.headers())::apply);
		return answer;
	}

	private static Answer of(Decision decision, Conditions conditions) {
		if (decision instanceof Decision.ServeAsset serveAsset) {
			return asset(serveAsset, conditions);
		}
		if (decision instanceof Decision.Redirect redirect) {
			return redirect(redirect);
		}
		if (decision instanceof Decision.MethodNotAllowed) {
			return methodNotAllowed();
		}
		Assert.isInstanceOf(Decision.NotFound.class, decision, "The application has to answer");
		return empty(404);
	}

	private static Answer asset(Decision.ServeAsset decision, Conditions conditions) {
		try {
			Asset asset = decision.asset().current();
			// RFC 9110, section 13.2.1: no preconditions where the answer is not 2xx
			int status = (decision.match() != AssetMatch.NOT_FOUND_PAGE) ? conditions.evaluate(asset.entityTag()) : 404;
			if (status == 412) {
				return empty(status);
			}
			HttpHeaders headers = new HttpHeaders();
			headers.set(HttpHeaders.ETAG, asset.entityTag());
			if (conditions.cacheable()) {
				headers.set(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL);
			}
			if (status != 304 && asset.contentType() != null) {
				headers.set(HttpHeaders.CONTENT_TYPE, asset.contentType());
			}
			return new Answer(status, headers, (status != 304) ? asset : null);
		}
		catch (NoSuchFileException ex) {
			return empty(404);
		}
		catch (IOException ex) {
			logger.warn("The file of asset '" + decision.asset().path() + "' cannot be read: " + ex);
			return unavailable();
		}
	}

	/**
	 * A location that grew out of a long path would not fit into the header section that
	 * a container has room for: RFC 9110, section 15.5.15.
	 */
	private static Answer redirect(Decision.Redirect redirect) {
		if (redirect.location().length() > MAX_LOCATION_LENGTH) {
			return empty(414);
		}
		Answer answer = empty(redirect.status());
		answer.headers().set(HttpHeaders.LOCATION, redirect.location());
		return answer;
	}

	/**
	 * RFC 9110, section 15.5.6.
	 */
	private static Answer methodNotAllowed() {
		Answer answer = empty(405);
		answer.headers().set(HttpHeaders.ALLOW, "GET, HEAD");
		return answer;
	}

	private static Answer unavailable() {
		Answer answer = empty(503);
		answer.headers().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
		return answer;
	}

	private static Answer empty(int status) {
		return new Answer(status, new HttpHeaders(), null);
	}

	/**
	 * Applies header rules one after the other. The first value that a rule sets replaces
	 * what the server has set, later values of that name are appended.
	 */
	private static final class RuleApplication {

		private final HttpHeaders headers;

		private final Set<String> namesSetByRules = new HashSet<>();

		RuleApplication(HttpHeaders headers) {
			this.headers = headers;
		}

		void apply(HeaderRule rule) {
			rule.unset().forEach(this.headers::remove);
			rule.set().forEach((name, value) -> {
				if (this.namesSetByRules.add(name.toLowerCase(Locale.ROOT))) {
					this.headers.set(name, value);
				}
				else {
					append(name, value);
				}
			});
		}

		/**
		 * {@code Set-Cookie} cannot be joined, RFC 9110, section 5.3.
		 */
		private void append(String name, String value) {
			String present = this.headers.getFirst(name);
			if (present == null || name.equalsIgnoreCase(HttpHeaders.SET_COOKIE)) {
				this.headers.add(name, value);
			}
			else {
				this.headers.set(name, present + ", " + value);
			}
		}

	}

}
