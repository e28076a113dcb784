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
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.routing.Decision;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The decision alone, among 1,000 assets, 100 dynamic redirects and 100 header rules:
 * {@code benchmarks/run.sh --jmh}.
 *
 * @author the Assets for Spring Boot authors
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {

	private static final int ASSETS = 1000;

	private @Nullable Path folder;

	private @Nullable StarterInternals starter;

	@Setup
	public void create() throws IOException {
		this.folder = Files.createTempDirectory("assets-benchmarks-");
		GeneratedFiles.writeChunks(this.folder, ASSETS - 1, 32, 32);
		Files.writeString(this.folder.resolve("page.html"), "<!DOCTYPE html>");
		GeneratedFiles.writeRules(this.folder);
		this.starter = new StarterInternals(this.folder);
		if (!(decide("/page") instanceof AssetResponse) || !(decide("/nope") instanceof Decision.Application)) {
			throw new IllegalStateException("Not what is to be measured");
		}
	}

	@TearDown
	public void delete() throws IOException {
		if (this.folder != null) {
			GeneratedFiles.delete(this.folder);
		}
	}

	@Benchmark
	public Object existing() {
		return decide("/page");
	}

	@Benchmark
	public Object miss() {
		return decide("/nope");
	}

	private Object decide(String path) {
		if (this.starter == null) {
			throw new IllegalStateException();
		}
		return this.starter.decide(path);
	}

}
