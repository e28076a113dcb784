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

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/**
 * The response of a development server, or that there is none. Its content can be copied
 * once.
 * <p>
 * Not safe for use by many threads.
 *
 * @param status the status code
 * @param headers the header fields that are a client's business
 * @param body the content as it arrives
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record DevServerResponse(int status, HttpHeaders headers, InputStream body) implements Closeable {

	private static final int BUFFER_SIZE = 16 * 1024;

	/**
	 * Create a response in place of the development server.
	 */
	static DevServerResponse of(int status, String contentType, String text) {
		byte[] content = text.getBytes(StandardCharsets.UTF_8);
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.CONTENT_TYPE, contentType + ";charset=utf-8");
		headers.set(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
		headers.setContentLength(content.length);
		return new DevServerResponse(status, headers, new ByteArrayInputStream(content));
	}

	/**
	 * Copy the content, each part as soon as it is there.
	 * @param output where to
	 * @throws IOException if the client, or the server before the end, has closed the
	 * connection
	 */
	public void copyTo(OutputStream output) throws IOException {
		byte[] buffer = new byte[BUFFER_SIZE];
		for (int read = read(buffer); read != -1; read = read(buffer)) {
			output.write(buffer, 0, read);
			if (this.body.available() == 0) {
				output.flush();
			}
		}
	}

	private int read(byte[] buffer) throws IOException {
		try {
			return this.body.read(buffer);
		}
		catch (IOException ex) {
			throw new TruncatedResponseException(ex);
		}
	}

	/**
	 * Close the content. The part of it that has not been read is lost.
	 */
	@Override
	public void close() throws IOException {
		this.body.close();
	}

}
