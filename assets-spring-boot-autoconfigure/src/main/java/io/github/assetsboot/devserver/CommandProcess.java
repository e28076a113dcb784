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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.devserver.DevServer.Command;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Command that runs a development server in the background, its output and its end.
 * <p>
 * An application that Spring Boot DevTools restart leaves it running, and the restarted
 * application takes it over. The classes of this library are not restarted with it,
 * because DevTools restart class files in folders, and
 * {@code META-INF/spring-devtools.properties} excludes the folders of this library. So a
 * static field survives.
 *
 * @author the Assets for Spring Boot authors
 */
final class CommandProcess {

	/**
	 * Time after which the command ends if no restarted application takes it over.
	 */
	static final long MAX_RESTART = TimeUnit.SECONDS.toMillis(60);

	/**
	 * Time limit for the end of all processes. The hard signal comes after three seconds.
	 */
	private static final long MAX_END = TimeUnit.SECONDS.toMillis(10);

	/**
	 * Time for which a server that answers is watched. It may belong to an application
	 * that is just ending.
	 */
	private static final long MAX_ENDING = TimeUnit.SECONDS.toMillis(5);

	private static final long INTERVAL = 500;

	private static final int CONNECT_TIMEOUT = 500;

	private static final int NOT_FOUND = 127;

	/**
	 * The commands of an application that is being restarted, by the prefix of the
	 * properties that describe them.
	 */
	private static final Map<String, CommandProcess> kept = new HashMap<>();

	/**
	 * The name of the log is the prefix of the properties, so that the outputs of several
	 * commands are told apart.
	 */
	private final Log logger;

	private final String properties;

	private final Command command;

	private final @Nullable DevServerUrl url;

	private final PackageFolder folder;

	private final Thread thread;

	private final Thread shutdownHook = new Thread(this::stop, "assets-dev-server-end");

	private volatile State state = State.STARTING;

	private volatile CommandOutput output = new CommandOutput();

	private volatile String line;

	private @Nullable Process process;

	private boolean stopped;

	private boolean urlReported;

	private CommandProcess(String properties, Command command, @Nullable DevServerUrl url) {
		this.logger = LogFactory.getLog(properties);
		this.properties = properties;
		this.command = command;
		this.line = command.line();
		this.url = url;
		this.folder = new PackageFolder(command.directory());
		this.thread = daemon(this::run, "assets-dev-server");
		this.shutdownHook.setContextClassLoader(CommandProcess.class.getClassLoader());
	}

