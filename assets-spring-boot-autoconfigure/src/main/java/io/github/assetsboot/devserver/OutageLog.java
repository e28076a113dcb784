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

package io.github.assetsboot.devserver;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Says once in the log that a development server does not answer, and once that it does
 * again.
 *
 * @author the Assets for Spring Boot authors
 */
final class OutageLog {

	private static final Log logger = LogFactory.getLog(OutageLog.class);

	private final AtomicBoolean down = new AtomicBoolean();

	private volatile boolean known;

	/**
	 * A command that has just been started takes its time.
	 */
	void failed(DevServerUrl url, IOException reason, @Nullable CommandProcess process) {
		if (process != null && process.isUnderWay() && !this.known) {
			return;
		}
		if (this.down.compareAndSet(false, true)) {
			logger.warn("The development server at " + url + " does not answer (" + reason + "). "
					+ ((process != null) ? "'" + process.line() + "' " + process.state().description() + "."
							: "Start it, for instance with 'npm run dev' in the folder of the front end.")
					+ " Until it answers, requests for assets get 502.");
		}
	}

	void answered(DevServerUrl url) {
		this.known = true;
		if (this.down.get() && this.down.compareAndSet(true, false)) {
			logger.info("The development server at " + url + " answers again.");
		}
	}

}
