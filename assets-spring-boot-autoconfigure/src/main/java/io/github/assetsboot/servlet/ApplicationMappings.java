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

import java.util.List;

import io.github.assetsboot.routing.WorkerPaths;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;

/**
 * What the application answers, found in its servlets and handler mappings when it is
 * first asked for, which is after all of them are there.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class ApplicationMappings implements WorkerPaths {

	private final ApplicationContext context;

	private final ServletContext servletContext;

	private volatile @Nullable MappedPaths paths;

	/**
	 * Create the view of an application.
	 * @param context the application context
	 * @param servletContext the servlet context
	 */
	public ApplicationMappings(ApplicationContext context, ServletContext servletContext) {
		this.context = context;
		this.servletContext = servletContext;
	}

	@Override
	public boolean owns(String path) {
		return paths().owns(path);
	}

	@Override
	public boolean handles(String method, String path) {
		return paths().handles(method, path);
	}

	@Override
	public @Nullable String describe(String method, String path) {
		return paths().describe(method, path);
	}

	/**
	 * Return what the application's own handlers are mapped to.
	 * @return the patterns
	 */
	List<HandlerPath> handlers() {
		return paths().handlers();
	}

	private MappedPaths paths() {
		MappedPaths result = this.paths;
		if (result == null) {
			result = new MappingCollector(this.context).collect(this.servletContext);
			this.paths = result;
		}
		return result;
	}

}
