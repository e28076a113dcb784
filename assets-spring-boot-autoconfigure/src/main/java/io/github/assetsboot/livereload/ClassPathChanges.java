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

package io.github.assetsboot.livereload;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import org.springframework.boot.devtools.classpath.ClassPathChangedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Reloads pages when Spring Boot DevTools has noticed a change that needs no restart,
 * such as that of a template. The assets themselves are watched in any case.
 */
final class ClassPathChanges implements ApplicationListener<ClassPathChangedEvent> {

	private final LiveReloadClients clients;

	private final List<Path> folders;

	ClassPathChanges(LiveReloadClients clients, List<Path> folders) {
		this.clients = clients;
		this.folders = folders.stream().map(ClassPathChanges::normalize).toList();
	}

	@Override
	public void onApplicationEvent(ClassPathChangedEvent event) {
		boolean templates = event.getChangeSet()
			.stream()
			.flatMap((changes) -> StreamSupport.stream(changes.spliterator(), false))
			.map((change) -> normalize(change.getFile().toPath()))
			.anyMatch((file) -> this.folders.stream().noneMatch(file::startsWith));
		if (templates && !event.isRestartRequired()) {
			this.clients.reload();
		}
	}

	private static Path normalize(Path path) {
		return path.toAbsolutePath().normalize();
	}

}
