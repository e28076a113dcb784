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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.assetsboot.testing.StorageProcess;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * An S3 server on a free port of the loopback interface, in a process of its own with the
 * class path that the module {@code s3-server} writes. Without that, tests are aborted,
 * and fail if {@code CI} is {@code true}. What is written outlives the process.
 *
 * @author the Assets for Spring Boot authors
 */
public final class S3Server implements AutoCloseable {

	/**
	 * Who may call the server.
	 */
	public static final String ACCESS_KEY = "access";

	/**
	 * What proves it.
	 */
	public static final String SECRET_KEY = "secret";

	/**
	 * The bucket that is there.
	 */
	public static final String BUCKET = "sites";

	private static final Path CLASS_PATH = Path.of("../integration-tests/s3-server/target/classpath");

	private static final String PREPARE = "Write its class path with: mvn -pl integration-tests/s3-server process-resources";

	private final StorageProcess process;

	private S3Server(StorageProcess process) {
		this.process = process;
	}

	/**
	 * Start a server with an empty bucket.
	 * @return the server
	 * @throws IOException if it does not start
	 */
	public static S3Server start() throws IOException {
		if (!Files.exists(CLASS_PATH)) {
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail("No S3 server to test with, and CI is true. " + PREPARE);
			}
			Assumptions.abort("No S3 server to test with. " + PREPARE);
		}
		S3Server server = new S3Server(new StorageProcess("s3", Duration.ofSeconds(30)));
		server.restart();
		return server;
	}

	/**
	 * Start the server again, with what was in it.
	 * @throws IOException if it does not start
	 */
	public void restart() throws IOException {
		Path bucket = Files.createDirectories(this.process.directory().resolve("objects").resolve(BUCKET));
		Path properties = Files.write(this.process.directory().resolve("properties"),
				List.of("s3proxy.endpoint=" + endpoint(), "s3proxy.authorization=aws-v2-or-v4",
						"s3proxy.identity=" + ACCESS_KEY, "s3proxy.credential=" + SECRET_KEY,
						"jclouds.provider=filesystem-nio2", "jclouds.identity=unused", "jclouds.credential=unused",
						"jclouds.filesystem.basedir=" + bucket.getParent()));
		// the server hands System.err to the log, and so the log cannot go there
		this.process.start(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dorg.slf4j.simpleLogger.logFile=System.out", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				Files.readString(CLASS_PATH).trim(), "org.gaul.s3proxy.Main", "--properties", properties.toString());
	}

	/**
	 * Return where the server is.
	 * @return the address
	 */
	public URI endpoint() {
		return endpoint(this.process.port());
	}

	static URI endpoint(int port) {
		return URI.create("http://127.0.0.1:" + port);
	}

	/**
	 * Stop the server as a crash would.
	 */
	public void kill() {
		this.process.kill();
	}

	/**
	 * Let the server hang, or go on.
	 * @param paused whether it hangs
	 */
	public void pause(boolean paused) throws IOException, InterruptedException {
		this.process.pause(paused);
	}

	/**
	 * Connect to the server.
	 * @return a client that does not try again; to be closed
	 */
	public S3Client connect() {
		return connect(this.process.port());
	}

	S3Client connect(ExecutionInterceptor interceptor) {
		return builder(this.process.port(), SECRET_KEY, interceptor).build();
	}

	S3Client connect(String secretKey) {
		return builder(this.process.port(), secretKey, new HiddenTemporaryFiles()).build();
	}

	/**
	 * Connect to a server of another process.
	 * @param port its port
	 * @return a client that does not try again; to be closed
	 */
	public static S3Client connect(int port) {
		return builder(port, SECRET_KEY, new HiddenTemporaryFiles()).build();
	}

	private static S3ClientBuilder builder(int port, String secretKey, ExecutionInterceptor interceptor) {
		return S3Client.builder()
			.endpointOverride(endpoint(port))
			.region(Region.US_EAST_1)
			.forcePathStyle(true)
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, secretKey)))
			.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
			.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
			.overrideConfiguration((configuration) -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry())
				.addExecutionInterceptor(interceptor)
				.addExecutionInterceptor(new AtomicConditions()));
	}

	/**
	 * Return a storage in S3 that tries each call once.
	 * @param client the client
	 * @param bucket the name of the bucket
	 * @param prefix the prefix of all keys
	 * @param timeout the longest time of a call
	 * @return the storage
	 */
	public static AssetStorage storage(S3Client client, String bucket, String prefix, Duration timeout) {
		return new S3Storage(client, bucket, prefix, timeout);
	}

	@Override
	public void close() throws Exception {
		this.process.close();
	}

}
