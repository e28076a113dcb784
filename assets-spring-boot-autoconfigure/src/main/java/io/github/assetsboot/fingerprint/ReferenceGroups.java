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
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import io.github.assetsboot.fingerprint.FingerprintedFile.Link;

/**
 * Divides files into groups: files that refer to each other, directly or not, are in one
 * group (Tarjan's strongly connected components, without recursion).
 */
final class ReferenceGroups {

	private final Collection<FingerprintedFile> files;

	private final Deque<FingerprintedFile> open = new ArrayDeque<>();

	private final List<List<FingerprintedFile>> groups = new ArrayList<>();

	private int visited;

	/**
	 * Create the groups.
	 * @param files the files
	 */
	ReferenceGroups(Collection<FingerprintedFile> files) {
		this.files = files;
	}

	/**
	 * Find the groups.
	 * @return the groups, each after those that its files refer to
	 */
	List<List<FingerprintedFile>> find() {
		for (FingerprintedFile file : this.files) {
			if (file.number == -1) {
				visit(file);
			}
		}
		return this.groups;
	}

	private void visit(FingerprintedFile first) {
		Deque<FingerprintedFile> way = new ArrayDeque<>();
		Deque<Iterator<Link>> links = new ArrayDeque<>();
		begin(first, way, links);
		while (!way.isEmpty()) {
			FingerprintedFile file = way.element();
			if (links.element().hasNext()) {
				FingerprintedFile target = links.element().next().target();
				if (target.number == -1) {
					begin(target, way, links);
				}
				else if (target.open) {
					file.lowest = Math.min(file.lowest, target.number);
				}
			}
			else {
				end(file, way, links);
			}
		}
	}

	private void begin(FingerprintedFile file, Deque<FingerprintedFile> way, Deque<Iterator<Link>> links) {
		file.number = this.visited++;
		file.lowest = file.number;
		file.open = true;
		this.open.push(file);
		way.push(file);
		links.push(file.links().iterator());
	}

	private void end(FingerprintedFile file, Deque<FingerprintedFile> way, Deque<Iterator<Link>> links) {
		way.remove();
		links.remove();
		if (!way.isEmpty()) {
			way.element().lowest = Math.min(way.element().lowest, file.lowest);
		}
		if (file.lowest == file.number) {
			List<FingerprintedFile> group = new ArrayList<>();
			FingerprintedFile member;
			do {
				member = this.open.pop();
				member.open = false;
				group.add(member);
			}
			while (member != file);
			this.groups.add(group);
		}
	}

}
