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

package io.github.assetsboot.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/**
 * The values of {@code page-data} of a collection, with the spelling and the types of the
 * property sources. The binder of Spring Boot keeps the spelling of the source that comes
 * first, which may be an environment variable in capital letters.
 *
 * @author the Assets for Spring Boot authors
 */
final class PageValues {

	/**
	 * In the older form of environment variables, these keys would be names of other
	 * properties: {@code ASSETS_PAGE_DATA_ID}.
	 */
	private static final Set<String> OTHER_PROPERTIES = Set.of("id", "path");

	private final Node root = new Node("");

	private final Set<ConfigurationPropertyName> names = new LinkedHashSet<>();

	private final ConfigurationPropertyName prefix;

	private final BinaryOperator<String> placeholders;

	private PageValues(String prefix, BinaryOperator<String> placeholders) {
		this.prefix = ConfigurationPropertyName.of(prefix);
		this.placeholders = placeholders;
	}

	/**
	 * Read the values.
	 * @param environment the environment
	 * @param prefix the name of the property that has the values
	 * @param placeholders replaces the placeholders of a text, given the name of its
	 * property and the text
	 * @return the values by keys in camel case, in the order of the sources; empty if
	 * there are none
	 */
	static Map<String, @Nullable Object> of(Environment environment, String prefix,
			BinaryOperator<String> placeholders) {
		PageValues values = new PageValues(prefix, placeholders);
		List<ConfigurationPropertySource> sources = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			sources.add(0, source);
		}
		// each source replaces values of those that come after it
		for (ConfigurationPropertySource source : sources) {
			values.add(source);
		}
		return values.root.toMap();
	}

	private void add(ConfigurationPropertySource source) {
		boolean variables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
		Set<ConfigurationPropertyName> present = new LinkedHashSet<>(spelledNames(source, variables));
		if (source instanceof IterableConfigurationPropertySource iterable) {
			for (ConfigurationPropertyName name : iterable) {
				if (this.prefix.isAncestorOf(name)) {
					present.add(name);
				}
			}
		}
		for (ConfigurationPropertyName name : this.names) {
			if (!variables || !isOther(name)) {
				present.add(name);
			}
		}
		Set<Node> lists = new HashSet<>();
		for (ConfigurationPropertyName name : present) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				this.names.add(name);
				this.root.put(name, this.prefix.getNumberOfElements(), value(property), !variables, lists);
			}
		}
	}

	private boolean isOther(ConfigurationPropertyName name) {
		return name.getNumberOfElements() == this.prefix.getNumberOfElements() + 1
				&& OTHER_PROPERTIES.contains(name.getLastElement(Form.UNIFORM));
	}

	/**
	 * Return the names as they are written, which the names of the source are not.
	 */
	private List<ConfigurationPropertyName> spelledNames(ConfigurationPropertySource source, boolean variables) {
		List<ConfigurationPropertyName> names = new ArrayList<>();
		if (!variables && source.getUnderlyingSource() instanceof EnumerablePropertySource<?> enumerable) {
			for (String text : enumerable.getPropertyNames()) {
				ConfigurationPropertyName name = ConfigurationPropertyName.adapt(text, '.');
				if (this.prefix.isAncestorOf(name)) {
					names.add(name);
				}
			}
		}
		return names;
	}

	private Object value(ConfigurationProperty property) {
		Object value = property.getValue();
		if (value instanceof Boolean || value instanceof Number) {
			return value;
		}
		String text = this.placeholders.apply(property.getName().toString(), value.toString());
		return switch (text) {
			case "true" -> true;
			case "false" -> false;
			default -> text;
		};
	}

	private static boolean isInBrackets(ConfigurationPropertyName name, int index) {
		return name.chop(index + 1).isLastElementIndexed();
	}

	/**
	 * Write a key in camel case. A key in brackets stays as it is.
	 */
	private static String key(ConfigurationPropertyName name, int index) {
		String key = name.getElement(index, Form.ORIGINAL);
		if (isInBrackets(name, index)) {
			return key;
		}
		String[] words = StringUtils.tokenizeToStringArray(key, "-_");
		if (words.length == 0) {
			return key;
		}
		boolean capitals = words.length > 1 && key.equals(key.toUpperCase(Locale.ROOT));
		StringBuilder result = new StringBuilder();
		for (String word : words) {
			String lower = capitals ? word.toLowerCase(Locale.ROOT) : word;
			result.append(result.isEmpty() ? lower : StringUtils.capitalize(lower));
		}
		return result.toString();
	}

	/**
	 * A value, a list or a map. Only one of them is used, the one that was set last.
	 */
	private static final class Node {

		private String key;

		private boolean spelled;

		private @Nullable Object value;

		private final Map<String, Node> children = new LinkedHashMap<>();

		private final Map<Integer, Node> elements = new TreeMap<>();

		Node(String key) {
			this.key = key;
		}

		/**
		 * Set a value at or below this node.
		 * @param index the index of the next element of the name
		 * @param spelled whether the name is spelled as its author wrote it
		 * @param lists the lists that the present source has begun
		 */
		void put(ConfigurationPropertyName name, int index, Object value, boolean spelled, Set<Node> lists) {
			if (index == name.getNumberOfElements()) {
				this.value = value;
				this.children.clear();
				this.elements.clear();
				return;
			}
			this.value = null;
			Node child;
			if (name.isNumericIndex(index)) {
				if (lists.add(this)) {
					// a list is of one source
					this.elements.clear();
				}
				this.children.clear();
				child = this.elements.computeIfAbsent(Integer.valueOf(name.getElement(index, Form.ORIGINAL)),
						(element) -> new Node(""));
			}
			else {
				this.elements.clear();
				Form form = isInBrackets(name, index) ? Form.ORIGINAL : Form.UNIFORM;
				child = this.children.computeIfAbsent(name.getElement(index, form),
						(key) -> new Node(key(name, index)));
				if (spelled || !child.spelled) {
					child.key = key(name, index);
					child.spelled = spelled;
				}
			}
			child.put(name, index + 1, value, spelled, lists);
		}

		Map<String, @Nullable Object> toMap() {
			Map<String, @Nullable Object> map = new LinkedHashMap<>();
			this.children.values().forEach((child) -> map.put(child.key, child.toObject()));
			return map;
		}

		private @Nullable Object toObject() {
			if (!this.children.isEmpty()) {
				return toMap();
			}
			return this.elements.isEmpty() ? this.value
					: new ArrayList<>(this.elements.values().stream().map(Node::toObject).toList());
		}

	}

}
