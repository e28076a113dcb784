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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.github.assetsboot.collection.AssetCollection.Contents;
import io.github.assetsboot.collection.BlobSource.FileChangedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Rereading}: a file is changed, its new hash is known, and it is
 * changed once more before it is read for the answer.
 *
 * @author the Assets for Spring Boot authors
 */
class RereadingTests {

	private static final int TINY = 1024 * 1024;

	private final BlobCache memory = new BlobCache(100_000_000);

	@TempDir
	private Path root;

	private Asset asset;

	@BeforeEach
	void readCollection() throws IOException {
		Files.writeString(file(), "first");
		AssetDirectory directory = AssetLocation.of(this.root.toString(), null).open();
		assertThat(directory).isNotNull();
		this.asset = AssetCollection.read(directory, (path) -> null, this.memory, Contents.onDemand(), false)
			.get("/a.txt");
		assertThat(this.asset).isNotNull();
	}

	private Path file() {
		return this.root.resolve("a.txt");
	}

	private void replace(String content) throws IOException {
		Path next = Files.writeString(this.root.resolve("next"), content);
		Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
	}

	/**
	 * A garbage collection takes the bytes.
	 * @return the bytes, which stay as long as the caller holds them
	 */
	private byte[] hash(String content) throws IOException {
		byte[] hashed = null;
		for (int i = 0; i < 100 && hashed == null; i++) {
			replace(content);
			hashed = this.asset.reread().blob().hashed();
		}
		return hashed;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000, TINY })
	void contentThatWasReplacedAfterItsHashIsServed(int size) throws IOException {
		String content = "2".repeat(size);
		byte[] hashed = hash(content);
		Representation second = this.asset.representation();
		assertThat(hashed).asString().isEqualTo(content);
		replace("third");
		assertThatExceptionOfType(FileChangedException.class).isThrownBy(second::readAll);
		assertThat(this.memory.get(second)).isEqualTo(hashed);
		Representation third = this.asset.reread();
		assertThat(this.memory.get(third)).asString().isEqualTo("third");
	}

	@Test
	void contentThatWasChangedInPlaceAfterItsHashIsNotServed() throws Exception {
		replace("second");
		Representation second = this.asset.reread();
		letTheClockTick();
		Files.writeString(file(), "third!");
		assertThatExceptionOfType(FileChangedException.class).isThrownBy(() -> this.memory.get(second));
	}

	@Test
	void contentThatWasDeletedAfterItsHashIsServed() throws IOException {
		byte[] hashed = hash("second");
		Representation second = this.asset.representation();
		Files.delete(file());
		assertThat(this.memory.get(second)).isEqualTo(hashed).asString().isEqualTo("second");
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(this.asset::reread);
	}

	@Test
	void largerContentIsReadAgain() throws IOException {
		replace("2".repeat(TINY + 1));
		Representation second = this.asset.reread();
		replace("third");
		assertThat(second.blob().hashed()).isNull();
		assertThatExceptionOfType(FileChangedException.class).isThrownBy(() -> this.memory.get(second));
	}

	/**
	 * What changes within one tick of the file system's clock looks the same.
	 */
	private static void letTheClockTick() throws InterruptedException {
		Thread.sleep(20);
	}

}
