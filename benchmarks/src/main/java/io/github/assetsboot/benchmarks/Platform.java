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

package io.github.assetsboot.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The container and the JVM of an application, and how a client speaks to it.
 *
 * @param javaHome the JDK
 * @param jetty whether the container is Jetty, otherwise Tomcat
 * @param certificate the certificate for HTTP/2 with TLS, {@code null} for HTTP/1.1
 * without TLS
 * @param virtualThreads whether requests are answered by virtual threads
 */
record Platform(Path javaHome, boolean jetty, @Nullable SelfSignedCertificate certificate, boolean virtualThreads) {

	static final Platform TOMCAT = new Platform(Path.of(System.getProperty("java.home")), false, null, false);

	static final Platform JETTY = new Platform(TOMCAT.javaHome, true, null, false);

	private static final Path JDKS = Path.of("/usr/lib/jvm");

	/**
	 * Return this platform with HTTP/2 and TLS.
	 */
	Platform with(SelfSignedCertificate certificate) {
		return new Platform(this.javaHome, this.jetty, certificate, this.virtualThreads);
	}

	/**
	 * Return Tomcat on a newer JDK, with virtual threads.
	 * @param version the version of the JDK
	 * @return the platform, or {@code null} if there is no such JDK
	 */
	static @Nullable Platform withVirtualThreads(int version) throws IOException {
		if (!Files.isDirectory(JDKS)) {
			return null;
		}
		try (Stream<Path> homes = Files.list(JDKS)) {
			return homes
				.filter((home) -> home.getFileName().toString().matches("(.*\\D)?" + version + "(\\D.*)?")
						&& Files.isExecutable(home.resolve("bin/java")))
				.sorted()
				.findFirst()
				.map((home) -> new Platform(home, false, null, true))
				.orElse(null);
		}
	}

	String scheme() {
		return (this.certificate != null) ? "https" : "http";
	}

	/**
	 * Return the command that starts an application. Each of the two containers is left
	 * out for the other.
	 */
	List<String> command(List<String> options, Class<?> main) {
		String classPath = Jvm
			.classPathWithout(this.jetty ? "tomcat-embed-(core|websocket)|spring-boot-tomcat|spring-boot-starter-tomcat"
					: "jetty-.*|spring-boot-jetty|spring-boot-starter-jetty");
		List<String> command = new ArrayList<>(Jvm.command(this.javaHome, options, classPath, main));
		if (this.certificate != null) {
			command.addAll(this.certificate.arguments());
		}
		if (this.virtualThreads) {
			command.add("--spring.threads.virtual.enabled=true");
		}
		return command;
	}

}
