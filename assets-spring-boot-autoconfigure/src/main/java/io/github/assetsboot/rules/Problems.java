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

package io.github.assetsboot.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * The problems of one rule file, as they are found. A file with many of them has the
 * first ones reported, and the number of the others.
 */
final class Problems {

	static final int MAX_PROBLEMS = 100;

	private final String file;

	private final List<RuleProblem> problems = new ArrayList<>();

	private int omitted;

	Problems(String file) {
		this.file = file;
	}

	/**
	 * Add a line that is skipped.
	 */
	void reject(int line, String text, String reason) {
		add(new RuleProblem(this.file, line, text, reason, true));
	}

	/**
	 * Add a line that is a rule, and not what its author means.
	 */
	void warn(int line, String text, String reason) {
		add(new RuleProblem(this.file, line, text, reason, false));
	}

	void add(RuleProblem problem) {
		if (this.problems.size() < MAX_PROBLEMS) {
			this.problems.add(problem);
			return;
		}
		this.omitted++;
	}

	/**
	 * Return the problems in the order in which they were found.
	 */
	List<RuleProblem> toList() {
		List<RuleProblem> all = new ArrayList<>(this.problems);
		if (this.omitted > 0) {
			RuleProblem last = all.get(MAX_PROBLEMS - 1);
			all.add(new RuleProblem(this.file, last.line(), last.text(), "this is the last problem of " + MAX_PROBLEMS
					+ " that are listed, there are " + this.omitted + " more", false));
		}
		return List.copyOf(all);
	}

}
