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

package io.github.assetsboot.testing;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Compares passwords as they are in applications that {@link SecurityOnDemand} secures.
 * With Spring Security's own encoder, each request with a password costs a fifth of a
 * second of computing.
 */
@AutoConfiguration
@ConditionalOnClass(PasswordEncoder.class)
@ConditionalOnBooleanProperty(SecurityOnDemand.PROPERTY)
class PlainPasswords {

	@Bean
	PasswordEncoder plainPasswordEncoder() {
		return new PasswordEncoder() {

			@Override
			public @Nullable String encode(@Nullable CharSequence password) {
				return (password != null) ? password.toString() : null;
			}

			@Override
			public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
				return password != null && encoded != null && encoded.contentEquals(password);
			}

		};
	}

}
