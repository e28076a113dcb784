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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.github.assetsboot.benchmarks.LoadCase.Ratio;
import io.github.assetsboot.benchmarks.Subject.Measurement;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Loads the starter and its peers, in turn, with each of some kinds of requests.
 *
 * @author the Assets for Spring Boot authors
 */
final class LoadBenchmark {

	private static final String STARTER = "starter";

	private static final String SPRING = "Spring";

	private static final String CEILING = "ceiling";

	private static final String NGINX = "nginx";

	private static final String CADDY = "Caddy";

	private static final String COLLECTIONS = "ten collections of 1,000 files";

	private static final String COMPRESSION = "page during compression";

	private static final String COMPRESSING = "compressing";

	private static final String NOT_COMPRESSING = "not compressing";

	private static final String TEN = "ten collections";

	private static final String ONE = "one collection";

	private static final String CEILING_ARGUMENT = "--benchmarks.ceiling=true";

	private static final int COLLECTION_COUNT = 10;

	private static final int COLLECTION_SIZE = 1000;

	private static final int CHUNK_SIZE = 2048;

	private static final int COMPRESSED_FILES = 100;

	private static final int COMPRESSED_SIZE = 2 * 1024 * 1024;

	/**
	 * No two JVMs compile an application in the same way. So where two are compared, each
	 * is started several times.
	 */
	private static final int FORKS = 3;

	private static final int MAX_ATTEMPTS = 3;

	private final Path work;

	private final Path folder;

	private final Path folderWithRules;

	private final Predicate<String> wanted;

	private final int rounds;

	private final int seconds;

	private final int warmUp;

	/**
	 * The used heaps of applications that have just been started, in bytes.
	 */
	private final Map<String, List<Double>> heaps = new LinkedHashMap<>();

	private final MarkdownTable results = new MarkdownTable(2, "Case", "Server", "Requests/s", "min", "max", "p99 ms",
			"CPU µs/request", "Bytes allocated/request", "Body bytes", "Coding");

	private final MarkdownTable ratios = new MarkdownTable(2, "Case", "Ratio", "Requests/s, median of rounds", "min",
			"max", "of medians", "CPU time", "min", "max", "p99", "Targets");

	/**
	 * Create a benchmark.
	 * @param work where to write files
	 * @param wanted which cases, by name
	 * @param rounds the number of rounds
	 * @param seconds the duration of one load
	 * @param warmUp the duration of the load before the first round
	 */
	LoadBenchmark(Path work, Predicate<String> wanted, int rounds, int seconds, int warmUp) {
		this.work = work;
		this.folder = work.resolve("site");
		this.folderWithRules = work.resolve("site-with-rules");
		this.wanted = wanted;
		this.rounds = rounds;
		this.seconds = seconds;
		this.warmUp = warmUp;
	}

	/**
	 * Measure.
	 * @return the Markdown text
	 */
	String report() throws IOException {
		GeneratedFiles.writeSite(this.folder);
		GeneratedFiles.writeSite(this.folderWithRules);
		GeneratedFiles.writeRules(this.folderWithRules);
		GeneratedFiles.writeSubResources(this.folder);
		runFiles();
		runPlatforms();
		runPair("controller", "behind the filter", () -> java(this.folder), "without the starter",
				() -> java(this.folder, "--assets.enabled=false"), "/controller", 0.98);
		runPair("page with 200 rules", "with rules", () -> java(this.folderWithRules), "without rules",
				() -> java(this.folder), "/page", 0);
		runTemplate();
		runCompression();
		runCollections();
		String heap = this.heaps.isEmpty() ? "" : "\n### Heap of several collections\n\n" + heapTable();
		return "### Ratios\n\n" + this.ratios + "\n### Servers\n\n" + this.results + heap;
	}

	private ServerProcess java(Path folder, String... arguments) throws IOException {
		return ServerProcess.java(folder, log(), arguments);
	}

	private Path log() throws IOException {
		return Files.createTempFile(this.work, "server-", ".log");
	}

	/**
	 * The one JVM serves all cases, one after another.
	 */
	private void runFiles() throws IOException {
		if (isUnwanted(fileCases(new Servers(null, null, null, null)))) {
			return;
		}
		try (ServerProcess application = java(this.folder, CEILING_ARGUMENT);
				ServerProcess compressing = java(this.folder, "--assets.enabled=false",
						"--server.compression.enabled=true", "--benchmarks.weak-tags=true");
				ServerProcess nginx = ServerProcess.nginx(this.folder, this.work.resolve("nginx"), null);
				ServerProcess caddy = ServerProcess.caddy(this.folder, this.work.resolve("caddy"))) {
			run(fileCases(new Servers(application, compressing, nginx, caddy)));
		}
	}

