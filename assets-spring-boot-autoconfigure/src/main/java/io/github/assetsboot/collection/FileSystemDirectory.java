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
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A directory of the file system. Symbolic links are followed as long as they stay
 * inside; what leads out of the directory is no part of it. It is visited by as many
 * threads as there are processors.
 *
 * @author the Assets for Spring Boot authors
 */
final class FileSystemDirectory implements AssetDirectory {

	private static final int FILES_PER_TASK = 32;

	private final Path root;

	FileSystemDirectory(Path root) throws IOException {
		this.root = root.toRealPath();
	}

	@Override
	public @Nullable String readText(String name) throws IOException {
		Path file = this.root.resolve(name);
		return (Files.isRegularFile(file) && file.toRealPath().startsWith(this.root))
				? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : null;
	}

	@Override
	public List<Path> folders() {
		return List.of(this.root);
	}

	@Override
	public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
		// says at once if there is nothing to be listed
		Files.newDirectoryStream(this.root).close();
		ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
		try {
			pool.invoke(new FolderTask(new Folder(this.root, "", null), ignored, visitor));
		}
		finally {
			pool.shutdown();
		}
	}

	/**
	 * A folder that is visited.
	 *
	 * @param realPath where it is
	 * @param prefix the path under which it is visited, with a slash at the end, or an
	 * empty string for the root
	 * @param parent the folder through which it is reached
	 */
	private record Folder(Path realPath, String prefix, @Nullable Folder parent) {

		boolean liesIn(Path folder) {
			return this.realPath.equals(folder) || (this.parent != null && this.parent.liesIn(folder));
		}

	}

	@SuppressWarnings("serial")
	private final class FolderTask extends RecursiveAction {

		private final transient Folder folder;

		private final transient Predicate<String> ignored;

		private final transient Visitor visitor;

		private final transient List<RecursiveAction> tasks = new ArrayList<>();

		private transient List<Path> batch = new ArrayList<>();

		FolderTask(Folder folder, Predicate<String> ignored, Visitor visitor) {
			this.folder = folder;
			this.ignored = ignored;
			this.visitor = visitor;
		}

		@Override
		protected void compute() {
			try (DirectoryStream<Path> entries = Files.newDirectoryStream(this.folder.realPath())) {
				entries.forEach(this::addToBatch);
			}
			catch (IOException ex) {
				unreadable(this.folder.prefix(), ex);
			}
			forkBatch();
			this.tasks.forEach(RecursiveAction::join);
		}

		private void addToBatch(Path entry) {
			this.batch.add(entry);
			if (this.batch.size() == FILES_PER_TASK) {
				forkBatch();
			}
		}

		private void forkBatch() {
			List<Path> entries = this.batch;
			this.batch = new ArrayList<>();
			this.tasks.add((RecursiveAction) new RecursiveAction() {

				@Override
				protected void compute() {
					List<FolderTask> folders = new ArrayList<>();
					entries.forEach((entry) -> visit(entry, folders));
					invokeAll(folders);
				}

			}.fork());
		}

		private void visit(Path entry, List<FolderTask> folders) {
			String path = this.folder.prefix() + entry.getFileName();
			try {
				visit(path, entry, Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS),
						folders);
			}
			catch (IOException ex) {
				if (!this.ignored.test(path)) {
					unreadable(path, ex);
				}
			}
		}

		private void visit(String path, Path entry, BasicFileAttributes attributes, List<FolderTask> folders)
				throws IOException {
			if (attributes.isSymbolicLink()) {
				followLink(path, entry, folders);
			}
			else if (attributes.isDirectory()) {
				visitFolder(path, entry, folders);
			}
			else if (!this.ignored.test(path)) {
				visitFile(path, entry, attributes);
			}
		}

		private void followLink(String path, Path link, List<FolderTask> folders) throws IOException {
			boolean ignored = this.ignored.test(path);
			if (!Files.exists(link)) {
				skip(ignored, path, "it is a symbolic link that leads nowhere");
				return;
			}
			Path target = link.toRealPath();
			boolean directory = Files.isDirectory(target);
			ignored = directory ? this.ignored.test(path + "/") : ignored;
			if (!target.startsWith(FileSystemDirectory.this.root)) {
				skip(ignored, path, "it is a symbolic link that leads out of the directory");
			}
			else if (directory && this.folder.liesIn(target)) {
				skip(ignored, path, "it is a symbolic link to a folder that it lies in");
			}
			else if (directory) {
				visitFolder(path, target, folders);
			}
			else if (!ignored) {
				visitFile(path, target, Files.readAttributes(target, BasicFileAttributes.class));
			}
		}

		private void visitFolder(String path, Path realPath, List<FolderTask> folders) {
			if (!this.ignored.test(path + "/")) {
				folders.add(new FolderTask(new Folder(realPath, path + "/", this.folder), this.ignored, this.visitor));
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
				this.visitor.file(path, content(path, realPath));
			}
		}

		/**
		 * The name of a file that no link leads to is kept but once.
		 */
		private AssetContent content(String path, Path realPath) throws IOException {
			Path root = FileSystemDirectory.this.root;
			FileState state = FileState.of(realPath);
			Path top = realPath.equals(root.resolve(path)) ? root : Objects.requireNonNull(realPath.getRoot());
			return AssetContent.InFile.of(top, "/" + ((top != root) ? top.relativize(realPath) : path), state);
		}

		private void unreadable(String path, IOException ex) {
			this.visitor.skipped(path, "it cannot be read (" + ex + ")");
		}

		private void skip(boolean ignored, String path, String reason) {
			if (!ignored) {
				this.visitor.skipped(path, reason);
			}
		}

	}

}
