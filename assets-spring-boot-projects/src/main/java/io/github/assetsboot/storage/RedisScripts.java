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

/**
 * Scripts that Redis runs as one atomic step. All keys of a script are in one slot of a
 * Redis Cluster. Each script gets all of its keys, because a slot that is being moved has
 * some keys here and some there.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://redis.io/docs/latest/develop/programmability/eval-intro/">Redis:
 * scripting with Lua</a>
 */
final class RedisScripts {

	/**
	 * The result of a script that would begin the index of a group which may not have a
	 * name yet. It has changed nothing.
	 */
	static final long NAMELESS = 2;

	/**
	 * The result of a script that does not find the value that the caller has written to
	 * the group before. It has changed nothing.
	 */
	static final long LOST = 3;

	private static final String CHECKS = """
			if ARGV[2] == '' and redis.call('exists', KEYS[2]) == 0 then
				return 2
			end
			if redis.call('exists', KEYS[3]) == 0 and ARGV[3] ~= '' then
				return 3
			end
			""";

	/**
	 * Keys: the value's, the index, the one that was written before. Arguments: the
	 * member of the index, whether the group has a name, whether one was written before,
	 * the value. The result is 1.
	 */
	static final byte[] WRITE = RedisKey.bytes(CHECKS + """
			redis.call('set', KEYS[1], ARGV[4])
			redis.call('zadd', KEYS[2], 0, ARGV[1])
			return 1
			""");

	/**
	 * Keys: as above, a temporary one or none. Arguments: as above, the value or the size
	 * of the temporary one, and the SHA-1 of the present value, or an empty text if there
	 * is none. The result is 0 if the present value is another one, and -1 if the
	 * temporary value is not whole. Redis can compute SHA-1, so that the former value
	 * need not be sent.
	 */
	static final byte[] WRITE_IF_UNCHANGED = RedisKey.bytes(CHECKS + """
			local present = redis.call('get', KEYS[1])
			if (present and redis.sha1hex(present) or '') ~= ARGV[5] then
				return 0
			end
			if KEYS[4] then
				if redis.call('strlen', KEYS[4]) ~= tonumber(ARGV[4]) then
					return -1
				end
				redis.call('persist', KEYS[4])
				redis.call('rename', KEYS[4], KEYS[1])
			else
				redis.call('set', KEYS[1], ARGV[4])
			end
			redis.call('zadd', KEYS[2], 0, ARGV[1])
			return 1
			""");

	/**
	 * Keys: as above, a temporary one. Arguments: as above, the size. The result is -1 if
	 * the temporary value is not whole.
	 */
	static final byte[] MOVE = RedisKey.bytes(CHECKS + """
			if redis.call('strlen', KEYS[4]) ~= tonumber(ARGV[4]) then
				return -1
			end
			redis.call('persist', KEYS[4])
			redis.call('rename', KEYS[4], KEYS[1])
			redis.call('zadd', KEYS[2], 0, ARGV[1])
			return 1
			""");

	/**
	 * Keys: the index, the values'. Arguments: the members of the index. The result is 1.
	 */
	static final byte[] DELETE = RedisKey.bytes("""
			for i = 1, #ARGV do
				redis.call('unlink', KEYS[i + 1])
				redis.call('zrem', KEYS[1], ARGV[i])
			end
			return 1
			""");

	private RedisScripts() {
	}

}
