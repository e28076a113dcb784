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

import io.github.assetsboot.collection.Representation;
import org.jspecify.annotations.Nullable;

/**
 * Selected status, representation and ranges of an asset for one request. The status is
 * decided here: 200, 206, 304, 412 or 416. {@link DefaultAssets} does the same for a
 * response that a controller has changed.
 *
 * @param status the status code
 * @param plain the representation without a content coding
 * @param representation the representation to send, or that the client has already
 * @param ranges the parts of it to send, or {@code null} for all of it
 * @author the Assets for Spring Boot authors
 */
record SelectedRepresentation(int status, Representation plain, Representation representation,
		@Nullable ByteRanges ranges) {

	/**
	 * Select, in the order of RFC 9110, section 13.2.2.
	 * @param status the status of the answer without any conditions
	 * @param plain the representation without a content coding
	 * @param headers the header fields of the answer
	 * @param conditions the header fields of the request that the selection depends on
	 * @return the selection
	 */
	static SelectedRepresentation of(int status, Representation plain, ResponseHeaders headers, Conditions conditions) {
		if (conditions == Conditions.NONE) {
			return new SelectedRepresentation(status, plain, plain, null);
		}
		boolean negotiable = headers.isNegotiable();
		Representation selected = negotiable
				? AcceptEncoding.select(conditions.acceptEncoding(), plain, conditions.deltas(plain)) : plain;
		if (status != 200) {
			// section 13.2.1: no preconditions where the answer would not be 2xx
			return new SelectedRepresentation(status, plain, selected, null);
		}
		return select(plain, selected, negotiable, headers.isTagged() ? conditions : conditions.withoutTags());
	}

	private static SelectedRepresentation select(Representation plain, Representation selected, boolean negotiable,
			Conditions conditions) {
		if (conditions.isPreconditionFailed(selected.entityTag())) {
			return new SelectedRepresentation(412, plain, selected, null);
		}
		Representation known = conditions.known(selected, plain, negotiable);
		if (known != null) {
			return new SelectedRepresentation(304, plain, known, null);
		}
		ByteRanges ranges = conditions.ranges(selected);
		int status = (ranges != null) ? (ranges.isUnsatisfiable() ? 416 : 206) : 200;
		return new SelectedRepresentation(status, plain, selected, ranges);
	}

	/**
	 * Return the first part to send.
	 * @return the first range, or the one that is all of the representation
	 */
	ByteRanges.Range firstPart() {
		return (this.ranges != null) ? this.ranges.ranges().get(0)
				: new ByteRanges.Range(0, this.representation.size() - 1);
	}

	/**
	 * Return whether several parts are sent.
	 */
	boolean isMultipart() {
		return this.ranges != null && this.ranges.ranges().size() > 1;
	}

	/**
	 * Return this selection without a content coding.
	 */
	SelectedRepresentation ofPlain() {
		return new SelectedRepresentation(this.status, this.plain, this.plain, null);
	}

	/**
	 * Return whether content is sent, or would be if the method were not HEAD.
	 */
	boolean hasContent() {
		return this.status != 304 && !isRefusal();
	}

	/**
	 * Return whether a precondition or a range stands against sending the asset.
	 */
	boolean isRefusal() {
		return this.status == 412 || this.status == 416;
	}

}
