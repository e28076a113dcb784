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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;

/**
 * Calls Redis. A failed call throws an {@link IOException}.
 *
 * @author the Assets for Spring Boot authors
 */
final class RedisCalls {

	/**
	 * The longest time to wait for a slot that is being moved.
	 */
	private static final Duration MAX_MOVE = Duration.ofSeconds(5);

	private static final Duration MOVE_PAUSE = Duration.ofMillis(20);

	private final RedisConnectionFactory connections;

	RedisCalls(RedisConnectionFactory connections) {
		this.connections = connections;
	}

	<T> T call(Call<T> call) throws IOException {
		try (RedisConnection connection = this.connections.getConnection()) {
			return call.run(connection);
		}
		catch (DataAccessException ex) {
			throw new IOException("The call of Redis has failed: " + reason(ex), ex);
		}
	}

	/**
	 * The answer of Redis, such as that the memory is full, is in the cause.
	 */
	private static String reason(DataAccessException ex) {
		String message = String.valueOf(ex.getMessage());
		String cause = String.valueOf(NestedExceptionUtils.getMostSpecificCause(ex).getMessage());
		return message.contains(cause) ? message : message + " (" + cause + ")";
	}

	/**
	 * Evaluate a script. While a Redis Cluster moves the slot of the keys to another
	 * master, it has some keys here and some there, and asks to try again.
	 * @return the result, a number
	 */
	long eval(byte[] script, List<byte[]> keys, List<byte[]> arguments) throws IOException {
		List<byte[]> all = new ArrayList<>(keys);
		all.addAll(arguments);
		long end = System.nanoTime() + MAX_MOVE.toNanos();
		while (true) {
			try {
				return this.<Long>call((connection) -> connection.scriptingCommands()
					.eval(script, ReturnType.INTEGER, keys.size(), all.toArray(byte[][]::new)));
			}
			catch (IOException ex) {
				if (!isMoving(ex) || System.nanoTime() > end) {
					throw ex;
				}
				pause(ex);
			}
		}
	}

	private static boolean isMoving(IOException ex) {
		return String.valueOf(NestedExceptionUtils.getMostSpecificCause(ex).getMessage()).startsWith("TRYAGAIN");
	}

	private static void pause(IOException cause) throws IOException {
		try {
			Thread.sleep(MOVE_PAUSE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw cause;
		}
	}

	/**
	 * A call. Its connection is closed afterwards.
	 */
	@FunctionalInterface
	interface Call<T> {

		T run(RedisConnection connection);

	}

}