	private boolean isUnwanted(List<LoadCase> cases) {
		return cases.stream().map(LoadCase::name).noneMatch(this.wanted);
	}

	private void run(List<LoadCase> cases) throws IOException {
		for (LoadCase loadCase : cases) {
			if (this.wanted.test(loadCase.name())) {
				Outcomes outcomes = new Outcomes();
				measure(loadCase, this.rounds, this.warmUp, outcomes);
				report(loadCase, outcomes);
			}
		}
	}

	/**
	 * The last numbers of each are the targets for the ratios to the ceiling.
	 */
	private static List<LoadCase> fileCases(Servers servers) {
		Map<String, String> gzip = Map.of(HttpHeaders.ACCEPT_ENCODING, "gzip");
		return List.of(fileCase("10 KB page", servers, "/page", "/page.html", Map.of(), false, 0.97, 1.03, 1.2),
				fileCase("304 for the page", servers, "/page", "/page.html", Map.of(), true, 0.97, 1.03, 0),
				fileCase("200 KB script", servers, "/script.js", "/script.js", Map.of(), false, 0, 0.5, 0),
				fileCase("200 KB script, gzip", servers, "/script.js", "/script.js", gzip, false, 0, 0, 0),
				fileCase("8 MB file", servers, "/large.bin", "/large.bin", Map.of(), false, 0, 0.5, 0));
	}

	private static LoadCase fileCase(String name, Servers servers, String path, String file,
			Map<String, String> headers, boolean conditional, double rate, double cpu, double p99) {
		ServerProcess spring = headers.isEmpty() ? servers.application() : servers.compressing();
		List<Subject> subjects = List.of(new Subject(STARTER, servers.application(), path),
				new Subject(SPRING, spring, "/spring" + file),
				new Subject(CEILING, servers.application(), "/ceiling" + path),
				new Subject(NGINX, servers.nginx(), file), new Subject(CADDY, servers.caddy(), file));
		return new LoadCase(name, headers, conditional, subjects,
				List.of(new Ratio(STARTER, CEILING, rate, cpu, p99),
						new Ratio(STARTER, SPRING, headers.isEmpty() ? 0 : 50),
						new Ratio(STARTER, NGINX, headers.isEmpty() ? 0 : 15), new Ratio(STARTER, CADDY)));
	}

	/**
	 * Compare on other containers, on another JDK and over HTTP/2 with TLS.
	 */
	private void runPlatforms() throws IOException {
		SelfSignedCertificate certificate = SelfSignedCertificate.create(this.work.resolve("certificate"));
		runPlatform("h2", Platform.TOMCAT.with(certificate));
		runPlatform("Jetty", Platform.JETTY);
		runPlatform("Jetty h2", Platform.JETTY.with(certificate));
		Platform virtualThreads = Platform.withVirtualThreads(25);
		if (virtualThreads != null) {
			runPlatform("JDK 25, virtual threads", virtualThreads);
		}
		else {
			BenchmarkRun.progress("There is no JDK 25 under /usr/lib/jvm, so it is left out");
		}
	}

	private void runPlatform(String name, Platform platform) throws IOException {
		boolean http2 = platform.certificate() != null;
		if (isUnwanted(platformCases(name, http2, null, null))) {
			return;
		}
		try (ServerProcess application = ServerProcess.java(platform, this.folder, log(), CEILING_ARGUMENT);
				ServerProcess nginx = http2
						? ServerProcess.nginx(this.folder, this.work.resolve("nginx-" + name), platform.certificate())
						: null) {
			run(platformCases(name, http2, application, nginx));
		}
	}

