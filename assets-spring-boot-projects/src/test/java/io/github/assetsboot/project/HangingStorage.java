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

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.RedisConnections;
import io.github.assetsboot.storage.RetryingStorage;
import io.github.assetsboot.storage.S3Server;
import io.github.assetsboot.testing.RedisServer;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A storage that works until it hangs.
 */
abstract class HangingStorage implements AutoCloseable {

	/**
	 * For longer than any test waits.
	 */
	private static final Duration LONG = Duration.ofSeconds(60);

	/**
	 * For longer than a load may take. The SDK is not to be interrupted.
	 */
	private static final Duration TIMEOUT = Duration.ofSeconds(6);

	/**
	 * Open a storage.
	 * @param kind its kind
	 * @param directory a directory for it
	 * @return the storage
	 */
	static HangingStorage open(Kind kind, Path directory) throws IOException {
		return switch (kind) {
			case REDIS -> new Redis();
			case S3 -> new S3(directory);
			case BEAN -> new Bean(directory);
		};
	}

	/**
	 * Return the storage. Calls go to the present one.
	 */
	AssetStorage storage() {
		return (AssetStorage) Proxy.newProxyInstance(AssetStorage.class.getClassLoader(),
				new Class<?>[] { AssetStorage.class }, (proxy, method, arguments) -> call(method, arguments));
	}

	private Object call(Method method, Object[] arguments) throws Throwable {
		boolean own = method.getDeclaringClass() == Object.class;
		try {
			return method.invoke(own ? this : present(), arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	abstract AssetStorage present();

	abstract void hang() throws Exception;

	abstract void goOn() throws Exception;

	@Override
	public abstract void close() throws Exception;

	/**
	 * Kinds of storages that hang.
	 */
	enum Kind {

		/**
		 * The process is stopped.
		 */
		REDIS,

		/**
		 * A server takes connections and does not answer.
		 */
		S3,

		/**
		 * A bean of the application waits, and is not to be interrupted.
		 */
		BEAN

	}

	private static final class Redis extends HangingStorage {

		private final RedisServer server = RedisServer.start();

		private final LettuceConnectionFactory connections = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", this.server.port()),
				LettuceClientConfiguration.builder().commandTimeout(LONG).build());

		private final AssetStorage storage = new RetryingStorage(RedisConnections.storage(this.connections, "assets:"));

		Redis() throws IOException {
			this.connections.afterPropertiesSet();
			this.connections.start();
		}

		@Override
		AssetStorage present() {
			return this.storage;
		}

		@Override
		void hang() throws Exception {
			this.server.pause(true);
		}

		@Override
		void goOn() throws Exception {
			this.server.pause(false);
		}

		@Override
		public void close() throws Exception {
			this.server.pause(false);
			this.connections.destroy();
			this.server.close();
		}

	}

	private static final class S3 extends HangingStorage {

		private final ServerSocket server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());

		private final S3Client client = S3Client.builder()
			.endpointOverride(URI.create("http://127.0.0.1:" + this.server.getLocalPort()))
			.credentialsProvider(AnonymousCredentialsProvider.create())
			.region(Region.US_EAST_1)
			.forcePathStyle(true)
			.build();

		private final AssetStorage working;

		private volatile AssetStorage storage;

		S3(Path directory) throws IOException {
			this.working = new DirectoryStorage(directory);
			this.storage = this.working;
		}

		@Override
		AssetStorage present() {
			return this.storage;
		}

		@Override
		void hang() {
			this.storage = new RetryingStorage(S3Server.storage(this.client, "sites", "", TIMEOUT));
		}

		@Override
		void goOn() {
			this.storage = this.working;
		}

		@Override
		public void close() throws IOException {
			this.client.close();
			this.server.close();
		}

	}

	private static final class Bean extends HangingStorage {

		private final AssetStorage storage;

		private volatile CountDownLatch gate = new CountDownLatch(0);

		Bean(Path directory) {
			this.storage = new DirectoryStorage(directory);
		}

		@Override
		AssetStorage present() {
			boolean interrupted = false;
			while (true) {
				try {
					this.gate.await();
					break;
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
			return this.storage;
		}

		@Override
		void hang() {
			this.gate = new CountDownLatch(1);
		}

		@Override
		void goOn() {
			this.gate.countDown();
		}

		@Override
		public void close() {
			goOn();
		}

	}

}
