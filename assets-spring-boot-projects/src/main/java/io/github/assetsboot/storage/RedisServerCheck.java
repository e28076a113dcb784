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

import java.util.Properties;
import java.util.TreeSet;

import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/**
 * Warns at start of settings of Redis, or of its client, with which values get lost or
 * masters are not found. The start does not wait for the answer. Nothing is said if Redis
 * does not answer, or does not allow the question.
 */
final class RedisServerCheck implements ApplicationListener<ContextRefreshedEvent> {

	private static final Log logger = LogFactory.getLog(RedisServerCheck.class);

	private static final String POLICY = "maxmemory_policy";

	private static final String NO_EVICTION = "noeviction";

	private final RedisConnectionFactory connections;

	RedisServerCheck(RedisConnectionFactory connections) {
		this.connections = connections;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		Thread thread = new Thread(this::check, "assets-redis-check");
		thread.setDaemon(true);
		thread.start();
	}

	void check() {
		if (ClassUtils.isPresent("io.lettuce.core.cluster.ClusterClientOptions", getClass().getClassLoader())) {
			Lettuce.check(this.connections);
		}
		try (RedisConnection connection = this.connections.getConnection()) {
			checkMemoryPolicy(connection.serverCommands().info("memory"));
		}
		catch (RuntimeException ex) {
			logger.debug("The memory policy of Redis is unknown.", ex);
		}
	}

	/**
	 * The properties of a cluster begin with the address of the node and a dot.
	 */
	private static void checkMemoryPolicy(Properties memory) {
		TreeSet<String> policies = new TreeSet<>();
		memory.stringPropertyNames()
			.stream()
			.filter((name) -> name.endsWith(POLICY))
			.map(memory::getProperty)
			.filter((policy) -> !policy.equals(NO_EVICTION))
			.forEach(policies::add);
		if (!policies.isEmpty()) {
			logger.warn(
					"Redis has the memory policy '" + String.join("', '", policies) + "'. When its memory is full, it "
							+ (policies.stream().allMatch((policy) -> policy.startsWith("volatile"))
									? "deletes large files that are being published."
									: "deletes files of projects, and these projects are broken.")
							+ " Set 'maxmemory-policy " + NO_EVICTION + "' in Redis.");
		}
	}

	/**
	 * Checks the client Lettuce, which may be missing.
	 */
	private static final class Lettuce {

		/**
		 * Before version 7, Lettuce does not look for new masters by default.
		 */
		static void check(RedisConnectionFactory connections) {
			if (connections instanceof LettuceConnectionFactory lettuce && lettuce.isClusterAware()) {
				ClusterTopologyRefreshOptions refresh = lettuce.getClientConfiguration()
					.getClientOptions()
					.filter(ClusterClientOptions.class::isInstance)
					.map((options) -> ((ClusterClientOptions) options).getTopologyRefreshOptions())
					.orElse(null);
				if (refresh == null
						|| (!refresh.isPeriodicRefreshEnabled() && refresh.getAdaptiveRefreshTriggers().isEmpty())) {
					logger.warn("The client of Redis does not look for the new master of a Redis Cluster when a master"
							+ " fails. Set 'spring.data.redis.lettuce.cluster.refresh.adaptive=true'.");
				}
			}
		}

	}

}
