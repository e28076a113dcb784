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

package io.github.assetsboot.rules;

import java.util.List;

import io.github.assetsboot.rules.HeaderRules.HeaderRestrictions;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeaderRestrictions}.
 */
class HeaderRestrictionsTests {

	private static final HeaderRestrictions OWN_HOST = HeaderRestrictions.ofProject(List.of(), false);

	private static final HeaderRestrictions SHARED_HOST = HeaderRestrictions.ofProject(List.of(), true);

	private static void assertRejected(String line, HeaderRestrictions restrictions, String reason) {
		HeaderRules rules = HeaderRules.parse("/a/*\n  " + line + "\n  X-Ok: 1\n", restrictions);
		assertThat(rules.match("h", "/a/x").get(0).set()).as(line).containsOnlyKeys("X-Ok");
		assertThat(rules.match("h", "/a/x").get(0).unset()).as(line).isEmpty();
		assertThat(rules.problems()).as(line).singleElement().satisfies((problem) -> {
			assertThat(problem.rejected()).isTrue();
			assertThat(problem.line()).isEqualTo(2);
			assertThat(problem.reason()).contains(reason);
		});
	}

	private static void assertTaken(String line, HeaderRestrictions restrictions) {
		assertThat(HeaderRules.parse("/a/*\n  " + line + "\n", restrictions).problems()).as(line).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Accel-Redirect: /internal/x", "x-accel-buffering: no", "X-ACCEL-EXPIRES: 1",
			"X-Sendfile: /etc/passwd", "X-Sendfile-Type: X-Accel-Redirect", "X-Lighttpd-Send-File: /x",
			"X-LiteSpeed-Location: /x", "X-Reproxy-URL: http://10.0.0.1/", "X-Reproxy-File: /x", "Proxy-Connection: x",
			"Proxy-Authenticate: Basic", "Status: 500 x", "X_Accel_Redirect: /x", "X-Accel-Redirect\t: /x",
			"X-Accel-Redirect \u00A0:\u00A0/x", "X-Envoy-Immediate-Health-Check-Fail: true",
			"Surrogate-Control: content=\"ESI/1.0\"", "! X-Accel-Redirect", "! Proxy-Status" })
	void fieldThatAProxyActsOnIsRejected(String line) {
		assertRejected(line, OWN_HOST, "proxies and servers in front");
		assertRejected(line, SHARED_HOST, "proxies and servers in front");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Range: bytes 0-1/2", "date: Thu, 01 Jan 1970 00:00:00 GMT", "! Date" })
	void fieldOfTheServerIsRejected(String line) {
		assertRejected(line, OWN_HOST, "only the server knows");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Service-Worker-Allowed: /", "Clear-Site-Data: \"cache\"",
			"Strict-Transport-Security: max-age=1", "Alt-Svc: h3=\":443\"", "NEL: {}", "Report-To: {}",
			"Set-Cookie: a=b", "SET-COOKIE: a=b", "! set-cookie", "! Strict-Transport-Security" })
	void fieldThatActsOnTheWholeHostIsRejectedWhereProjectsShareOne(String line) {
		assertRejected(line, SHARED_HOST, "acts on the other projects of the same host");
		assertTaken(line, OWN_HOST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Set-Cookie: id=1; Domain=example.com", "Set-Cookie: id=1;domain = x",
			"set-cookie: id=1; Path=/;\tDOMAIN\t=.example.com; Secure", "Set-Cookie: id=\"x; Domain=example.com\"",
			"Set-Cookie: id=1; Domain", "Set-Cookie: a=1; Path=/, b=2; Domain=example.com",
			"Set-Cookie: a=1, Domain=example.com", "Set-Cookie: Domain=example.com" })
	void cookieForOtherHostsIsRejected(String line) {
		assertRejected(line, OWN_HOST, "can have no Domain");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Set-Cookie: id=1; :splat", "Set-Cookie: id=:splat", "Set-Cookie: :splat=1; Path=/" })
	void cookieThatARequestFillsInIsRejected(String line) {
		assertRejected(line, OWN_HOST, "can have no placeholder");
		assertTaken(line, HeaderRestrictions.NONE);
	}

	@Test
	void secondCookieIsLookedAtAsTheFirst() {
		HeaderRules rules = HeaderRules.parse("/a\n  Set-Cookie: a=1\n  Set-Cookie: b=2; domain=example.com\n",
				OWN_HOST);
		assertThat(rules.match("h", "/a").get(0).set()).containsEntry("Set-Cookie", "a=1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Clear-Site-Data: \"cookies\"", "Clear-Site-Data: \"cache\", \"*\"",
			"clear-site-data: :splat" })
	void cookiesOfTheDomainAreNotCleared(String line) {
		assertRejected(line, OWN_HOST, "cannot clear cookies");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Type: text/plain", "ETag: \"x\"", "Accept-Ranges: none", "Vary: Origin",
			"Cache-Control: no-store", "Refresh: 5", "Location: /x", "Access-Control-Allow-Origin: *",
			"X-Frame-Options: DENY", "Link: </a.css>; rel=preload", "Content-Security-Policy: default-src 'self'",
			"Set-Cookie: a=b; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "Proxied: 1", "X-Accelerated: 1", "Update: 1" })
	void otherFieldIsTaken(String line) {
		assertTaken(line, OWN_HOST);
	}

	@Test
	void fieldsOfTheApplicationAreNotRestricted() {
		for (String line : List.of("X-Accel-Redirect: /x", "Set-Cookie: a=b; Domain=example.com", "Date: x",
				"! Date")) {
			assertTaken(line, HeaderRestrictions.NONE);
		}
	}

	@Test
	void namesCanBeAdded() {
		HeaderRestrictions restrictions = HeaderRestrictions.ofProject(List.of("X-Frame-Options", "x-internal-*"),
				false);
		for (String line : List.of("x-frame-options: DENY", "! X-FRAME-OPTIONS", "X-Internal-Route: a")) {
			assertRejected(line, restrictions, "'assets.projects.rules.denied-headers'");
		}
		assertTaken("X-Internal: 1", restrictions);
	}

	@Test
	void nameOfAFieldIsShortened() {
		HeaderRestrictions restrictions = HeaderRestrictions.ofProject(List.of("x-a*"), false);
		String name = "x-" + "a".repeat(78);
		assertRejected(name + ": 1", restrictions, "remove " + name + ", because");
		assertRejected(name + "b: 1", restrictions, "remove " + name + "…, because");
	}

	@Test
	void fieldsOfAProjectFitIntoAResponse() {
		StringBuilder blocks = new StringBuilder();
		for (String scope : List.of("/*", "/a*", "/:x", "/a:x")) {
			blocks.append(scope).append("\n  X-Long: ").append("v".repeat(1500)).append('\n');
		}
		assertThat(HeaderRules.parse(blocks.toString(), OWN_HOST).match("h", "/ab")).extracting(HeaderRule::scope)
			.containsExactly("/*", "/a*");
		assertThat(HeaderRules.parse(blocks.toString()).match("h", "/ab")).hasSize(4);
	}

}
