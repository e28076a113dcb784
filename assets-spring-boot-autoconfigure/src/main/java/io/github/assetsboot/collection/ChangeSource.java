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

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Tells whether something in some folders was changed. For use by one thread.
 */
interface ChangeSource extends Closeable {

	/**
	 * Wait for a change.
	 * @param milliseconds how long to wait, at least if that is less work
	 * @return whether something was changed since this was last asked
	 * @throws IOException if changes cannot be noticed in this way any more
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean await(long milliseconds) throws IOException, InterruptedException;

	/**
	 * Take note of the folders as they are. A later change is noticed.
	 * @throws IOException if changes cannot be noticed in this way any more
	 */
	void refresh() throws IOException;

	@Override
	void close();

	/**
	 * Return what tells a file from others. A folder that is reached through symbolic
	 * links is told by where they lead, too.
	 */
	static Object identity(Path path, BasicFileAttributes attributes) {
		Object key = attributes.fileKey();
		return (key != null) ? key : path;
	}

}
