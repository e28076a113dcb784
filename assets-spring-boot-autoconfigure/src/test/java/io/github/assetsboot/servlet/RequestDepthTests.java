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

package io.github.assetsboot.servlet;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way of a plain GET through a warm application is short. A debugger counts the
 * source files and the method calls of this project on it.
 */
class RequestDepthTests {

	private static final String CONTENT = "let a = 1";

	private static final int MAX_FILES = 18;

	private static final int MAX_CALLS = 90;

	/**
	 * The libraries that an application with nothing but the starter does not have.
	 */
	private static final Pattern OPTIONAL = Pattern
		.compile("(actuator|devtools|spring-boot-micrometer|security|jetty)[^/\\\\]*\\.jar$");

	@TempDir
	private Path folder;

	/**
	 * The files of an application are in its jar. A directory is checked for changes.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "jar", "directory" })
	void plainGetPassesFewFilesAndCalls(String place) throws Exception {
		List<String> calls = place.equals("jar") ? callsOfOneRequest("classpath:/site/", jar())
				: callsOfOneRequest(directory().toString());
		assertThat(calls).as("calls").contains("AssetsFilter.java doFilter").hasSizeLessThanOrEqualTo(MAX_CALLS);
		assertThat(calls.stream().map((call) -> call.substring(0, call.indexOf(' '))).distinct()).as("files")
			.hasSizeLessThanOrEqualTo(MAX_FILES);
	}

	private Path directory() throws IOException {
		Files.writeString(this.folder.resolve("app.js"), CONTENT);
		return this.folder;
	}

	private String jar() throws IOException {
		Path jar = this.folder.resolve("application.jar");
		try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
			output.putNextEntry(new JarEntry("site/"));
			output.putNextEntry(new JarEntry("site/app.js"));
			output.write(CONTENT.getBytes(StandardCharsets.UTF_8));
		}
		return jar.toString();
	}

	private List<String> callsOfOneRequest(String location, String... jars) throws Exception {
		VirtualMachine application = launch(location, jars);
		List<String> calls = new ArrayList<>();
		try {
			ClassPrepareRequest prepared = application.eventRequestManager().createClassPrepareRequest();
			prepared.addClassFilter(WatchedApplication.class.getName());
			prepared.enable();
			MethodEntryRequest entries = application.eventRequestManager().createMethodEntryRequest();
			entries.addClassFilter("io.github.assetsboot.*");
			entries.addClassExclusionFilter(WatchedApplication.class.getName());
			entries.setSuspendPolicy(EventRequest.SUSPEND_NONE);
			int marks = 0;
			for (boolean running = true; running;) {
				EventSet events = application.eventQueue().remove();
				for (Event event : events) {
					running &= !(event instanceof VMDisconnectEvent);
					if (event instanceof ClassPrepareEvent loaded) {
						Location mark = loaded.referenceType().methodsByName("mark").get(0).location();
						application.eventRequestManager().createBreakpointRequest(mark).enable();
					}
					else if (event instanceof BreakpointEvent) {
						marks++;
						entries.setEnabled(marks == 1);
					}
					else if (event instanceof MethodEntryEvent entry && !entry.thread().name().startsWith("assets-")) {
						// a thread of the background is not for the request
						add(entry.location(), calls);
					}
				}
				events.resume();
			}
			assertThat(marks).as("marks").isEqualTo(2);
		}
		finally {
			application.process().destroyForcibly();
		}
		return calls;
	}

	/**
	 * The class of a lambda expression has no source. Its method in the enclosing class
	 * has.
	 */
	private static void add(Location location, List<String> calls) {
		try {
			calls.add(location.sourceName() + " " + location.method().name());
		}
		catch (AbsentInformationException ex) {
			assertThat(location.declaringType().name()).contains("$$Lambda");
		}
	}

	private static VirtualMachine launch(String location, String... jars) throws Exception {
		LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
		Map<String, Connector.Argument> arguments = connector.defaultArguments();
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		String entries = Stream.concat(Arrays.stream(classPath.split(File.pathSeparator)), Arrays.stream(jars))
			.filter((entry) -> !OPTIONAL.matcher(entry).find())
			.collect(Collectors.joining(File.pathSeparator));
		arguments.get("options").setValue("-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m -cp \"" + entries + "\"");
		arguments.get("main").setValue(WatchedApplication.class.getName() + " \"" + location + "\"");
		return connector.launch(arguments);
	}

}
