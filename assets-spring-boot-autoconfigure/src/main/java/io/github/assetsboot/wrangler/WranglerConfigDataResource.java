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

package io.github.assetsboot.wrangler;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.config.ConfigDataResource;
import org.springframework.core.io.Resource;

/**
 * Settings to import from a Wrangler configuration file. The values of an environment
 * take the place of those at the top level.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerConfigDataResource extends ConfigDataResource {

	private final List<Resource> candidates;

	private final String prefix;

	private final List<String> environments;

	/**
	 * Create a resource.
	 * @param candidates the files, of which the first that exists counts
	 * @param prefix the prefix of the properties to set
	 * @param environments the environments, of which the last that exists counts; none
	 * for the top level
	 */
	WranglerConfigDataResource(List<Resource> candidates, String prefix, List<String> environments) {
		this.candidates = List.copyOf(candidates);
		this.prefix = prefix;
		this.environments = List.copyOf(environments);
	}

	@Nullable Resource findFile() {
		return this.candidates.stream().filter(Resource::exists).findFirst().orElse(null);
	}

	String getPrefix() {
		return this.prefix;
	}

	List<String> getEnvironments() {
		return this.environments;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof WranglerConfigDataResource resource && this.candidates.equals(resource.candidates)
				&& this.prefix.equals(resource.prefix) && this.environments.equals(resource.environments);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.candidates, this.prefix, this.environments);
	}

	@Override
	public String toString() {
		return String.join(" or ", this.candidates.stream().map(Resource::getDescription).toList());
	}

}
