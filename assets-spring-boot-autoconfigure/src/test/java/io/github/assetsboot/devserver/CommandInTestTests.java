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

package io.github.assetsboot.devserver;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test with {@link SpringBootTest @SpringBootTest} starts no command. Without a URL, it
 * has the files of the directory.
 *
 * @author the Assets for Spring Boot authors
 */
@SpringBootTest(classes = DevServerApplication.Application.class,
		properties = { "assets.dev-server.command=touch target/started-in-a-test",
				"assets.directory=classpath:/command-in-test/" })
@AutoConfigureMockMvc
class CommandInTestTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private ObjectProvider<DevServer> devServer;

	@Test
	void commandIsNotStarted() {
		assertThat(this.devServer.getIfAvailable()).isNull();
		assertThat(this.mvc.get().uri("/file.txt")).hasStatusOk().bodyText().isEqualTo("a file of the directory\n");
		assertThat(Files.exists(Path.of("target/started-in-a-test"))).isFalse();
	}

}
