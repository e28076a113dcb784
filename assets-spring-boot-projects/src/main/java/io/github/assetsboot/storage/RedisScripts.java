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

/**
 * Scripts that Redis runs as one atomic step. Each folder of keys has a set with its
 * children, so that a listing does not go through all keys of the database.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://redis.io/docs/latest/develop/programmability/eval-intro/">Redis:
 * scripting with Lua</a>
 */
final class RedisScripts {

	private static final String ADD_TO_FOLDERS = """
			local function add(prefix, key)
				local child = key
				while true do
					local folder = string.match(child, '^(.*/)[^/]+/?$') or ''
					if redis.call('sadd', prefix .. 'folder/' .. folder, string.sub(child, #folder + 1)) == 0
							or folder == '' then
						return
					end
					child = folder
				end
			end
			""";

	/**
	 * Arguments: prefix, key, value. The result is 1.
	 */
	static final byte[] WRITE = script(ADD_TO_FOLDERS + """
			redis.call('set', KEYS[1], ARGV[3])
			add(ARGV[1], ARGV[2])
			return 1
			""");

	/**
	 * Keys: the value's, a temporary one or none. Arguments: prefix, key, value or size
	 * of the temporary one, and the SHA-1 of the present value, or an empty text if there
	 * is none. The result is 0 if the present value is another one, and -1 if the
	 * temporary value is not whole. Redis can compute SHA-1, so that the former value
	 * need not be sent.
	 */
	static final byte[] WRITE_IF_UNCHANGED = script(ADD_TO_FOLDERS + """
			local present = redis.call('get', KEYS[1])
			if (present and redis.sha1hex(present) or '') ~= ARGV[4] then
				return 0
			end
			if KEYS[2] then
				if redis.call('strlen', KEYS[2]) ~= tonumber(ARGV[3]) then
					return -1
				end
				redis.call('persist', KEYS[2])
				redis.call('rename', KEYS[2], KEYS[1])
			else
				redis.call('set', KEYS[1], ARGV[3])
			end
			add(ARGV[1], ARGV[2])
			return 1
			""");

	/**
	 * Keys: the value's, a temporary one. Arguments: prefix, key, size. The result is -1
	 * if the temporary value is not whole.
	 */
	static final byte[] MOVE = script(ADD_TO_FOLDERS + """
			if redis.call('strlen', KEYS[2]) ~= tonumber(ARGV[3]) then
				return -1
			end
			redis.call('persist', KEYS[2])
			redis.call('rename', KEYS[2], KEYS[1])
			add(ARGV[1], ARGV[2])
			return 1
			""");

	/**
	 * Arguments: prefix, then keys. The result is 1.
	 */
	static final byte[] DELETE = script("""
			local prefix = ARGV[1]
			for i = 2, #ARGV do
				redis.call('unlink', prefix .. ARGV[i])
				local child = ARGV[i]
				while child ~= '' do
					local folder = string.match(child, '^(.*/)[^/]+/?$') or ''
					redis.call('srem', prefix .. 'folder/' .. folder, string.sub(child, #folder + 1))
					if redis.call('exists', prefix .. 'folder/' .. folder) == 1 then
						break
					end
					child = folder
				end
			end
			return 1
			""");

	private RedisScripts() {
	}

	private static byte[] script(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
