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

package io.github.assetsboot.diagnostics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.Asset.NameFingerprint;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import org.jspecify.annotations.Nullable;

/**
 * Finds the folder of a build tool: all of its files have a fingerprint in their names.
 *
 * @author the Assets for Spring Boot authors
 */
final class FingerprintedNames {

	/**
	 * Fewer may be a coincidence.
	 */
	private static final long MANY = 10;

	/**
	 * Number of fingerprints that say of another one, of the same length after the same
	 * separator, that it is one.
	 */
	private static final int WITNESSES = 5;

	/**
	 * Number of files with one stem from which on their fingerprints are compared.
	 */
	private static final int SIBLINGS = 3;

	private FingerprintedNames() {
	}

	/**
	 * Describe the setting that lets browsers keep those files.
	 * @param snapshot the files and their header rules
	 * @return a text for the log, or {@code null} if there are not many of them, or if a
	 * rule says already how long they are kept
	 */
	static @Nullable String describe(AssetSnapshot snapshot) {
		String path = null;
		long files = 0;
		for (Map.Entry<String, Folder> folder : folders(snapshot.router()).entrySet()) {
			// of folders with the same files, the narrowest, which is the last one
			if (folder.getValue().unruled >= Math.max(files, MANY) && folder.getValue().isFingerprinted()) {
				path = folder.getKey();
				files = folder.getValue().unruled;
			}
		}
		if (path == null) {
			return null;
		}
		return files + " files in " + path
				+ " have a fingerprint in their names. If their content never changes under the same name, browsers"
				+ " need not ask for them again: set\n"
				+ snapshot.yaml("cache.immutable", List.of(path + "*")).stripTrailing();
	}

	/**
	 * Return the folders, each with all that lies below it, because a pattern covers
	 * that, too. The root is not among them: pages are put there, if not today.
	 */
	private static Map<String, Folder> folders(AssetRouter router) {
		Map<String, Folder> folders = new TreeMap<>();
		for (Asset asset : router.assets().files()) {
			String path = asset.path();
			int last = path.lastIndexOf('/');
			NameFingerprint fingerprint = NameFingerprint.find(path.substring(last + 1));
			boolean ruled = fingerprint != null && isRuled(router.headerRules(path));
			for (int slash = path.indexOf('/', 1); slash != -1; slash = path.indexOf('/', slash + 1)) {
				folders.computeIfAbsent(path.substring(0, slash + 1), (name) -> new Folder())
					.add(path.substring(0, last + 1), fingerprint, ruled);
			}
		}
		return folders;
	}

	private static boolean isRuled(@Nullable List<HeaderRule> rules) {
		if (rules == null) {
			return true;
		}
		for (HeaderRule rule : rules) {
			for (String name : rule.set().keySet()) {
				if (name.equalsIgnoreCase("Cache-Control")) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * The files below a folder.
	 */
	private static final class Folder {

		private final List<NameFingerprint> fingerprints = new ArrayList<>();

		private final Map<String, List<NameFingerprint>> stems = new TreeMap<>();

		private boolean others;

		private long unruled;

		void add(String folder, @Nullable NameFingerprint fingerprint, boolean ruled) {
			if (fingerprint == null) {
				this.others = true;
			}
			if (this.others || fingerprint == null) {
				return;
			}
			this.fingerprints.add(fingerprint);
			this.stems.computeIfAbsent(folder + fingerprint.stem(), (stem) -> new ArrayList<>(1)).add(fingerprint);
			this.unruled += ruled ? 0 : 1;
		}

		boolean isFingerprinted() {
			return !this.others && this.unruled >= MANY && areOftenStrong(this.fingerprints)
					&& this.stems.values().stream().noneMatch(Folder::isSeries) && areWitnessed();
		}

		private static boolean areOftenStrong(Collection<NameFingerprint> fingerprints) {
			int strong = 0;
			for (NameFingerprint fingerprint : fingerprints) {
				strong += fingerprint.strong() ? 1 : 0;
			}
			return strong * 3 >= fingerprints.size();
		}

		/**
		 * Siblings that differ little are numbered or measured.
		 */
		private static boolean isSeries(List<NameFingerprint> siblings) {
			Set<String> beginnings = new HashSet<>();
			siblings.forEach((sibling) -> beginnings.add(sibling.token().substring(0, sibling.token().length() / 2)));
			return siblings.size() >= SIBLINGS
					&& (beginnings.size() * 5 < siblings.size() * 4 || !areOftenStrong(siblings));
		}

		private boolean areWitnessed() {
			Map<String, Integer> witnesses = new HashMap<>();
			for (NameFingerprint fingerprint : this.fingerprints) {
				if (fingerprint.strong()) {
					witnesses.merge(shape(fingerprint, false), 1, Integer::sum);
				}
				if (fingerprint.strong() && fingerprint.isHexadecimal()) {
					witnesses.merge(shape(fingerprint, true), 1, Integer::sum);
				}
			}
			for (NameFingerprint fingerprint : this.fingerprints) {
				String shape = shape(fingerprint, fingerprint.isNumber());
				if (!fingerprint.strong() && witnesses.getOrDefault(shape, 0) < WITNESSES) {
					return false;
				}
			}
			return true;
		}

		/**
		 * A number can be a fingerprint among hexadecimal ones only.
		 */
		private static String shape(NameFingerprint fingerprint, boolean hexadecimal) {
			return fingerprint.separator() + fingerprint.token().length() + (hexadecimal ? "h" : "");
		}

	}

}
