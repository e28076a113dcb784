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

package io.github.assetsboot.collection;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Visits the files below a folder of the file system, by as many threads as there are
 * processors. Files and folders that cannot be read are skipped.
 *
 * @author the Assets for Spring Boot authors
 */
final class DirectoryWalk {

	private static final int ENTRIES_PER_TASK = 32;

	private final RealRoot root;

	private final Predicate<String> ignored;

	private final AssetDirectory.Visitor visitor;

	/**
	 * Create a walk.
	 * @param root the folder
	 * @param ignored whether a path relative to the root is left out
	 * @param visitor takes the files
	 */
	DirectoryWalk(RealRoot root, Predicate<String> ignored, AssetDirectory.Visitor visitor) {
		this.root = root;
		this.ignored = ignored;
		this.visitor = visitor;
	}

	/**
	 * Visit one level of folders after the other: a walk from folder to folder would need
	 * more stack the deeper they lie.
	 */
	void run() {
		ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
		try {
			Collection<Folder> level = List.of(new Folder(this.root.path(), "", null));
			while (!level.isEmpty()) {
				Queue<Folder> below = new ConcurrentLinkedQueue<>();
				List<ForkJoinTask<?>> tasks = new ArrayList<>();
				for (Folder folder : level) {
					tasks.add(ForkJoinTask.adapt(() -> visit(folder, below)));
				}
				pool.submit(() -> ForkJoinTask.invokeAll(tasks)).join();
				level = below;
			}
		}
		finally {
			pool.shutdown();
		}
	}

	/**
	 * Visit one file alone, by way of the folders above it.
	 * @param file the path relative to the root
	 */
	void visit(String file) {
		Folder folder = new Folder(this.root.path(), "", null);
		for (String name : file.split("/", -1)) {
			Path entry = (folder != null) ? entry(folder.realPath(), name) : null;
			Queue<Folder> below = new ArrayDeque<>(1);
			if (folder != null && entry != null) {
				visit(folder, entry, below);
			}
			folder = below.poll();
		}
	}

	/**
	 * Some file systems find a file by a name in another case or Unicode form.
	 */
	private static @Nullable Path entry(Path folder, String name) {
		if (name.isEmpty() || name.equals(".") || name.equals("..")) {
			return null;
		}
		try {
			Path entry = folder.resolve(name);
			boolean inside = folder.equals(entry.getParent());
			return (inside && entry.toRealPath(LinkOption.NOFOLLOW_LINKS).endsWith(name)) ? entry : null;
		}
		catch (IOException | InvalidPathException ex) {
			return null;
		}
	}

	private void visit(Folder folder, Queue<Folder> below) {
		List<Path> entries = entries(folder);
		List<ForkJoinTask<?>> tasks = new ArrayList<>();
		for (int first = 0; first < entries.size(); first += ENTRIES_PER_TASK) {
			List<Path> some = entries.subList(first, Math.min(first + ENTRIES_PER_TASK, entries.size()));
			tasks.add(ForkJoinTask.adapt(() -> visit(folder, some, below)));
		}
		ForkJoinTask.invokeAll(tasks);
	}

	private void visit(Folder folder, List<Path> entries, Queue<Folder> below) {
		for (Path entry : entries) {
			visit(folder, entry, below);
		}
	}

	private List<Path> entries(Folder folder) {
		List<Path> entries = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.realPath())) {
			for (Path entry : stream) {
				entries.add(entry);
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			this.visitor.skipped(folder.prefix(), unreadable(ex));
		}
		return entries;
	}

	private void visit(Folder folder, Path entry, Queue<Folder> below) {
		String path = folder.prefix() + entry.getFileName();
		try {
			BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			if (attributes.isSymbolicLink()) {
				followLink(folder, path, entry, below);
			}
			else if (attributes.isDirectory()) {
				visitFolder(folder, path, entry, below);
			}
			else if (!this.ignored.test(path)) {
				visitFile(path, entry, attributes);
			}
		}
		catch (IOException ex) {
			skipUnlessIgnored(path, unreadable(ex));
		}
	}

	private void followLink(Folder folder, String path, Path link, Queue<Folder> below) throws IOException {
		if (!Files.exists(link)) {
			skipUnlessIgnored(path, "it is a symbolic link that leads nowhere");
			return;
		}
		Path target = link.toRealPath();
		boolean directory = Files.isDirectory(target);
		if (this.ignored.test(directory ? path + "/" : path)) {
			return;
		}
		if (!target.startsWith(this.root.path())) {
			this.visitor.skipped(path, "it is a symbolic link that leads out of the directory");
		}
		else if (directory && folder.liesIn(target)) {
			this.visitor.skipped(path, "it is a symbolic link to a folder that it lies in");
		}
		else if (directory) {
			visitFolder(folder, path, target, below);
		}
		else {
			visitFile(path, target, Files.readAttributes(target, BasicFileAttributes.class));
		}
	}

	private void visitFolder(Folder parent, String path, Path realPath, Queue<Folder> below) {
		if (!this.ignored.test(path + "/")) {
			below.add(new Folder(realPath, path + "/", parent));
		}
	}

	private void visitFile(String path, Path realPath, BasicFileAttributes attributes) throws IOException {
		if (!attributes.isRegularFile()) {
			this.visitor.skipped(path, "it is neither a file nor a directory");
		}
		else if (!realPath.getFileSystem().getPath(realPath.toString()).equals(realPath)) {
			this.visitor.skipped(path,
					"its name is not in the encoding that Java uses for names of files, "
							+ System.getProperty("sun.jnu.encoding")
							+ "; start the application with a UTF-8 locale, such as LC_ALL=C.UTF-8");
		}
		else {
			this.visitor.file(path, BlobSource.InFile.of(this.root, "/" + path, realPath));
		}
	}

	private void skipUnlessIgnored(String path, String reason) {
		if (!this.ignored.test(path)) {
			this.visitor.skipped(path, reason);
		}
	}

	private static String unreadable(Exception ex) {
		return "it cannot be read (" + ex + ")";
	}

	/**
	 * A folder that is visited.
	 *
	 * @param realPath where it is
	 * @param prefix the path under which it is visited, with a slash at the end, or an
	 * empty string for the root
	 * @param parent the folder through which it is reached, {@code null} for the root
	 */
	private record Folder(Path realPath, String prefix, @Nullable Folder parent) {

		boolean liesIn(Path folder) {
			for (Folder current = this; current != null; current = current.parent) {
				if (current.realPath.equals(folder)) {
					return true;
				}
			}
			return false;
		}

	}

}
