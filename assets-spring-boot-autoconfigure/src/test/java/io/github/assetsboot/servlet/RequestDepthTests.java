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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way of a plain GET through a warm application is short. A debugger counts the
 * source files and the method calls of this project on it.
 */
class RequestDepthTests {

	private static final int MAX_FILES = 18;

	private static final int MAX_CALLS = 90;

	/**
	 * The libraries that an application with nothing but the starter does not have.
	 */
	private static final Pattern OPTIONAL = Pattern
		.compile("[/\\\\][^/\\\\]*(actuator|metrics|security|jetty)[^/\\\\]*\\.jar$");

	@TempDir
	private Path directory;

	@Test
	void plainGetPassesFewFilesAndCalls() throws Exception {
		Files.writeString(this.directory.resolve("app.js"), "let a = 1");
		List<String> calls = callsOfOneRequest();
		List<String> files = calls.stream().map((call) -> call.substring(0, call.indexOf(' '))).distinct().toList();
		assertThat(files).as(String.join("\n", calls))
			.contains("AssetsFilter.java")
			.hasSizeLessThanOrEqualTo(MAX_FILES);
		assertThat(calls).hasSizeLessThanOrEqualTo(MAX_CALLS);
	}

	private List<String> callsOfOneRequest() throws Exception {
		VirtualMachine application = launch();
		List<String> calls = new ArrayList<>();
		try {
			MethodEntryRequest marks = application.eventRequestManager().createMethodEntryRequest();
			marks.addClassFilter(WatchedApplication.class.getName());
			marks.setSuspendPolicy(EventRequest.SUSPEND_ALL);
			marks.enable();
			MethodEntryRequest entries = application.eventRequestManager().createMethodEntryRequest();
			entries.addClassFilter("io.github.assetsboot.*");
			entries.addClassExclusionFilter(WatchedApplication.class.getName());
			entries.setSuspendPolicy(EventRequest.SUSPEND_NONE);
			int seen = 0;
			for (boolean running = true; running;) {
				EventSet events = application.eventQueue().remove();
				for (Event event : events) {
					running &= !(event instanceof VMDisconnectEvent);
					if (event instanceof MethodEntryEvent entry && entry.request() == entries) {
						add(entry.location(), calls);
					}
					else if (event instanceof MethodEntryEvent mark && mark.method().name().equals("mark")) {
						seen++;
						entries.setEnabled(seen == 1);
					}
				}
				events.resume();
			}
			assertThat(seen).isEqualTo(2);
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
			calls.add(location.sourceName() + " " + location.method());
		}
		catch (AbsentInformationException ex) {
			assertThat(location.declaringType().name()).contains("$$Lambda");
		}
	}

	private VirtualMachine launch() throws Exception {
		LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
		Map<String, Connector.Argument> arguments = connector.defaultArguments();
		String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		String classPath = Arrays.stream(all.split(File.pathSeparator))
			.filter((entry) -> !OPTIONAL.matcher(entry).find())
			.collect(Collectors.joining(File.pathSeparator, "\"", "\""));
		arguments.get("options").setValue("-XX:+UseSerialGC -Xmx128m -cp " + classPath);
		arguments.get("main").setValue(WatchedApplication.class.getName() + " \"" + this.directory + "\"");
		return connector.launch(arguments);
	}

}
