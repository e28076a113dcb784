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

import java.util.concurrent.locks.ReentrantLock;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Lets one conditional write after the other reach the server of the tests, and no read
 * of a whole object meanwhile. S3 compares and writes in one step, and reads an object
 * with its own tag. The server of the tests takes several steps for both.
 */
final class AtomicConditions implements ExecutionInterceptor {

	private static final ReentrantLock LOCK = new ReentrantLock();

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		boolean conditional = context.request() instanceof PutObjectRequest put
				&& (put.ifMatch() != null || put.ifNoneMatch() != null);
		boolean whole = context.request() instanceof GetObjectRequest get && get.range() == null;
		if (conditional || whole) {
			LOCK.lock();
		}
	}

	@Override
	public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
		unlock();
	}

	@Override
	public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
		unlock();
	}

	private static void unlock() {
		if (LOCK.isHeldByCurrentThread()) {
			LOCK.unlock();
		}
	}

}
