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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.github.assetsboot.benchmarks.Chromium.PageLoad;

import org.springframework.util.FileSystemUtils;

/**
 * Loads real builds of front ends in Chromium: at the first visit, at the second one, and
 * after a deployment of a build in which one component changed. Every round has a fresh
 * profile for each server.
 */
final class PageLoadBenchmark {

	private static final String STARTER = "starter";

	private static final String DICTIONARIES = "starter, dictionaries";

	private static final String SPRING = "Spring";

	private static final String NGINX = "nginx";

	private static final String GOAL_BUILD = "Docusaurus";

	private static final double MAX_BYTES = 0.75;

	private static final double MAX_TIME = 0.9;

	private final Path work;

	private final int rounds;

	private final SelfSignedCertificate certificate;

	private final String keyHash;

	private final MarkdownTable results = new MarkdownTable(2, "Page load", "Server", "Requests", "Bytes", "min", "max",
			"ms to load", "min", "max");

	private final MarkdownTable ratios = new MarkdownTable(2, "Page load", "Ratio", "Bytes", "Time to load", "min",
			"max", "Targets");

	private PageLoadBenchmark(Path work, int rounds) throws IOException {
		this.work = work.resolve("pages");
		this.rounds = rounds;
		this.certificate = SelfSignedCertificate.create(this.work.resolve("certificate"));
		this.keyHash = keyHash(this.certificate);
	}

	private static String keyHash(SelfSignedCertificate certificate) throws IOException {
		try (InputStream stream = Files.newInputStream(certificate.certificate())) {
			byte[] key = CertificateFactory.getInstance("X.509")
				.generateCertificate(stream)
				.getPublicKey()
				.getEncoded();
			return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
		}
		catch (GeneralSecurityException ex) {
			throw new IOException(ex);
		}
	}

	/**
	 * Measure.
	 * @param directory the folder of the benchmarks
	 * @param work where to write files
	 * @param rounds the number of rounds
	 * @return the Markdown text
	 */
	static String report(Path directory, Path work, int rounds) throws IOException {
		PageLoadBenchmark benchmark = new PageLoadBenchmark(work, rounds);
		Path sources = directory.toAbsolutePath().resolveSibling("integration-tests");
		Path target = directory.toAbsolutePath().resolve("target").resolve("front-ends");
		benchmark.measure(FrontEndBuild.react(sources, target));
		benchmark.measure(FrontEndBuild.docusaurus(sources, target));
		return "### Ratios of page loads\n\n" + benchmark.ratios + "\n### Page loads by server\n\n" + benchmark.results;
	}

	private void measure(FrontEndBuild build) throws IOException {
		List<Subject> subjects = new ArrayList<>();
		try {
			subjects.add(new Subject(STARTER, starter(build.first(), List.of()), starter(build.second(), List.of())));
			List<String> dictionaries = List.of("--assets.cache.dictionaries=/assets/*",
					"--assets.cache.dictionary-directory=" + build.first());
			subjects.add(new Subject(DICTIONARIES, starter(build.first(), dictionaries.subList(0, 1)),
					starter(build.second(), dictionaries)));
			subjects.add(new Subject(SPRING, spring(build.first()), spring(build.second())));
			if (ServerProcess.isInstalled("nginx")) {
				subjects.add(new Subject(NGINX, nginx(build.first()), nginx(build.second())));
			}
			for (int round = 1; round <= this.rounds; round++) {
				BenchmarkRun.progress(build.name() + " in Chromium, round " + round + " of " + this.rounds);
				for (Subject subject : subjects) {
					visit(subject);
				}
			}
		}
		finally {
			subjects.forEach(Subject::close);
		}
		for (Visit visit : Visit.values()) {
			subjects.forEach((subject) -> report(build.name() + visit.suffix, subject.name, subject.loads(visit)));
			report(build, visit, subjects);
		}
	}

	private PageServer starter(Path folder, List<String> arguments) throws IOException {
		return PageServer.starter(folder, folder(), this.certificate, arguments);
	}

	private PageServer spring(Path folder) throws IOException {
		return PageServer.spring(folder, folder(), this.certificate);
	}

