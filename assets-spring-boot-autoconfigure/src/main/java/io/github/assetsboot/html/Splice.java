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

package io.github.assetsboot.html;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Changes to a source, by position. All other parts of the source stay the same.
 *
 * @author the Assets for Spring Boot authors
 */
final class Splice {

	private final List<Edit> edits = new ArrayList<>();

	private final NavigableMap<Integer, Integer> deleted = new TreeMap<>();

	private final Set<Integer> closed = new HashSet<>();

	/**
	 * Insert text. Texts at the same position appear in the order of the calls.
	 * @param position the position
	 * @param text the text
	 */
	void insert(int position, String text) {
		replace(position, position, text);
	}

	/**
	 * Replace a part. Text that other calls insert into this part is dropped.
	 * @param from where the part begins
	 * @param to where it ends
	 * @param text the text to put there
	 */
	void replace(int from, int to, String text) {
		if (to > from || !text.isEmpty()) {
			this.edits.add(new Edit(from, to, text));
			if (to > from) {
				this.deleted.put(from, to);
			}
		}
	}

	/**
	 * Write end tags which the source leaves out: each once, and none of an element that
	 * is gone.
	 * @param position where to write them
	 * @param endTags the end tags
	 */
	void close(int position, List<SourceNode.EndTag> endTags) {
		for (SourceNode.EndTag endTag : endTags) {
			if (!isDeleted(endTag.start()) && this.closed.add(endTag.order())) {
				insert(position, endTag.toString());
			}
		}
	}

	private boolean isDeleted(int position) {
		Map.Entry<Integer, Integer> part = this.deleted.floorEntry(position);
		return part != null && position < part.getValue();
	}

	boolean isEmpty() {
		return this.edits.isEmpty();
	}

	/**
	 * Apply the changes.
	 * @param source the source
	 * @return the bytes of the result
	 */
	byte[] apply(SourceText source) {
		this.edits.sort(Comparator.comparingInt(Edit::from));
		ByteArrayOutputStream result = new ByteArrayOutputStream(source.size() + 1024);
		source.copyStart(result);
		int position = 0;
		for (Edit edit : this.edits) {
			if (edit.from >= position) {
				source.copy(position, edit.from, result);
				result.writeBytes(source.encode(edit.text));
			}
			position = Math.max(position, edit.to);
		}
		source.copy(position, source.text().length(), result);
		return result.toByteArray();
	}

	private record Edit(int from, int to, String text) {

	}

}