	/**
	 * Over HTTP/2 with TLS, no container sends a file by itself.
	 */
	private static List<LoadCase> platformCases(String name, boolean http2, @Nullable ServerProcess application,
			@Nullable ServerProcess nginx) {
		List<String> page = List.of("/page");
		List<String> script = List.of("/script.js");
		if (!http2) {
			return List.of(platformCase("10 KB page, " + name, application, null, page, false, 0, 0),
					platformCase("304 for the page, " + name, application, null, page, true, 0, 0),
					platformCase("200 KB script, " + name, application, null, script, false, 0, 0));
		}
		List<String> pageAndMore = new ArrayList<>(page);
		pageAndMore.addAll(GeneratedFiles.subResources());
		return List.of(platformCase("10 KB page, " + name, application, nginx, page, false, 0.95, 0),
				platformCase("page and 30 more, " + name, application, nginx, pageAndMore, false, 0, 0),
				platformCase("200 KB script, " + name, application, nginx, script, false, 0, 1.05));
	}

	private static LoadCase platformCase(String name, @Nullable ServerProcess application,
			@Nullable ServerProcess nginx, List<String> paths, boolean conditional, double rate, double cpu) {
		List<String> files = paths.stream().map((path) -> path.equals("/page") ? "/page.html" : path).toList();
		List<Subject> subjects = new ArrayList<>(List.of(new Subject(STARTER, application, paths),
				new Subject(SPRING, application, files.stream().map((file) -> "/spring" + file).toList()),
				new Subject(CEILING, application, paths.stream().map((path) -> "/ceiling" + path).toList())));
		List<Ratio> ratios = new ArrayList<>(
				List.of(new Ratio(STARTER, CEILING, rate, cpu, 0), new Ratio(STARTER, SPRING)));
		if (nginx != null) {
			subjects.add(new Subject(NGINX, nginx, files));
			ratios.add(new Ratio(STARTER, NGINX));
		}
		return new LoadCase(name, Map.of(), conditional, subjects, ratios);
	}

	/**
	 * Compare the links of a Thymeleaf page. The resource handler of Spring Boot serves
	 * the files of the servers without the starter.
	 */
	private void runTemplate() throws IOException {
		Path files = this.work.resolve("template-files");
		TemplateLinks.write(this.work.resolve("templates"), files);
		String withoutStarter = "--assets.enabled=false";
		String locations = "--spring.web.resources.static-locations=file:" + files + "/";
		Map<String, Start> starts = new LinkedHashMap<>();
		starts.put(STARTER, () -> template(files, TemplateLinks.STARTER, "--assets.fingerprint.paths=/*"));
		starts.put("no chain", () -> template(files, TemplateLinks.PLAIN, withoutStarter, locations));
		starts.put("Spring's chain", () -> template(files, TemplateLinks.SPRING, withoutStarter, locations,
				"--spring.web.resources.chain.strategy.content.enabled=true"));
		runForks("template with 30 links", starts, TemplateLinks.PATH,
				List.of(new Ratio(STARTER, "no chain", 0.97), new Ratio(STARTER, "Spring's chain")));
	}

	private ServerProcess template(Path files, String fingerprint, String... arguments) throws IOException {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--benchmarks.template=true");
		all.add("--spring.autoconfigure.exclude=" + BenchmarkServer.REDIS);
		all.add("--spring.thymeleaf.prefix=file:" + this.work.resolve("templates") + "/");
		ServerProcess server = java(files, all.toArray(String[]::new));
		TemplateLinks.check(server, fingerprint);
		return server;
	}

	/**
	 * Compare a server that compresses files in the background with one that does not.
	 * The two run one after another. The work takes longer than the measurement.
	 */
	private void runCompression() throws IOException {
		if (!this.wanted.test(COMPRESSION)) {
			return;
		}
		Path files = this.work.resolve("compression");
		GeneratedFiles.writeSite(files);
		GeneratedFiles.writeChunks(files, COMPRESSED_FILES, COMPRESSED_SIZE, COMPRESSED_SIZE);
		Map<String, Start> starts = new LinkedHashMap<>();
		starts.put(COMPRESSING, () -> java(files, "--assets.cache.compression-time=1h"));
		starts.put(NOT_COMPRESSING, () -> java(files, "--assets.cache.compression-time=0"));
		Outcomes outcomes = new Outcomes();
		List<Subject> subjects = new ArrayList<>();
		for (int round = 1; round <= this.rounds; round++) {
			subjects.clear();
			for (Map.Entry<String, Start> start : starts.entrySet()) {
				BenchmarkRun.progress(COMPRESSION + ", round " + round + " of " + this.rounds + ", " + start.getKey());
				QuietMachine.await();
				try (Subject subject = new Subject(start.getKey(), start.getValue().start(), "/page")) {
					subjects.add(subject);
					Subject.Target target = Objects.requireNonNull(subject.target(Map.of(), false));
					target.measure(2 * this.warmUp);
					outcomes.targets().put(subject.name(), target);
					outcomes.of(subject.name()).add(target.measure(this.seconds));
				}
			}
		}
		report(new LoadCase(COMPRESSION, Map.of(), false, subjects,
				List.of(new Ratio(COMPRESSING, NOT_COMPRESSING, 0, 0, 1.5))), outcomes);
		GeneratedFiles.delete(files);
	}