	private PageServer nginx(Path folder) throws IOException {
		return PageServer.nginx(folder, folder(), this.certificate);
	}

	private Path folder() throws IOException {
		return Files.createTempDirectory(this.work, "server-");
	}

	/**
	 * The browser is closed between the deployments, and opened with the same profile.
	 */
	private void visit(Subject subject) throws IOException {
		Path profile = this.work.resolve("profile");
		FileSystemUtils.deleteRecursively(profile);
		try (Chromium chromium = new Chromium(profile, subject.first.port(), this.keyHash)) {
			subject.loads(Visit.COLD).add(load(chromium));
			subject.loads(Visit.WARM).add(load(chromium));
		}
		try (Chromium chromium = new Chromium(profile, subject.second.port(), this.keyHash)) {
			subject.loads(Visit.AFTER_DEPLOYMENT).add(load(chromium));
		}
	}

	private static PageLoad load(Chromium chromium) throws IOException {
		QuietMachine.await();
		return chromium.load();
	}

	private void report(String name, String server, List<PageLoad> loads) {
		double[] bytes = sorted(loads, PageLoad::bytes);
		double[] times = sorted(loads, PageLoad::milliseconds);
		this.results.row(name, server, integer(Statistics.median(loads, PageLoad::requests)),
				integer(Statistics.median(bytes)), integer(bytes[0]), integer(bytes[bytes.length - 1]),
				Statistics.format(Statistics.median(times)), Statistics.format(times[0]),
				Statistics.format(times[times.length - 1]));
	}

	private void report(FrontEndBuild build, Visit visit, List<Subject> subjects) {
		Subject starter = subjects.get(0);
		for (Subject subject : subjects.subList(1, subjects.size())) {
			if (subject.name.equals(DICTIONARIES)) {
				report(build, visit, subject, starter);
			}
			else {
				report(build, visit, starter, subject);
			}
		}
	}

	private void report(FrontEndBuild build, Visit visit, Subject subject, Subject other) {
		List<PageLoad> of = subject.loads(visit);
		List<PageLoad> to = other.loads(visit);
		double bytes = Statistics.median(of, PageLoad::bytes) / Statistics.median(to, PageLoad::bytes);
		double[] times = IntStream.range(0, of.size())
			.mapToDouble((i) -> of.get(i).milliseconds() / to.get(i).milliseconds())
			.sorted()
			.toArray();
		double time = Statistics.median(times);
		boolean goal = build.name().equals(GOAL_BUILD) && visit == Visit.COLD && other.name.equals(SPRING);
		this.ratios.row(build.name() + visit.suffix, subject.name + " / " + other.name, Statistics.ratio(bytes),
				Statistics.ratio(time), Statistics.ratio(times[0]), Statistics.ratio(times[times.length - 1]),
				goal ? target("bytes", MAX_BYTES, bytes) + ", " + target("time", MAX_TIME, time) : "");
	}

	private static String target(String what, double limit, double value) {
		return what + " ≤ " + limit + ((value <= limit) ? ": met" : ": missed");
	}

	private static double[] sorted(List<PageLoad> loads, ToDoubleFunction<PageLoad> property) {
		return loads.stream().mapToDouble(property).sorted().toArray();
	}

	private static String integer(double value) {
		return String.format(Locale.ROOT, "%,.0f", value);
	}

	/**
	 * The visits, which differ in the content of the browser's cache.
	 */
	private enum Visit {

		COLD(", cold"), WARM(", warm"), AFTER_DEPLOYMENT(", after a deployment");

		private final String suffix;

		Visit(String suffix) {
			this.suffix = suffix;
		}

	}

	/**
	 * Servers of both builds, and what was loaded from them.
	 */
	private record Subject(String name, PageServer first, PageServer second,
			Map<Visit, List<PageLoad>> loads) implements AutoCloseable {

		Subject(String name, PageServer first, PageServer second) {
			this(name, first, second, new EnumMap<>(Visit.class));
		}

		List<PageLoad> loads(Visit visit) {
			return this.loads.computeIfAbsent(visit, (key) -> new ArrayList<>());
		}

		@Override
		public void close() {
			this.first.close();
			this.second.close();
		}

	}

}
