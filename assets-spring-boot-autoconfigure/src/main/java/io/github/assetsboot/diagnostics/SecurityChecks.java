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

package io.github.assetsboot.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.assetsboot.servlet.AssetsFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializerBeans;
import org.springframework.context.ApplicationContext;

/**
 * Finds settings and filters that make rules of Spring Security ineffective for assets.
 * Spring Security is known by the name of its filter, because it is optional.
 */
class SecurityChecks {

	private static final String SECURITY_FILTER = "springSecurityFilterChain";

	private static final String ASSETS_PACKAGE = AssetsFilter.class.getPackageName();

	private final ApplicationContext context;

	SecurityChecks(ApplicationContext context) {
		this.context = context;
	}

	/**
	 * Describe the suspicious settings and filters.
	 * @return a warning for each suspicion, none if Spring Security is not active
	 */
	List<String> describe() {
		if (!this.context.containsBean(SECURITY_FILTER)) {
			return List.of();
		}
		List<String> warnings = new ArrayList<>();
		String path = Binder.get(this.context.getEnvironment())
			.bind("spring.mvc.servlet.path", String.class)
			.orElse("");
		if (!path.isBlank() && !path.equals("/")) {
			warnings.add("With 'spring.mvc.servlet.path=" + path
					+ "', string request matchers of Spring Security are relative to this path. They do not cover assets."
					+ " For a rule on assets, use PathPatternRequestMatcher.withDefaults().matcher(\"/admin/**\").");
		}
		String order = describeOrder(filters());
		if (order != null) {
			warnings.add(order);
		}
		return warnings;
	}

	/**
	 * Return the filters for requests in the order in which they are called.
	 */
	private List<AbstractFilterRegistrationBean<?>> filters() {
		List<AbstractFilterRegistrationBean<?>> filters = new ArrayList<>();
		new ServletContextInitializerBeans(this.context, FilterRegistrationBean.class,
				DelegatingFilterProxyRegistrationBean.class)
			.forEach((initializer) -> {
				if (initializer instanceof AbstractFilterRegistrationBean<?> filter && filter.isEnabled()
						&& filter.determineDispatcherTypes().contains(DispatcherType.REQUEST)) {
					filters.add(filter);
				}
			});
		return filters;
	}

	private @Nullable String describeOrder(List<AbstractFilterRegistrationBean<?>> filters) {
		int security = -1;
		int assets = -1;
		for (int index = 0; index < filters.size(); index++) {
			if (isSecurity(filters.get(index))) {
				security = index;
			}
			else if (filter(filters.get(index)) instanceof AssetsFilter) {
				assets = index;
			}
		}
		if (security == -1 || assets == -1) {
			return null;
		}
		AbstractFilterRegistrationBean<?> securityFilter = filters.get(security);
		AbstractFilterRegistrationBean<?> assetsFilter = filters.get(assets);
		if (assetsFilter.getOrder() <= securityFilter.getOrder()) {
			return "The assets filter has the order " + assetsFilter.getOrder()
					+ ", which is not after Spring Security's filter with " + securityFilter.getOrder()
					+ ". In this order, the matchers of AssetsRequest match nothing. "
					+ setOrder(securityFilter.getOrder() + 1);
		}
		List<AbstractFilterRegistrationBean<?>> between = filters.subList(security + 1, assets)
			.stream()
			.filter((filter) -> !isOurs(filter))
			.toList();
		return between.isEmpty() ? null : describeBetween(between, securityFilter, assetsFilter);
	}

	private String describeBetween(List<AbstractFilterRegistrationBean<?>> between,
			AbstractFilterRegistrationBean<?> securityFilter, AbstractFilterRegistrationBean<?> assetsFilter) {
		int first = securityFilter.getOrder() + 1;
		boolean free = between.stream().allMatch((filter) -> filter.getOrder() > first);
		return "Filters run between Spring Security's filter and the assets filter: "
				+ between.stream()
					.map((filter) -> filter.getFilterName() + " (order " + filter.getOrder() + ")")
					.collect(Collectors.joining(", "))
				+ ". They can answer or rewrite a request that a matcher of AssetsRequest has permitted. "
				+ (free ? setOrder(first) : "Give them an order below " + securityFilter.getOrder() + " or above "
						+ assetsFilter.getOrder() + ".");
	}

	private static String setOrder(int order) {
		return "Set 'assets.filter.order=" + order + "'.";
	}

	private boolean isSecurity(AbstractFilterRegistrationBean<?> registration) {
		Filter filter = filter(registration);
		return SECURITY_FILTER.equals(registration.getFilterName())
				|| (filter != null && filter == this.context.getBean(SECURITY_FILTER));
	}

	private static boolean isOurs(AbstractFilterRegistrationBean<?> registration) {
		Filter filter = filter(registration);
		return filter != null && filter.getClass().getPackageName().equals(ASSETS_PACKAGE);
	}

	/**
	 * The filter of another registration is a proxy.
	 */
	private static @Nullable Filter filter(AbstractFilterRegistrationBean<?> registration) {
		return (registration instanceof FilterRegistrationBean<?> bean) ? bean.getFilter() : null;
	}

}