	/**
	 * Compare ten collections with one that has the same files at the same URLs.
	 */
	private void runCollections() throws IOException {
		if (!this.wanted.test(COLLECTIONS)) {
			return;
		}
		Path files = this.work.resolve("collections");
		GeneratedFiles.writeSite(files);
		List<String> arguments = new ArrayList<>();
		for (int i = 0; i < COLLECTION_COUNT; i++) {
			Path folder = files.resolve("front-end-" + i);
			GeneratedFiles.writeSite(folder);
			GeneratedFiles.writeChunks(folder, COLLECTION_SIZE, CHUNK_SIZE, CHUNK_SIZE);
			String prefix = "--assets.collections.front-end-" + i;
			arguments.add(prefix + ".base-path=/front-end-" + i);
			arguments.add(prefix + ".directory=" + folder);
		}
		Map<String, Start> starts = new LinkedHashMap<>();
		// one collection has these files already
		arguments.add("--assets.ignore=/front-end-*/");
		starts.put(TEN, () -> weighed(TEN, java(files, arguments.toArray(String[]::new))));
		starts.put(ONE, () -> weighed(ONE, java(files)));
		runForks(COLLECTIONS, starts, "/front-end-5/page", List.of(new Ratio(TEN, ONE, 0, 1.03, 0)));
		GeneratedFiles.delete(files);
	}

	private ServerProcess weighed(String name, ServerProcess server) throws IOException {
		this.heaps.computeIfAbsent(name, (key) -> new ArrayList<>()).add(server.heap());
		return server;
	}

	private MarkdownTable heapTable() {
		MarkdownTable table = new MarkdownTable(1, "Server", "Heap kB, median of starts", "Bytes per file");
		this.heaps.forEach((name, heaps) -> {
			double median = Statistics.median(heaps, Double::doubleValue);
			table.row(name, Statistics.format(median / 1024),
					Statistics.format(median / (COLLECTION_COUNT * COLLECTION_SIZE)));
		});
		return table;
	}

	/**
	 * Compare two JVMs that do nothing but this.
	 */
	private void runPair(String name, String of, Start startOf, String to, Start startTo, String path, double target)
			throws IOException {
		Map<String, Start> starts = new LinkedHashMap<>();
		starts.put(of, startOf);
		starts.put(to, startTo);
		runForks(name, starts, path, List.of(new Ratio(of, to, target)));
	}

	private void runForks(String name, Map<String, Start> starts, String path, List<Ratio> ratios) throws IOException {
		if (!this.wanted.test(name)) {
			return;
		}
		Outcomes outcomes = new Outcomes();
		List<Subject> subjects = new ArrayList<>();
		for (int fork = 1; fork <= FORKS; fork++) {
			subjects.clear();
			try {
				for (Map.Entry<String, Start> start : starts.entrySet()) {
					subjects.add(new Subject(start.getKey(), start.getValue().start(), path));
				}
				measure(new LoadCase(name, Map.of(), false, subjects, ratios), (this.rounds + 1) / 2, 2 * this.warmUp,
						outcomes);
			}
			finally {
				subjects.forEach(Subject::close);
			}
		}
		report(new LoadCase(name, Map.of(), false, subjects, ratios), outcomes);
	}

	private void measure(LoadCase loadCase, int rounds, int warmUp, Outcomes outcomes) throws IOException {
		BenchmarkRun.progress(loadCase.name() + ", warm-up");
		for (Subject subject : loadCase.subjects()) {
			Subject.Target target = subject.target(loadCase.headers(), loadCase.conditional());
			if (target != null) {
				target.measure(warmUp);
				outcomes.targets().put(subject.name(), target);
			}
		}
		for (int round = 1; round <= rounds; round++) {
			BenchmarkRun.progress(loadCase.name() + ", round " + round + " of " + rounds);
			for (Map.Entry<String, Subject.Target> target : outcomes.targets().entrySet()) {
				outcomes.of(target.getKey()).add(measure(target.getValue()));
			}
		}
	}

