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

package io.github.assetsboot.storage;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A key of the storage, and the names in Redis that belong to it. The first two segments
 * of a key are its group, such as {@code project/shop}. The last segment of the group is
 * in braces, so that a Redis Cluster keeps all names of a group in one slot:
 * <ul>
 * <li>{@code project/{shop}/manifest}: the value</li>
 * <li>{@code keys:project/{shop}}: a sorted set with the keys of the group</li>
 * <li>{@code temporary:project/{shop}/…}: a value that is being written</li>
 * <li>{@code names:project/}: a set with the groups below the first segment. It is in
 * another slot.</li>
 * </ul>
 * No key has a colon or a brace, so that no two keys share a name.
 *
 * @param prefix the prefix of all names
 * @param parent the first segment with a slash, or an empty text if the key has one
 * segment
 * @param group the last segment of the group
 * @param rest what follows the group and a slash, or an empty text
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags">Redis:
 * hash tags</a>
 */
record RedisKey(String prefix, String parent, String group, String rest) {

	static RedisKey of(String prefix, String key) {
		StorageKey.check(key);
		int start = key.indexOf('/') + 1;
		int end = key.indexOf('/', start);
		return (end == -1) ? new RedisKey(prefix, key.substring(0, start), key.substring(start), "")
				: new RedisKey(prefix, key.substring(0, start), key.substring(start, end), key.substring(end + 1));
	}

	byte[] value() {
		return bytes(this.prefix + tagged() + (this.rest.isEmpty() ? "" : "/" + this.rest));
	}

	byte[] index() {
		return bytes(this.prefix + "keys:" + tagged());
	}

	byte[] temporary() {
		return bytes(this.prefix + "temporary:" + tagged() + "/" + UUID.randomUUID());
	}

	byte[] names() {
		return bytes(this.prefix + "names:" + this.parent);
	}

	String key() {
		return sibling(this.rest);
	}

	/**
	 * Return the key of the storage that a member of the index stands for.
	 */
	String sibling(String member) {
		return this.parent + this.group + (member.isEmpty() ? "" : "/" + member);
	}

	private String tagged() {
		return this.parent + "{" + this.group + "}";
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
