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

import java.util.regex.Pattern;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Hides what S3 never shows and the server of the tests does: the file that takes an
 * object while it arrives.
 *
 * @author the Assets for Spring Boot authors
 */
final class HiddenTemporaryFiles implements ExecutionInterceptor {

	private static final Pattern TEMPORARY = Pattern
		.compile(".*[^/]-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

	@Override
	public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
		if (context.response() instanceof ListObjectsV2Response page) {
			return page.copy((copy) -> copy.contents(
					page.contents().stream().filter((object) -> !TEMPORARY.matcher(object.key()).matches()).toList()));
		}
		return context.response();
	}

}