	/**
	 * When something else ran at the end, it may have run before.
	 */
	private Measurement measure(Subject.Target target) throws IOException {
		for (int attempt = 1;; attempt++) {
			QuietMachine.await();
			Measurement measurement = target.measure(this.seconds);
			if (attempt == MAX_ATTEMPTS || QuietMachine.isQuiet()) {
				return measurement;
			}
			BenchmarkRun.progress("once more, as something else runs on this machine");
		}
	}

	private void report(LoadCase loadCase, Outcomes outcomes) {
		loadCase.subjects()
			.forEach((subject) -> report(loadCase, subject.name(), outcomes.targets().get(subject.name()),
					outcomes.of(subject.name())));
		loadCase.ratios().forEach((ratio) -> report(loadCase, ratio, outcomes.of(ratio.of()), outcomes.of(ratio.to())));
	}

	private void report(LoadCase loadCase, String subject, Subject.@Nullable Target target,
			List<Measurement> measurements) {
		if (target == null) {
			this.results.row(loadCase.name(), subject, "not installed", "", "", "", "", "", "", "");
			return;
		}
		double[] rates = measurements.stream().mapToDouble(Measurement::rate).sorted().toArray();
		this.results.row(loadCase.name(), subject, Statistics.format(Statistics.median(rates)),
				Statistics.format(rates[0]), Statistics.format(rates[rates.length - 1]),
				median(measurements, Measurement::p99), median(measurements, Measurement::cpu),
				median(measurements, Measurement::allocated), Integer.toString(target.size()), target.coding());
	}

	private static String median(List<Measurement> measurements, ToDoubleFunction<Measurement> property) {
		return Statistics.format(Statistics.median(measurements, property));
	}

	private void report(LoadCase loadCase, Ratio ratio, List<Measurement> of, List<Measurement> to) {
		if (of.isEmpty() || to.isEmpty()) {
			return;
		}
		double[] rates = ratios(of, to, Measurement::rate);
		double rate = Statistics.median(rates);
		double[] cpus = ratios(of, to, Measurement::cpu);
		double cpu = Statistics.median(cpus);
		double p99 = Statistics.median(ratios(of, to, Measurement::p99));
		double ofMedians = Statistics.median(of, Measurement::rate) / Statistics.median(to, Measurement::rate);
		List<String> targets = new ArrayList<>();
		if (ratio.rate() != 0) {
			targets.add(target("", "≥", ratio.rate(), rate >= ratio.rate()));
		}
		if (ratio.cpu() != 0) {
			targets.add(target("CPU time ", "≤", ratio.cpu(), cpu <= ratio.cpu()));
		}
		if (ratio.p99() != 0) {
			targets.add(target("p99 ", "≤", ratio.p99(), p99 <= ratio.p99()));
		}
		this.ratios.row(loadCase.name(), ratio.of() + " / " + ratio.to(), Statistics.ratio(rate),
				Statistics.ratio(rates[0]), Statistics.ratio(rates[rates.length - 1]), Statistics.ratio(ofMedians),
				Statistics.ratio(cpu), Statistics.ratio(cpus[0]), Statistics.ratio(cpus[cpus.length - 1]),
				Statistics.ratio(p99), String.join(", ", targets));
	}

	private static double[] ratios(List<Measurement> of, List<Measurement> to, ToDoubleFunction<Measurement> property) {
		return IntStream.range(0, of.size())
			.mapToDouble((i) -> property.applyAsDouble(of.get(i)) / property.applyAsDouble(to.get(i)))
			.sorted()
			.toArray();
	}

	private static String target(String property, String sign, double target, boolean met) {
		return property + sign + " " + Statistics.ratio(target) + (met ? ": met" : ": missed");
	}

	private interface Start {

		ServerProcess start() throws IOException;

	}

	private record Servers(@Nullable ServerProcess application, @Nullable ServerProcess compressing,
			@Nullable ServerProcess nginx, @Nullable ServerProcess caddy) {

	}

	/**
	 * Targets and measurements by the name of the subject.
	 */
	private record Outcomes(Map<String, Subject.Target> targets, Map<String, List<Measurement>> measurements) {

		Outcomes() {
			this(new LinkedHashMap<>(), new LinkedHashMap<>());
		}

		List<Measurement> of(String subject) {
			return this.measurements.computeIfAbsent(subject, (name) -> new ArrayList<>());
		}

	}

}
