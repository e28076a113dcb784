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

package io.github.assetsboot.project;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenAPI description of the HTTP API, and a check of responses against it. It knows
 * the part of JSON Schema that the description uses, and fails for all other keywords.
 */
final class OpenApi {

	private static final JsonNode DOCUMENT = read();

	private OpenApi() {
	}

	private static JsonNode read() {
		try (InputStream stream = OpenApi.class.getResourceAsStream("openapi.json")) {
			return JsonMapper.shared().readTree(stream);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static JsonNode document() {
		return DOCUMENT;
	}

	private static JsonNode resolve(JsonNode node) {
		JsonNode reference = node.get("$ref");
		return (reference != null) ? DOCUMENT.at(reference.asString().substring(1)) : node;
	}

	/**
	 * Return the description of an operation.
	 * @param method the method
	 * @param path the path below that of the API, without parameters
	 * @return the description, or {@code null} if there is none
	 */
	static @Nullable JsonNode operation(String method, String path) {
		String wanted = path.isEmpty() ? "/" : path;
		for (Map.Entry<String, JsonNode> entry : DOCUMENT.get("paths").properties()) {
			if (entry.getKey().equals(wanted)) {
				return entry.getValue().get(method.toLowerCase());
			}
		}
		for (Map.Entry<String, JsonNode> entry : DOCUMENT.get("paths").properties()) {
			if (wanted.matches(entry.getKey().replaceAll("\\{[a-z]+}", "[^/]+"))) {
				return entry.getValue().get(method.toLowerCase());
			}
		}
		return null;
	}

	/**
	 * Check that a response is one of those that the description has.
	 */
	static void check(String method, String path, int status, @Nullable String contentType, String body) {
		JsonNode operation = operation(method, path);
		if (operation == null) {
			assertThat(status).as(method + " " + path).isIn(403, 404, 405);
			return;
		}
		JsonNode response = operation.get("responses").get(String.valueOf(status));
		assertThat(response).as("%s %s: %s %s", method, path, status, body).isNotNull();
		JsonNode content = resolve(response).get("content");
		if (content == null) {
			assertThat(body).isEmpty();
			return;
		}
		assertThat(content.propertyNames()).contains(contentType);
		List<String> errors = new ArrayList<>();
		validate(content.get(contentType).get("schema"), JsonMapper.shared().readTree(body), "", errors);
		assertThat(errors).as("%s %s: %s %s", method, path, status, body).isEmpty();
	}

	static List<String> validate(String schema, String json) {
		List<String> errors = new ArrayList<>();
		validate(DOCUMENT.at("/components/schemas/" + schema), JsonMapper.shared().readTree(json), "", errors);
		return errors;
	}

	private static void validate(JsonNode schema, JsonNode value, String at, List<String> errors) {
		for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
			JsonNode expected = keyword.getValue();
			switch (keyword.getKey()) {
				case "$ref" -> validate(resolve(schema), value, at, errors);
				case "type" -> require(hasType(value, expected.asString()), at + " is no " + expected, errors);
				case "enum" -> require(expected.valueStream().anyMatch(value::equals), at + " is no choice", errors);
				case "pattern" -> require(value.asString().matches(expected.asString()), at + " has no match", errors);
				case "maxLength" -> require(value.asString().length() <= expected.asInt(), at + " is long", errors);
				case "minimum" -> require(compare(value, expected) >= 0, at + " is too small", errors);
				case "maximum" -> require(compare(value, expected) <= 0, at + " is too large", errors);
				case "minItems" -> require(value.size() >= expected.asInt(), at + " has too few", errors);
				case "maxItems" -> require(value.size() <= expected.asInt(), at + " has too many", errors);
				case "format" -> require(isTime(value.asString()), at + " is no time", errors);
				case "items" -> {
					for (int i = 0; i < value.size(); i++) {
						validate(expected, value.get(i), at + "/" + i, errors);
					}
				}
				case "required" ->
					expected.forEach((name) -> require(value.has(name.asString()), at + " lacks " + name, errors));
				case "properties", "additionalProperties" -> {
					// together below
				}
				case "oneOf" -> require(expected.valueStream().filter((choice) -> isValid(choice, value)).count() == 1,
						at + " is not one of the choices", errors);
				case "description", "default" -> {
					// for people
				}
				default -> errors.add("unknown keyword " + keyword.getKey());
			}
		}
		if (value.isObject() && (schema.has("properties") || schema.has("additionalProperties"))) {
			validateProperties(schema, value, at, errors);
		}
	}

	private static void validateProperties(JsonNode schema, JsonNode value, String at, List<String> errors) {
		for (Map.Entry<String, JsonNode> property : value.properties()) {
			JsonNode known = schema.path("properties").get(property.getKey());
			JsonNode additional = schema.get("additionalProperties");
			if (known != null) {
				validate(known, property.getValue(), at + "/" + property.getKey(), errors);
			}
			else if (additional != null && additional.isObject()) {
				validate(additional, property.getValue(), at + "/" + property.getKey(), errors);
			}
			else {
				errors.add(at + " has an unknown property " + property.getKey());
			}
		}
	}

	private static boolean isValid(JsonNode schema, JsonNode value) {
		List<String> errors = new ArrayList<>();
		validate(schema, value, "", errors);
		return errors.isEmpty();
	}

	private static void require(boolean condition, String error, List<String> errors) {
		if (!condition) {
			errors.add(error);
		}
	}

	private static boolean hasType(JsonNode value, String type) {
		return switch (type) {
			case "object" -> value.isObject();
			case "array" -> value.isArray();
			case "string" -> value.isString();
			case "integer" -> value.isIntegralNumber();
			case "number" -> value.isNumber();
			case "boolean" -> value.isBoolean();
			default -> false;
		};
	}

	private static int compare(JsonNode value, JsonNode bound) {
		return value.isNumber() ? value.decimalValue().compareTo(bound.decimalValue())
				: BigDecimal.ZERO.compareTo(BigDecimal.ONE);
	}

	private static boolean isTime(String text) {
		return !Instant.parse(text).equals(Instant.EPOCH);
	}

}
