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

package io.github.assetsboot.sites;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import io.github.assetsboot.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;

/**
 * Tests for the commands of wrangler with Redis as the storage.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerOnRedisIT extends WranglerCommands {

	private RedisServer redis;

	@Override
	Sites serve(Path directory) throws IOException {
		this.redis = RedisServer.start();
		return Sites.onRedis(this.redis.port(), Map.of());
	}

	@AfterAll
	void stopRedis() throws Exception {
		if (this.redis != null) {
			this.redis.close();
		}
	}

}
