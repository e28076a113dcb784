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

package io.github.assetsboot.thymeleaf;

import java.util.Set;

import io.github.assetsboot.AssetUrls;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.dialect.IProcessorDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.standard.StandardDialect;

/**
 * The element {@code <vite:entry src="src/main.ts"/>}, and the object {@code #assets} of
 * expressions.
 *
 * @author the Assets for Spring Boot authors
 */
final class AssetsDialect implements IProcessorDialect, IExpressionObjectDialect {

	static final String PREFIX = "vite";

	private static final String OBJECT = "assets";

	private final AssetUrls assetUrls;

	AssetsDialect(AssetUrls assetUrls) {
		this.assetUrls = assetUrls;
	}

	@Override
	public String getName() {
		return "Assets";
	}

	@Override
	public String getPrefix() {
		return PREFIX;
	}

	/**
	 * Attributes such as {@code th:nonce} are evaluated before the element.
	 */
	@Override
	public int getDialectProcessorPrecedence() {
		return StandardDialect.PROCESSOR_PRECEDENCE + 1;
	}

	@Override
	public Set<IProcessor> getProcessors(String dialectPrefix) {
		return Set.of(new ViteEntryProcessor(dialectPrefix, this.assetUrls));
	}

	@Override
	public IExpressionObjectFactory getExpressionObjectFactory() {
		return new IExpressionObjectFactory() {

			@Override
			public Set<String> getAllExpressionObjectNames() {
				return Set.of(OBJECT);
			}

			@Override
			public @Nullable Object buildObject(IExpressionContext context, String name) {
				return name.equals(OBJECT) ? AssetsDialect.this.assetUrls : null;
			}

			@Override
			public boolean isCacheable(String name) {
				return true;
			}

		};
	}

}
