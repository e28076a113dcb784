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

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.assetsboot.storage.AssetStorage;

/**
 * Deletes what a project does not need any more: versions that are not retained, uploads
 * that were given up, and contents that nothing refers to; or the whole project.
 * <p>
 * Before anything is deleted, a state is written that says so: its {@code collected} is
 * its own generation. Then only those keys are deleted that this state does not refer to,
 * and whose epoch is lower. No later state can refer to such a key, however late the
 * deletion is carried out:
 * <ul>
 * <li>A state refers to what the state before refers to, to what the documents of its
 * versions refer to, and to what a publisher adds.</li>
 * <li>A publisher adds keys of its own epoch, and keys that the state of its epoch refers
 * to. It adds nothing to a state whose {@code collected} is higher than its epoch, but
 * writes anew.</li>
 * <li>So a publisher that adds to a later state has an epoch that is not lower than this
 * {@code collected}. Its own keys are not among the deleted ones. The state of its epoch
 * is this one or a later one, and refers, step by step, to none of them either.</li>
 * </ul>
 * The state need not be written if the present one was written for a collection and is to
 * delete the same. Then a collector has died before its deletion.
 * <p>
 * Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class GarbageCollector {

	private final AssetStorage storage;

	private final ProjectStates states;

	private final StorageKeys keys;

	private final Retention retention;

	private List<String> garbage = List.of();

	GarbageCollector(AssetStorage storage, StorageKeys keys, Retention retention) {
		this.storage = storage;
		this.states = new ProjectStates(storage, keys);
		this.keys = keys;
		this.retention = retention;
	}

	/**
	 * Delete what is not needed.
	 * @return how many contents were deleted
	 */
	int collect() throws IOException {
		List<String> all = this.states.list(this.keys.prefix());
		delete(all.stream().filter(this::isOldUpload).toList());
		List<String> candidates = all.stream().filter(this::isCollectable).toList();
		this.states.change((state) -> collected(state, candidates));
		delete(this.garbage);
		return (int) this.garbage.stream().filter((key) -> key.startsWith(this.keys.contents())).count();
	}

	private void delete(List<String> garbage) throws IOException {
		if (!garbage.isEmpty()) {
			this.storage.delete(garbage);
		}
	}

	private boolean isOldUpload(String key) {
		return key.startsWith(this.keys.uploads())
				&& key.compareTo(this.keys.upload(SortableName.of(Instant.now().minus(ProjectUploads.MAX_AGE)))) < 0;
	}

	private boolean isCollectable(String key) {
		return key.startsWith(this.keys.contents()) || key.startsWith(this.keys.versions());
	}

	/**
	 * A document that is missing may mean that the state has changed meanwhile. Then the
	 * attempt to write it finds out.
	 */
	private ProjectState collected(ProjectState state, List<String> candidates) throws IOException {
		Set<String> old = old(state);
		ProjectState next = state.collected(old);
		Map<String, ProjectManifest> documents = this.states.documents(next);
		Set<String> needed = needed(next, documents);
		this.garbage = candidates.stream()
			.filter((key) -> this.keys.epoch(key) < next.collected() && !needed.contains(key))
			.toList();
		boolean resumed = state.generation() == state.collected() && documents.size() == next.versions().size()
				&& this.garbage.stream().allMatch((key) -> this.keys.epoch(key) < state.collected());
		return (old.isEmpty() && (this.garbage.isEmpty() || resumed)) ? state : next;
	}

	private Set<String> old(ProjectState state) {
		Set<String> inUse = state.inUse();
		Set<String> latest = this.retention.latest(state.versions().keySet().stream());
		Instant oldest = this.retention.oldest(Instant.now());
		return state.versions()
			.entrySet()
			.stream()
			.filter((version) -> !inUse.contains(version.getKey()))
			.filter((version) -> !latest.contains(version.getKey()) || version.getValue().published().isBefore(oldest))
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	/**
	 * Return the keys that a state refers to.
	 */
	private Set<String> needed(ProjectState state, Map<String, ProjectManifest> documents) {
		Set<String> needed = new HashSet<>();
		state.versions().forEach((name, version) -> needed.add(this.keys.version(name, version.epoch())));
		documents.values().forEach((manifest) -> addContents(manifest, needed));
		if (state.current() != null) {
			addContents(state.current(), needed);
		}
		return needed;
	}

	private void addContents(ProjectManifest manifest, Set<String> needed) {
		manifest.epochs().forEach((hash, epoch) -> needed.add(this.keys.content(hash, epoch)));
	}

	/**
	 * Delete everything but the state, which is empty then, and tells the next publisher
	 * its epoch.
	 */
	void deleteAll() throws IOException {
		ProjectState deleted = this.states
			.change((state) -> (state.isEmpty() && rest().isEmpty()) ? state : state.deleted())
			.after();
		delete(rest().stream().filter((key) -> this.keys.epoch(key) < deleted.collected()).toList());
	}

	private List<String> rest() throws IOException {
		List<String> rest = this.states.list(this.keys.prefix());
		rest.remove(this.keys.manifest());
		return rest;
	}

}
