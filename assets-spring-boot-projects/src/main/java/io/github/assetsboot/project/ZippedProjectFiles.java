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

package io.github.assetsboot.project;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.assetsboot.storage.StorageContent;

import org.springframework.util.Assert;

/**
 * The files of a zip, inflated to a temporary file. The file is deleted when this is
 * closed.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see ProjectFiles#ofZip(InputStream, ProjectLimits)
 */
public final class ZippedProjectFiles implements ProjectFiles, Closeable {

	private final SpoolFile spool;

	private final Map<String, StorageContent> files;

	private final ProjectLimits limits;

	private ZippedProjectFiles(SpoolFile spool, Map<String, StorageContent> files, ProjectLimits limits) {
		this.spool = spool;
		this.files = files;
		this.limits = limits;
	}

	static ZippedProjectFiles read(InputStream zip, ProjectLimits limits) throws IOException {
		return read(zip, limits, (files) -> {
			LeadingFolders.check(files.keySet());
			return files;
		});
	}

	static ZippedProjectFiles read(InputStream zip, ProjectLimits limits, int strip) throws IOException {
		Assert.isTrue(strip >= 0, "'strip' must not be negative");
		return read(zip, limits, (files) -> LeadingFolders.strip(files, strip));
	}

	private static ZippedProjectFiles read(InputStream zip, ProjectLimits limits,
			UnaryOperator<Map<String, StorageContent>> folders) throws IOException {
		SpoolFile spool = new SpoolFile();
		try {
			return new ZippedProjectFiles(spool, folders.apply(new ZipReader(spool, limits).read(zip)), limits);
		}
		catch (IOException | RuntimeException | Error ex) {
			spool.close();
			throw ex;
		}
	}

	/**
	 * Return the limits that the files are within.
	 */
	ProjectLimits limits() {
		return this.limits;
	}

	@Override
	public void visit(Visitor visitor) throws IOException {
		for (Map.Entry<String, StorageContent> file : this.files.entrySet()) {
			visitor.file(file.getKey(), file.getValue());
		}
	}

	@Override
	public void close() throws IOException {
		this.spool.close();
	}

}
