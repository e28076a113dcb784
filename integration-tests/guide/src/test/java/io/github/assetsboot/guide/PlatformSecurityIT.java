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

package io.github.assetsboot.guide;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import javax.tools.ToolProvider;

import io.github.assetsboot.project.AssetProjects;
import io.github.assetsboot.project.ProjectChange;
import io.github.assetsboot.project.ProjectFiles;
import io.github.assetsboot.project.ProjectId;
import io.github.assetsboot.project.ProjectSettings;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The security chains of the page about many sites, compiled as they stand there. Two
 * customers have a project with a deployed version and a preview each.
 */
class PlatformSecurityIT {

	private static final String CONFIGURATION = "com.example.sites.SecurityConfiguration";

	private static ConfigurableApplicationContext application;

	private static URLClassLoader classLoader;

	@BeforeAll
	static void start(@TempDir Path work) throws Exception {
		classLoader = compile(work);
		SpringApplication platform = new SpringApplication(Platform.class, classLoader.loadClass(CONFIGURATION));
		application = platform.run("--server.port=0", "--server.address=127.0.0.1", "--logging.level.root=error",
				"--spring.main.banner-mode=off", "--assets.projects.enabled=true", "--assets.projects.api.enabled=true",
				"--assets.projects.resolve.host={project}.localhost,{version}.{project}.preview.localhost",
				"--assets.projects.resolve.preview-header=X-Preview",
				"--assets.storage.directory=" + work.resolve("storage"));
		AssetProjects projects = application.getBean(AssetProjects.class);
		for (String name : new String[] { "acme", "globex" }) {
			ProjectId project = new ProjectId(name);
			projects.publish(project, site(work, name + " now"), ProjectSettings.DEFAULTS);
			String next = projects.upload(project, site(work, name + " next"), ProjectSettings.DEFAULTS).id();
			projects.setAlias(project, "next", next, ProjectChange.NONE);
		}
	}

	private static URLClassLoader compile(Path work) throws IOException {
		String code = CodeBlock.in("java")
			.stream()
			.filter((block) -> block.page().equals("host-many-sites.md")
					&& block.code().contains("class SecurityConfiguration "))
			.findFirst()
			.orElseThrow()
			.code();
		Path source = Files.writeString(work.resolve("SecurityConfiguration.java"), code);
		Path classes = Files.createDirectories(work.resolve("classes"));
		assertThat(ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-parameters", "-classpath", System.getProperty("java.class.path"),
					"-d", classes.toString(), source.toString()))
			.isZero();
		return new URLClassLoader(new URL[] { url(classes) }, PlatformSecurityIT.class.getClassLoader());
	}

	private static URL url(Path folder) throws MalformedURLException {
		return folder.toUri().toURL();
	}

	private static ProjectFiles site(Path work, String text) throws IOException {
		Path site = Files.createDirectories(work.resolve(text));
		Files.writeString(site.resolve("index.html"), text);
		Files.writeString(site.resolve("logout.html"), "logged out");
		return ProjectFiles.ofDirectory(site);
	}

	@AfterAll
	static void stop() throws IOException {
		if (application != null) {
			application.close();
		}
		if (classLoader != null) {
			classLoader.close();
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			# host                             , user                , path                      , status, body
			  acme.localhost                   ,                     , /                         , 200, acme now
			  acme.localhost                   , globex:secret-3     , /                         , 200, acme now
			  acme.localhost                   ,                     , /hello                    , 404,
			  acme.localhost                   , acme:secret-2       , /hello                    , 404,
			  acme.localhost                   ,                     , /logout                   , 200, logged out
			  acme.localhost                   ,                     , /login                    , 404,
			  next.acme.preview.localhost      , acme:secret-2       , /logout                   , 200, logged out
			  next.acme.preview.localhost      ,                     , /                         , 401,
			  next.acme.preview.localhost      , acme:wrong          , /                         , 401,
			  next.acme.preview.localhost      , globex:secret-3     , /                         , 404,
			  next.acme.preview.localhost      , acme:secret-2       , /                         , 200, acme next
			  next.acme.preview.localhost      , operations:secret-1 , /                         , 200, acme next
			  next.acme.preview.localhost      , acme:secret-2       , /hello                    , 404,
			  next.acme.preview.localhost      , acme:secret-2       , /missing                  , 404,
			  NEXT.acme.preview.localhost.     , globex:secret-3     , /                         , 404,
			  other.acme.preview.localhost     ,                     , /                         , 401,
			  next.globex.preview.localhost    , globex:secret-3     , /                         , 200, globex next
			  next.globex.preview.localhost    , acme:secret-2       , /                         , 404,
			  next.acme.preview.localhost      , acme:secret-2       , /assets-projects/acme     , 403,
			  localhost                        , acme:secret-2       , /assets-projects/acme     , 200,
			  localhost                        , acme:secret-2       , /assets-projects/acme/versions, 200,
			  localhost                        , acme:secret-2       , /assets-projects/%61cme   , 200,
			  localhost                        , acme:secret-2       , /assets-projects/globex   , 403,
			  localhost                        , acme:secret-2       , /assets-projects/%67lobex , 403,
			  localhost                        , acme:secret-2       , /assets-projects/globex/versions, 403,
			  localhost                        , acme:secret-2       , /assets-projects/acme/../globex, 400,
			  localhost                        , acme:secret-2       , /assets-projects/         , 403,
			  localhost                        , operations:secret-1 , /assets-projects/         , 200,
			  localhost                        , operations:secret-1 , /assets-projects/globex   , 200,
			  localhost                        ,                     , /assets-projects/acme     , 401,
			  localhost                        ,                     , /hello                    , 302,
			""")
	void onlyTheOwnerGetsIn(String host, String user, String path, int status, String body) throws IOException {
		Response response = get(host, user, Request.get(path));
		assertThat(response.status()).isEqualTo(status);
		if (body != null) {
			assertThat(response.body()).isEqualTo(body);
		}
		assertThat(response.has("www-authenticate")).isEqualTo(status == 401);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			, 401
			globex:secret-3, 404
			acme:secret-2, 200
			""")
	void previewByAFieldIsForTheOwnerToo(String user, int status) throws IOException {
		Response response = get("acme.localhost", user, Request.get("/").with("X-Preview", "next"));
		assertThat(response.status()).isEqualTo(status);
	}

	private static Response get(String host, String user, Request request) throws IOException {
		Request sent = request.with(HttpHeaders.HOST, host);
		if (user != null) {
			sent = sent.with(HttpHeaders.AUTHORIZATION,
					"Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
		}
		try (Client client = new SocketClient(Applications.port(application))) {
			return client.send(sent);
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Platform {

		@RestController
		static class Controller {

			@GetMapping("/hello")
			String hello() {
				return "hello";
			}

		}

	}

}
