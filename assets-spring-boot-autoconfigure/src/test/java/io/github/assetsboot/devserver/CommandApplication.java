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

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in a process of its own, as an IDE or a build tool starts it.
 *
 * @author the Assets for Spring Boot authors
 */
final class CommandApplication implements AutoCloseable {

	private static final String CLASS_PATH = System.getProperty("surefire.test.class.path",
			System.getProperty("java.class.path"));

	/**
	 * A process that is started in the background of a shell ignores SIGINT. Node.js
	 * starts its children with the default.
	 */
	private static final String LAUNCHER = "require('child_process').spawn(process.argv[1], process.argv.slice(2),"
			+ " { stdio: 'inherit' }).on('exit', (code, signal) => console.log('EXIT ' + (signal ?? code)))";

	private final Queue<String> output = new ConcurrentLinkedQueue<>();

	private final Process launcher;

	private CommandApplication(Process launcher) {
		this.launcher = launcher;
		Thread thread = new Thread(() -> {
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
			reader.lines().forEach(this.output::add);
		}, "output");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Start an application.
	 * @param classPath what comes before the class path of this process
	 * @param environment further environment variables
	 * @param properties its properties, {@code name=value}
	 */
	static CommandApplication start(List<Path> classPath, Map<String, String> environment, String... properties)
			throws IOException {
		List<String> arguments = new ArrayList<>(
				List.of("node", "-e", LAUNCHER, Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData",
						"-Dfile.encoding=UTF-8", Main.class.getName(), "--server.port=0", "--server.address=127.0.0.1",
						"--server.shutdown=immediate", "--logging.level.root=warn",
						"--logging.level.assets.dev-server=info", "--spring.main.banner-mode=off"));
		if (classPath.isEmpty()) {
			// DevTools, which are on the class path of the tests, change the exit code
			arguments.add(arguments.indexOf(Main.class.getName()), "-Dspring.devtools.restart.enabled=false");
		}
		for (String property : properties) {
			arguments.add("--" + property);
		}
		ProcessBuilder builder = new ProcessBuilder(arguments);
		List<String> paths = new ArrayList<>(classPath.stream().map(Path::toString).toList());
		paths.add(CLASS_PATH);
		builder.environment().putAll(environment);
		builder.environment().put("CLASSPATH", String.join(File.pathSeparator, paths));
		return new CommandApplication(builder.redirectErrorStream(true).start());
	}

	boolean hasEnded() {
		return !this.launcher.isAlive();
	}

	String output() {
		return String.join("\n", this.output);
	}

	/**
	 * Wait for a line of output.
	 * @return the first group of the pattern in its last occurrence
	 */
	String await(String pattern) {
		return await(pattern, 1);
	}

	String await(String pattern, int count) {
		Pattern line = Pattern.compile("(?m)" + pattern);
		awaitility().until(() -> line.matcher(output()).results().count() >= count || !this.launcher.isAlive());
		Matcher matcher = line.matcher(output());
		String found = null;
		int times = 0;
		while (matcher.find()) {
			found = matcher.group(matcher.groupCount());
			times++;
		}
		assertThat(times).as("'%s' in:\n%s", pattern, output()).isGreaterThanOrEqualTo(count);
		return found;
	}

	private static ConditionFactory awaitility() {
		return Awaitility.await().atMost(CommandFolder.PATIENCE);
	}

	long pid() {
		return Long.parseLong(await("^PID (\\d+)$"));
	}

	int port() {
		return Integer.parseInt(await("^PORT (\\d+)$"));
	}

	/**
	 * Send a signal, and wait for the end of the application.
	 * @return its exit code, or the signal that has ended it
	 */
	String end(String signal) throws IOException, InterruptedException {
		Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid())).start();
		assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
		return awaitExit();
	}

	String awaitExit() {
		return await("^EXIT (\\w+)$");
	}

	@Override
	public void close() throws InterruptedException {
		this.launcher.descendants().forEach(ProcessHandle::destroyForcibly);
		this.launcher.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
	}

	/**
	 * The application. It fails late in its start if the property {@code fail} is set, as
	 * soon as the development server listens.
	 */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Main {

		public static void main(String[] arguments) {
			System.out.println("PID " + ProcessHandle.current().pid());
			ConfigurableApplicationContext context = SpringApplication.run(Main.class, arguments);
			System.out.println("PORT " + ((ServletWebServerApplicationContext) context).getWebServer().getPort());
		}

		@Bean
		SmartInitializingSingleton failure(Environment environment) {
			return () -> {
				Integer port = environment.getProperty("fail-with", Integer.class);
				if (port != null) {
					awaitility().until(() -> CommandFolder.isListening("127.0.0.1", port));
					throw new IllegalStateException("A start that fails");
				}
			};
		}

	}

}
