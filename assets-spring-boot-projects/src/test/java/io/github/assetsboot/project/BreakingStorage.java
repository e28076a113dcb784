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
import java.io.InputStream;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.ForwardingStorage;
import org.jspecify.annotations.Nullable;

/**
 * A storage whose user dies, or which fails, at one of its calls.
 *
 * @author the Assets for Spring Boot authors
 */
public final class BreakingStorage extends ForwardingStorage {

	private int callsLeft;

	private boolean broken;

	private boolean afterTheCall;

	private boolean refusing;

	int reads;

	int opened;

	/**
	 * Create a storage that works until it is told to fail.
	 * @param storage the storage that does the work
	 */
	public BreakingStorage(AssetStorage storage) {
		this(storage, Integer.MAX_VALUE, false);
	}

	BreakingStorage(AssetStorage storage, int callsLeft, boolean afterTheCall) {
		super(storage);
		this.callsLeft = callsLeft;
		this.afterTheCall = afterTheCall;
	}

	/**
	 * Fail, or work again.
	 * @param broken whether every call fails
	 */
	public void fail(boolean broken) {
		this.broken = broken;
	}

	/**
	 * Refuse conditional writes, as if others changed everything all the time.
	 * @param refusing whether to refuse them
	 */
	public void refuseConditionalWrites(boolean refusing) {
		this.refusing = refusing;
	}

	@Override
	public boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) throws IOException {
		return !this.refusing && super.writeIfUnchanged(key, value, revision);
	}

	@Override
	protected <T> T call(Call<T> call) throws IOException {
		if (this.broken) {
			throw new IOException("The storage does not answer");
		}
		boolean last = --this.callsLeft <= 0;
		if (last && !this.afterTheCall) {
			throw new Death();
		}
		T result = call.run();
		if (last) {
			throw new Death();
		}
		return result;
	}

	@Override
	public byte @Nullable [] read(String key) throws IOException {
		this.reads++;
		return super.read(key);
	}

	@Override
	public @Nullable InputStream open(String key, long first, long length) throws IOException {
		this.opened++;
		return super.open(key, first, length);
	}

	/**
	 * What nobody catches.
	 */
	@SuppressWarnings("serial")
	static final class Death extends Error {

	}

}
