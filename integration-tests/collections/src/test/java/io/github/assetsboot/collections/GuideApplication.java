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

package io.github.assetsboot.collections;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.assetsboot.testing.NpmProject;
import io.github.assetsboot.testing.SampleProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with the settings of an example of the guide.
 */
final class GuideApplication {

	private static final Path GUIDE = Path.of("..", "..", "docs", "collections.md");

	private static final Path FRONT_ENDS = Path.of("..", "front-ends");

	private static final Pattern SETTINGS = Pattern.compile("\\n## ([^\\n]+)\\n|```yaml\\n(.*?)```", Pattern.DOTALL);

	private GuideApplication() {
	}

	/**
	 * Copy a front end of this module over the one that it differs from, and install its
	 * packages.
	 * @param origin the name of the other front end
	 * @param name the name of the front end
	 * @param target the folder of the copy
	 */
	static NpmProject install(String origin, String name, Path target) throws IOException {
		NpmProject project = NpmProject.copy(FRONT_ENDS.resolve(origin), target).overlay(Path.of(name));
		project.install();
		return project;
	}

	/**
	 * Start the application.
	 * @param heading the heading in the guide that the settings follow
	 * @param application the folder of the application
	 * @param arguments further settings
	 */
	static SampleProcess start(String heading, Path application, String... arguments) throws IOException {
		Files.writeString(application.resolve("application.yaml"), settings(heading));
		Path target = Path.of("target").toAbsolutePath();
		String classPath = target.resolve("classes") + File.pathSeparator
				+ Files.readString(target.resolve("runtime.classpath"));
		List<String> all = new ArrayList<>(
				List.of("-cp", classPath, CollectionsApplication.class.getName(), "--server.port=0"));
		all.addAll(List.of(arguments));
		return SampleProcess.start(application, all.toArray(String[]::new));
	}

	private static String settings(String heading) throws IOException {
		String last = "";
		for (MatchResult found : SETTINGS.matcher(Files.readString(GUIDE)).results().toList()) {
			if (found.group(1) != null) {
				last = found.group(1);
			}
			else if (last.equals(heading)) {
				return found.group(2);
			}
		}
		return assertThat(last).as("heading with settings in %s", GUIDE).isEqualTo(heading).toString();
	}

}
