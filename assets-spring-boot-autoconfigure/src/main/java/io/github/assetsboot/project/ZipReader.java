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

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

import io.github.assetsboot.storage.StorageContent;

/**
 * Reads the files of a zip, which comes from anybody.
 *
 * @author the Assets for Spring Boot authors
 */
final class ZipReader {

	private static final int DIRECTORY_SIZE = 1 << 20;

	private static final int DIRECTORY_ENTRY_SIZE = 1024;

	private final SpoolFile spool;

	private final ProjectLimits limits;

	private final FileChecks checks;

	private final Map<String, StorageContent> files = new LinkedHashMap<>();

	private int folders;

	private long remaining;

	ZipReader(SpoolFile spool, ProjectLimits limits) {
		this.spool = spool;
		this.limits = limits;
		this.checks = new FileChecks(limits);
		this.remaining = limits.totalSize();
	}

	/**
	 * Read a zip to its end.
	 * @throws InvalidProjectFilesException if it is broken, or has what cannot be
	 * published
	 * @throws IOException if its bytes cannot be read
	 */
	Map<String, StorageContent> read(InputStream stream) throws IOException {
		ZipSource source = new ZipSource(new BufferedInputStream(stream));
		try {
			// closing it would close the stream, which belongs to the caller
			@SuppressWarnings("resource")
			ZipInputStream zip = new ZipInputStream(source);
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				take(entry, zip);
			}
			checkEnd(source);
			return this.files;
		}
		catch (ZipException | EOFException | IllegalArgumentException ex) {
			if (source.failure() != null) {
				throw source.failure();
			}
			throw broken((ex instanceof EOFException) ? "it ends too early" : String.valueOf(ex.getMessage()));
		}
	}

	private void take(ZipEntry entry, ZipInputStream zip) throws IOException {
		if (entry.isDirectory()) {
			takeFolder(zip);
			return;
		}
		// one byte more than allowed is enough to see that it is too much
		StorageContent content = this.spool.append(zip, Math.min(this.limits.fileSize(), this.remaining) + 1);
		this.checks.check(entry.getName(), content.size());
		this.files.put(entry.getName(), content);
		this.remaining -= content.size();
	}

	private void takeFolder(ZipInputStream zip) throws IOException {
		if (zip.read() != -1) {
			throw broken("a folder has content");
		}
		if (++this.folders > this.limits.files()) {
			throw new InvalidProjectFilesException("There are more than " + FileChecks.number(this.limits.files())
					+ " folders, the limit of 'assets.projects.limits.files'");
		}
	}

	private void checkEnd(ZipSource source) throws IOException {
		// between two entries, ZipInputStream takes it for the end
		if (source.failure() != null) {
			throw source.failure();
		}
		int entries = this.files.size() + this.folders;
		if (!source.endsAfter(entries, DIRECTORY_SIZE + (long) DIRECTORY_ENTRY_SIZE * entries)) {
			throw broken("it does not end as it should");
		}
	}

	private static InvalidProjectFilesException broken(String reason) {
		return new InvalidProjectFilesException("The zip is broken: " + reason);
	}

}
