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

package io.github.assetsboot.fingerprint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.fingerprint.SourceFile.Link;

/**
 * Divides files into groups: files that refer to each other, directly or not, are in one
 * group (Tarjan's strongly connected components, without recursion).
 */
final class ReferenceGroups {

	private final Map<String, SourceFile> files;

	private final Map<String, Visit> visits = new HashMap<>();

	private final Deque<Visit> open = new ArrayDeque<>();

	private final List<List<SourceFile>> groups = new ArrayList<>();

	/**
	 * Create the groups.
	 * @param files the files, by path; references to others do not count
	 */
	ReferenceGroups(Map<String, SourceFile> files) {
		this.files = files;
	}

	/**
	 * Find the groups.
	 * @return the groups, each after those that its files refer to
	 */
	List<List<SourceFile>> find() {
		for (SourceFile file : this.files.values()) {
			if (!this.visits.containsKey(file.path())) {
				visit(file);
			}
		}
		return this.groups;
	}

	private void visit(SourceFile first) {
		Deque<Visit> way = new ArrayDeque<>();
		way.push(begin(first));
		while (!way.isEmpty()) {
			Visit visit = way.element();
			if (visit.links.hasNext()) {
				SourceFile target = this.files.get(visit.links.next().path());
				Visit known = (target != null) ? this.visits.get(target.path()) : null;
				if (target != null && known == null) {
					way.push(begin(target));
				}
				else if (known != null && known.open) {
					visit.lowest = Math.min(visit.lowest, known.number);
				}
			}
			else {
				way.remove();
				if (!way.isEmpty()) {
					way.element().lowest = Math.min(way.element().lowest, visit.lowest);
				}
				if (visit.lowest == visit.number) {
					close(visit);
				}
			}
		}
	}

	private Visit begin(SourceFile file) {
		Visit visit = new Visit(file, this.visits.size());
		this.visits.put(file.path(), visit);
		this.open.push(visit);
		return visit;
	}

	private void close(Visit root) {
		List<SourceFile> group = new ArrayList<>();
		Visit member;
		do {
			member = this.open.pop();
			member.open = false;
			group.add(member.file);
		}
		while (member != root);
		this.groups.add(group);
	}

	private static final class Visit {

		private final SourceFile file;

		private final int number;

		private final Iterator<Link> links;

		private int lowest;

		private boolean open = true;

		Visit(SourceFile file, int number) {
			this.file = file;
			this.number = number;
			this.lowest = number;
			this.links = file.links().iterator();
		}

	}

}
