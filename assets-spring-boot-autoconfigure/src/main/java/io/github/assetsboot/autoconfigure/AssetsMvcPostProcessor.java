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

import io.github.assetsboot.servlet.AssetsReturnValueHandler;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.ParameterizableViewController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Fits Spring MVC's own beans to the assets: what a controller returns from
 * {@code Assets} is written by us, and Boot's welcome page does not serve the
 * {@code index.html} that routing has withheld.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetsMvcPostProcessor implements BeanPostProcessor {

	private static final String STATIC_WELCOME_PAGE = "forward:index.html";

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof RequestMappingHandlerAdapter adapter) {
			adapter.setReturnValueHandlers(AssetsReturnValueHandler.decorate(adapter.getReturnValueHandlers()));
		}
		else if (bean instanceof AbstractUrlHandlerMapping mapping && isStaticWelcomePage(mapping, beanName)) {
			mapping.setRootHandler(null);
		}
		return bean;
	}

	/**
	 * The second mapping answers 406 where the first one has a page that is not
	 * acceptable.
	 */
	private static boolean isStaticWelcomePage(AbstractUrlHandlerMapping mapping, String beanName) {
		return switch (beanName) {
			case "welcomePageHandlerMapping" ->
				mapping.getRootHandler() instanceof ParameterizableViewController controller
						&& STATIC_WELCOME_PAGE.equals(controller.getViewName());
			case "welcomePageNotAcceptableHandlerMapping" -> true;
			default -> false;
		};
	}

}
