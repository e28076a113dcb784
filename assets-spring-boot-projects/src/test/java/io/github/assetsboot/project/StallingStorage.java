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

package io.github.assetsboot.project;

import java.io.IOException;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.ForwardingStorage;

/**
 * A storage whose user stalls, loses an answer, or dies at one of its calls, while others
 * do something to the end.
 */
final class StallingStorage extends ForwardingStorage {

	private final int at;

	private final Fault fault;

	private final Meanwhile meanwhile;

	private int calls;

	/**
	 * Create a storage.
	 * @param storage the storage that does the work
	 * @param at the call, counted from 1
	 * @param fault what happens there
	 * @param meanwhile what others do
	 */
	StallingStorage(AssetStorage storage, int at, Fault fault, Meanwhile meanwhile) {
		super(storage);
		this.at = at;
		this.fault = fault;
		this.meanwhile = meanwhile;
	}

	/**
	 * Return whether the call was reached.
	 */
	boolean hasHappened() {
		return this.calls >= this.at;
	}

	@Override
	protected <T> T call(Call<T> call) throws IOException {
		if (++this.calls != this.at) {
			return call.run();
		}
		if (this.fault == Fault.DIES_BEFORE) {
			throw new BreakingStorage.Death();
		}
		if (this.fault == Fault.STALLS_BEFORE) {
			this.meanwhile.run();
			return call.run();
		}
		T result = call.run();
		if (this.fault == Fault.DIES_AFTER) {
			throw new BreakingStorage.Death();
		}
		this.meanwhile.run();
		if (this.fault == Fault.LOSES_THE_ANSWER) {
			throw new IOException("The answer was lost");
		}
		return result;
	}

	enum Fault {

		STALLS_BEFORE, STALLS_AFTER, LOSES_THE_ANSWER, DIES_BEFORE, DIES_AFTER

	}

	@FunctionalInterface
	interface Meanwhile {

		void run() throws IOException;

	}

}
