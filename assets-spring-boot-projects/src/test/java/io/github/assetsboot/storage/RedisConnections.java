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

import java.time.Duration;
import java.util.List;

import io.github.assetsboot.testing.RedisCluster;
import io.github.assetsboot.testing.RedisServer;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Connections to a {@link RedisServer}, and storages that use them.
 */
public final class RedisConnections {

	private static final Duration TIMEOUT = Duration.ofMillis(800);

	private RedisConnections() {
	}

	/**
	 * Connect to a server.
	 * @param server the server
	 * @return connections, with a short timeout; to be destroyed
	 */
	public static LettuceConnectionFactory to(RedisServer server) {
		return to(server.port());
	}

	/**
	 * Connect to a cluster as an application does, with the options that Spring Boot sets
	 * by default.
	 * @param cluster the cluster
	 * @return connections; to be destroyed
	 */
	public static LettuceConnectionFactory to(RedisCluster cluster) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisClusterConfiguration(List.of(cluster.addresses().split(","))),
				LettuceClientConfiguration.builder()
					.commandTimeout(Duration.ofSeconds(2))
					.clientOptions(ClusterClientOptions.builder()
						.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder().build())
						.build())
					.build());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	/**
	 * Connect to a server.
	 * @param port its port
	 * @return connections, with a short timeout; to be destroyed
	 */
	public static LettuceConnectionFactory to(int port) {
		return to(port, TIMEOUT);
	}

	static LettuceConnectionFactory to(int port, Duration timeout) {
		return start(new RedisStandaloneConfiguration("127.0.0.1", port), timeout);
	}

	static LettuceConnectionFactory start(RedisConfiguration configuration, Duration timeout) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(configuration,
				LettuceClientConfiguration.builder().commandTimeout(timeout).build());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	/**
	 * Return a storage in Redis that tries each call once.
	 * @param connections gives the connections
	 * @param prefix the prefix of all keys
	 * @return the storage
	 */
	public static AssetStorage storage(RedisConnectionFactory connections, String prefix) {
		return new RedisStorage(connections, prefix);
	}

}
