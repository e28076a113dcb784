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

package io.github.assetsboot.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.storage.AssetStorage.StoredValue;

/**
 * Another process that works with the same directory.
 */
public final class OtherProcess implements AutoCloseable {

	private final Process process;

	private OtherProcess(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						OtherProcess.class.getName()));
		command.addAll(List.of(arguments));
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	/**
	 * Start a process that holds a lock until it is closed.
	 */
	static OtherProcess locking(Path file) throws IOException {
		OtherProcess other = new OtherProcess("lock", file.toString());
		if (other.process.getInputStream().read() != '!') {
			throw new IOException("No lock");
		}
		return other;
	}

	/**
	 * Start a process that counts a value up.
	 */
	static OtherProcess counting(Path root, int times) throws IOException {
		return new OtherProcess("count", root.toString(), String.valueOf(times));
	}

	int await() throws InterruptedException {
		if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The process does not end");
		}
		return this.process.exitValue();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
	}

	static int count(AssetStorage storage, int times) throws IOException {
		for (int done = 0; done < times;) {
			StoredValue present = storage.readWithRevision("project/a/manifest");
			String next = String.valueOf(Integer.parseInt(new String(present.value(), StandardCharsets.UTF_8)) + 1);
			if (storage.writeIfUnchanged("project/a/manifest", next.getBytes(StandardCharsets.UTF_8),
					present.revision())) {
				done++;
			}
		}
		return times;
	}

	/**
	 * Run in the other process.
	 * @param arguments what to do
	 */
	public static void main(String[] arguments) throws Exception {
		if (arguments[0].equals("count")) {
			count(new DirectoryStorage(Path.of(arguments[1])), Integer.parseInt(arguments[2]));
			return;
		}
		try (FileChannel channel = FileChannel.open(Path.of(arguments[1]), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
			System.out.print(lock.isValid() ? '!' : '?');
			System.out.flush();
			Thread.sleep(60_000);
		}
	}

}
