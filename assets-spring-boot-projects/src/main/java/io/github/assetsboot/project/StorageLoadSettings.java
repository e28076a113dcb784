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

import java.time.Duration;

/**
 * Bounds of the loads from a storage. A storage that is slow, hangs or fails keeps few
 * threads busy.
 *
 * @param maxWait the longest time that a request waits for the storage. A call of the
 * storage that takes longer counts as a failure
 * @param maxWaiting number of requests that wait at the same time
 * @param threads number of threads that load
 * @param maxDuration the longest time of a load, until it is interrupted
 * @param maxFailures number of failures in a row after which no load calls the storage
 * @param pause the time until one load tries the storage again
 */
record StorageLoadSettings(Duration maxWait, int maxWaiting, int threads, Duration maxDuration, int maxFailures,
		Duration pause) {

}
