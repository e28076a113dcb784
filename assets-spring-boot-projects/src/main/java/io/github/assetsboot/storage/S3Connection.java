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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The client that calls S3. It is the client of the application, or one for the
 * properties that only the storage uses.
 *
 * @param client the client
 * @param own whether to close the client at the end
 * @author the Assets for Spring Boot authors
 */
record S3Connection(S3Client client, boolean own) implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(S3Connection.class);

	static S3Connection of(@Nullable S3Client application, AssetStorageProperties.S3 properties) {
		if (application == null) {
			return new S3Connection(new S3ClientFactory(properties).create(), true);
		}
		if (properties.getEndpoint() != null || properties.getRegion() != null || properties.getAccessKey() != null) {
			logger
				.warn("The storage uses the S3Client bean of the application. The properties of 'assets.storage.s3' for"
						+ " the endpoint, the region and the keys have no effect.");
		}
		return new S3Connection(application, false);
	}

	@Override
	public void close() {
		if (this.own) {
			this.client.close();
		}
	}

}