	/**
	 * Create a thread that inherits nothing of an application that may be restarted.
	 */
	private static Thread daemon(Runnable task, String name) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(CommandProcess.class.getClassLoader());
		return thread;
	}

	/**
	 * Start a command, or take it over from an application that has been restarted.
	 * @param properties the prefix of the properties that describe the command
	 * @param command the command
	 * @param url the address of the development server, {@code null} to read it from the
	 * output
	 * @return the process
	 */
	static CommandProcess start(String properties, Command command, @Nullable DevServerUrl url) {
		CommandProcess former = takeKept(properties);
		if (former != null && former.isFor(command, url)) {
			former.logger.info("'" + former.line + "' goes on running for the restarted application.");
			return former;
		}
		if (former != null) {
			former.stop();
		}
		CommandProcess started = new CommandProcess(properties, command, url);
		Runtime.getRuntime().addShutdownHook(started.shutdownHook);
		started.thread.start();
		return started;
	}

	private static synchronized @Nullable CommandProcess takeKept(String properties) {
		CommandProcess former = kept.remove(properties);
		CommandProcess.class.notifyAll();
		return former;
	}

	private static synchronized @Nullable CommandProcess putKept(CommandProcess process) {
		CommandProcess former = kept.put(process.properties, process);
		CommandProcess.class.notifyAll();
		return former;
	}

	private boolean isFor(Command command, @Nullable DevServerUrl url) {
		return this.command.equals(command) && String.valueOf(this.url).equals(String.valueOf(url)) && isUnderWay();
	}

	/**
	 * Return whether the command is about to be started or runs.
	 */
	boolean isUnderWay() {
		return this.state == State.STARTING || this.state == State.RUNNING;
	}

	/**
	 * Leave the command running for the restarted application.
	 * @param time the time in milliseconds after which it ends if there is none
	 */
	void keep(long time) {
		CommandProcess former = putKept(this);
		if (former != null) {
			former.stop();
		}
		daemon(() -> endUnlessTakenOver(time), "assets-dev-server-restart").start();
	}

	private void endUnlessTakenOver(long time) {
		try {
			synchronized (CommandProcess.class) {
				long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(time);
				for (long rest = time; isKept() && rest > 0; rest = (end - System.nanoTime()) / 1_000_000) {
					CommandProcess.class.wait(rest);
				}
				if (!isKept()) {
					return;
				}
				kept.remove(this.properties);
			}
			stop();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean isKept() {
		return kept.get(this.properties) == this;
	}

	private void run() {
		try {
			if (isAnsweredByOther()) {
				this.state = State.LEFT_ALONE;
				return;
			}
			while (true) {
				this.state = State.STARTING;
				this.output = new CommandOutput();
				this.urlReported = false;
				if (install()) {
					runCommand();
				}
				this.state = State.ENDED;
				awaitChange();
			}
		}
		catch (InterruptedException ex) {
			// stopped
		}
	}

	/**
	 * Return whether something else answers in place of the command.
	 */
	private boolean isAnsweredByOther() throws InterruptedException {
		DevServerUrl url = this.url;
		if (url == null || !answers(url)) {
			return false;
		}
		this.logger.info("'" + this.line + "' is not started, because something answers at " + url
				+ " already. It is used, and it is left alone.");
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MAX_ENDING);
		while (System.nanoTime() < end) {
			Thread.sleep(INTERVAL);
			if (!answers(url)) {
				this.logger.info("Nothing answers at " + url + " any more.");
				return false;
			}
		}
		return true;
	}

	private static boolean answers(DevServerUrl url) {
		return url.origins().stream().map((origin) -> URI.create(origin).getHost()).anyMatch((host) -> {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), url.port()), CONNECT_TIMEOUT);
				return true;
			}
			catch (IOException ex) {
				return false;
			}
		});
	}

	/**
	 * Install the packages if they are missing and this is wanted.
	 * @return whether the command can be started
	 */
	private boolean install() throws InterruptedException {
		if (!this.command.install()) {
			String missing = this.folder.missingInstall();
			if (missing != null) {
				this.logger.warn("There is no folder 'node_modules' in " + this.command.directory() + ". Run '"
						+ missing + "' there, or set " + this.properties + ".install=auto.");
			}
			return true;
		}
		String outdated = this.folder.outdatedInstall();
		if (outdated == null) {
			return true;
		}
		boolean installed = execute(outdated) == 0;
		if (installed) {
			try {
				this.folder.installed();
			}
			catch (IOException ex) {
				this.logger.debug("The time of 'node_modules' cannot be set.", ex);
			}
		}
		return installed;
	}

	private void runCommand() throws InterruptedException {
		try {
			this.line = this.command.isAuto() ? this.folder.scriptCommand() : this.command.line();
		}
		catch (IllegalArgumentException ex) {
			this.logger.error("The development server cannot be started: " + ex.getMessage() + ".");
			return;
		}
		execute(this.line);
	}

	private int execute(String line) throws InterruptedException {
		Process process;
		synchronized (this) {
			if (this.stopped) {
				throw new InterruptedException();
			}
			try {
				process = CommandLine.prepare(line, this.command.directory()).start();
			}
			catch (IOException ex) {
				this.logger
					.error("'" + line + "' cannot be started in " + this.command.directory() + ": " + ex.getMessage());
				return -1;
			}
			this.process = process;
		}
		this.logger.info("Started '" + line + "' in " + this.command.directory() + ".");
		this.state = State.RUNNING;
		// the JDK leaves the input of a process open while somebody reads its output
		Thread reader = daemon(() -> read(process, line), "assets-dev-server-output");
		reader.start();
		int status = process.waitFor();
		closeInput(process);
		reader.join(MAX_END);
		synchronized (this) {
			if (this.stopped) {
				throw new InterruptedException();
			}
		}
		report(line, status);
		return status;
	}

	private void read(Process process, String line) {
		try {
			this.output.read(process.getInputStream(), this::log);
		}
		catch (IOException ex) {
			this.logger.debug("The output of '" + line + "' cannot be read.", ex);
		}
	}

	private void log(String text) {
		this.logger.info(text);
		DevServerUrl printed = this.output.url();
		if (printed != null && !this.urlReported) {
			this.urlReported = true;
			reportUrl(printed);
		}
	}

	private void reportUrl(DevServerUrl printed) {
		if (this.url == null) {
			this.logger.info("The development server is asked at " + printed + ", which its output names.");
		}
		else if (this.url.port() != printed.port()) {
			this.logger.warn("The output of '" + this.line + "' names " + printed + ", and " + this.properties
					+ ".url is " + this.url + ". Correct the property, or remove it to use the address in the output.");
		}
	}

	private void report(String line, int status) {
		String next = " It is started again when package.json or the lock file changes, or when the application is"
				+ " restarted.";
		if (status == 0) {
			this.logger
				.warn("'" + line + "' has ended. The command of a development server must not end by itself." + next);
			return;
		}
		List<String> last = this.output.lastLines();
		String hint = (status == NOT_FOUND && !CommandLine.isForShell(line, CommandLine.WINDOWS))
				? " Its program must be on the PATH of the application." : "";
		this.logger.error("'" + line + "' in " + this.command.directory() + " has ended with exit code " + status + "."
				+ hint + next + (last.isEmpty() ? "" : " Its last lines of output:\n" + String.join("\n", last)));
	}

	/**
	 * The files are those after the end of the command, which may have changed them.
	 */
	private void awaitChange() throws InterruptedException {
		List<Long> files = this.folder.state();
		while (this.folder.state().equals(files)) {
			Thread.sleep(INTERVAL);
		}
	}

	/**
	 * End the command and all of its processes, and wait for it.
	 */
	void stop() {
		Process process;
		synchronized (this) {
			this.stopped = true;
			process = this.process;
		}
		this.thread.interrupt();
		if (process != null) {
			end(process);
		}
		if (Thread.currentThread() != this.shutdownHook) {
			try {
				Runtime.getRuntime().removeShutdownHook(this.shutdownHook);
			}
			catch (IllegalStateException ex) {
				// the hook is about to run
			}
		}
	}

	/**
	 * The process that runs the command ends all others, and itself last.
	 */
	private static void end(Process process) {
		closeInput(process);
		boolean interrupted = false;
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MAX_END);
		while (process.isAlive() && System.nanoTime() < end) {
			try {
				process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		process.descendants().forEach(ProcessHandle::destroyForcibly);
		process.destroyForcibly();
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private static void closeInput(Process process) {
		try {
			process.getOutputStream().close();
		}
		catch (IOException ex) {
			// the process has ended
		}
	}

	/**
	 * Return the address in the output.
	 */
	@Nullable DevServerUrl url() {
		return (this.url != null) ? this.url : this.output.url();
	}

	/**
	 * Return the command that is run, for people to run it by hand.
	 */
	String line() {
		return this.line;
	}

	Command command() {
		return this.command;
	}

	State state() {
		return this.state;
	}

	List<String> lastLines() {
		return this.output.lastLines();
	}

	/**
	 * States of a command.
	 */
	enum State {

		STARTING("is about to be started"), RUNNING("is running"),
		ENDED("has ended, and is started again when package.json or the lock file changes, or when the application is"
				+ " restarted"),
		LEFT_ALONE("has not been started, because something else answered at the address");

		private final String description;

		State(String description) {
			this.description = description;
		}

		/**
		 * Return the description, as the rest of a sentence.
		 */
		String description() {
			return this.description;
		}

	}

}
