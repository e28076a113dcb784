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

import java.io.IOException;

/**
 * A client of an application.
 */
public interface Client extends AutoCloseable {

	/**
	 * Send a request.
	 * @param request the request
	 * @return the response
	 * @throws IOException if there is no response
	 */
	Response send(Request request) throws IOException;

	default Response get(String target) throws IOException {
		return send(Request.get(target));
	}

	@Override
	void close() throws IOException;

}
