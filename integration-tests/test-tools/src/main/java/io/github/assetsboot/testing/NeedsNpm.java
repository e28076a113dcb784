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

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Tests that need npm. Without it, the class is skipped. If {@code CI} is {@code true},
 * it fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsNpm.Condition.class)
public @interface NeedsNpm {

	/**
	 * Return the oldest version of Node.js that will do.
	 */
	String value() default "20.19";

	/**
	 * Looks for npm and for Node.js.
	 */
	final class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			String missing = AnnotationSupport.findAnnotation(context.getTestClass(), NeedsNpm.class)
				.map((needed) -> NpmProject.missing(needed.value()))
				.orElse("");
			if (missing.isEmpty()) {
				return ConditionEvaluationResult.enabled(null);
			}
			if ("true".equals(System.getenv("CI"))) {
				throw new IllegalStateException(missing);
			}
			return ConditionEvaluationResult.disabled(missing);
		}

	}

}
