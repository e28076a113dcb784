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

package io.github.assetsboot.fingerprint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;

/**
 * Changes of a file that make its references lead to fingerprinted paths.
 *
 * @param edits the changes, in the order of their positions
 */
record Edits(List<Edit> edits) implements UnaryOperator<byte[]> {

	Edits {
		List<Edit> sorted = new ArrayList<>(edits);
		sorted.sort(Comparator.comparingInt(Edit::from));
		edits = List.copyOf(sorted);
	}

	/**
	 * A file that is shorter by now is another one, which is not served any more.
	 */
	@Override
	public byte[] apply(byte[] file) {
		if (this.edits.isEmpty() || this.edits.get(this.edits.size() - 1).to > file.length) {
			return file;
		}
		int grown = this.edits.stream().mapToInt((edit) -> edit.text.length() - edit.to + edit.from).sum();
		ByteBuffer result = ByteBuffer.allocate(file.length + grown);
		write(file, result::put);
		return result.array();
	}

	/**
	 * Return the identity of the changed file. It costs no memory, of which each new page
	 * takes as much time during a start as the hash does.
	 */
	Blob identify(byte[] file) {
		BlobDigest digest = new BlobDigest();
		write(file, digest::update);
		return digest.blob();
	}

	private void write(byte[] file, Target target) {
		int written = 0;
		for (Edit edit : this.edits) {
			byte[] text = edit.text.getBytes(StandardCharsets.US_ASCII);
			target.write(file, written, edit.from - written);
			target.write(text, 0, text.length);
			written = edit.to;
		}
		target.write(file, written, file.length - written);
	}

	private interface Target {

		void write(byte[] bytes, int offset, int length);

	}

	/**
	 * A text in place of bytes.
	 *
	 * @param from the position of the first byte
	 * @param to the position after the last one
	 * @param text the text, in ASCII
	 */
	record Edit(int from, int to, String text) {

	}

}
