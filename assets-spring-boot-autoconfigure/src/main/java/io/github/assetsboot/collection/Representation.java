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

package io.github.assetsboot.collection;

import org.jspecify.annotations.Nullable;

/**
 * An asset's content as it is, or under a content coding.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param coding the content coding, or {@code null} for none
 * @param codedTag the entity tag under the content coding, or {@code null} for none
 * @param blob the bytes
 * @param source where to read them
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-3.2">RFC 9110, section
 * 3.2</a>
 */
public record Representation(@Nullable ContentCoding coding, @Nullable String codedTag, Blob blob, BlobSource source) {

	static Representation of(Blob blob, BlobSource source) {
		return new Representation(null, null, blob, source);
	}

	Representation coded(ContentCoding coding, Blob blob, BlobSource source) {
		return new Representation(coding, coding.entityTag(this.blob, blob), blob, source);
	}

	/**
	 * Return the strong entity tag. The tag of a coded representation also depends on the
	 * coded bytes, because another version of a coder makes other bytes.
	 * @return the tag, in quotes
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.3">RFC 9110,
	 * section 8.8.3.3</a>
	 */
	public String entityTag() {
		return (this.codedTag != null) ? this.codedTag : this.blob.entityTag();
	}

	/**
	 * Return the length.
	 * @return the number of bytes
	 */
	public long size() {
		return this.blob.size();
	}

}
