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

package io.github.assetsboot.testing;

import java.util.List;
import java.util.Set;

/**
 * The threads that a test has started, without those that other tests have left in the
 * same process.
 */
public final class NewThreads {

	private final Set<Thread> others = Set.copyOf(Thread.getAllStackTraces().keySet());

	/**
	 * Return the threads that have begun since this object was created, and still live.
	 * @param prefix the beginning of their names
	 * @return their names
	 */
	public List<String> named(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.isAlive() && !this.others.contains(thread))
			.map(Thread::getName)
			.filter((name) -> name.startsWith(prefix))
			.toList();
	}

}
