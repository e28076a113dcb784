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

package io.github.assetsboot.servlet;

import java.io.IOException;

import io.github.assetsboot.delivery.ServletResponses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/**
 * The response to a request that may end as the application's own 404. If it does, and
 * nothing sets {@code Cache-Control}, browsers may not keep it: after the next deployment
 * the path may have an asset.
 *
 * @author the Assets for Spring Boot authors
 */
final class UnhandledResponse extends HttpServletResponseWrapper {

	private static final @Nullable String NO_STORE = CacheControl.noStore().getHeaderValue();

	private final HttpServletRequest request;

	private boolean added;

	UnhandledResponse(HttpServletRequest request, HttpServletResponse response) {
		super(response);
		this.request = request;
	}

	@Override
	public void setStatus(int status) {
		prepare(status);
		super.setStatus(status);
	}

	@Override
	public void sendError(int status) throws IOException {
		prepare(status);
		super.sendError(status);
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		prepare(status);
		super.sendError(status, message);
	}

	private void prepare(int status) {
		if (status != SC_NOT_FOUND) {
			withdraw();
		}
		else if (ServletResponses.isNotFound(this.request) && !containsHeader(HttpHeaders.CACHE_CONTROL)) {
			super.setHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
			this.added = true;
		}
	}

	private void withdraw() {
		if (this.added) {
			super.setHeader(HttpHeaders.CACHE_CONTROL, null);
			this.added = false;
		}
	}

	@Override
	public void setHeader(String name, String value) {
		giveWay(name);
		super.setHeader(name, value);
	}

	@Override
	public void addHeader(String name, String value) {
		giveWay(name);
		super.addHeader(name, value);
	}

	/**
	 * A value that the application sets replaces the added one.
	 */
	private void giveWay(String name) {
		if (this.added && HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name)) {
			withdraw();
		}
	}

	@Override
	public void reset() {
		this.added = false;
		super.reset();
	}

}
