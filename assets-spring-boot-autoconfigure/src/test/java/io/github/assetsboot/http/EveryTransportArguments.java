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

package io.github.assetsboot.http;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Gives a test its transports and rows, and puts both in front of the message if it
 * fails.
 *
 * @author the Assets for Spring Boot authors
 */
final class EveryTransportArguments implements ArgumentsProvider, InvocationInterceptor {

	@Override
	public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
		List<String> rows = context.getRequiredTestMethod()
			.getAnnotation(EveryTransport.class)
			.value()
			.lines()
			.toList();
		return Stream.of(Transport.values())
			.flatMap((transport) -> rows.isEmpty() ? Stream.of(Arguments.of(transport))
					: rows.stream().map((row) -> arguments(transport, row)));
	}

	private static Arguments arguments(Transport transport, String row) {
		return Arguments.of(Stream
			.concat(Stream.of(transport), Stream.of(row.split("\\|", -1)).map(EveryTransportArguments::argument))
			.toArray());
	}

	private static @Nullable String argument(String cell) {
		String value = cell.strip();
		return switch (value) {
			case "absent" -> null;
			case "empty" -> "";
			default -> value;
		};
	}

	@Override
	public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation,
			ReflectiveInvocationContext<Method> invocationContext, ExtensionContext extensionContext) throws Throwable {
		try {
			invocation.proceed();
		}
		catch (AssertionError | IOException ex) {
			throw new AssertionError(extensionContext.getDisplayName() + ": " + ex.getMessage(), ex);
		}
	}

}
