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

package io.github.assetsboot.autoconfigure;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;

/**
 * Explains an {@code assets} property whose value is not one of the valid ones. The valid
 * values are named as in the documentation.
 *
 * @author the Assets for Spring Boot authors
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidAssetsChoiceFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		ConversionFailedException conversion = findCause(cause, ConversionFailedException.class);
		BindException property = findInnermost(cause);
		if (conversion == null || !conversion.getTargetType().getType().isEnum()
				|| !property.getName().toString().startsWith("assets.")) {
			return null;
		}
		ConfigurationProperty source = property.getProperty();
		return InvalidPropertyAnalysis.of(property.getName().toString(), conversion.getValue(),
				(source != null) ? source.getOrigin() : null, "it is not one of the valid values",
				"Set it to one of: " + choices(conversion.getTargetType().getType()) + ".", cause);
	}

	private static BindException findInnermost(BindException cause) {
		BindException innermost = cause;
		for (Throwable next = cause.getCause(); next != null; next = next.getCause()) {
			innermost = (next instanceof BindException bindException) ? bindException : innermost;
		}
		return innermost;
	}

	private static String choices(Class<?> type) {
		return Arrays.stream(type.getEnumConstants()).map(PropertyChecks::text).collect(Collectors.joining(", "));
	}

}
