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

package io.github.assetsboot.sample.beside;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.data.map.repository.config.EnableMapRepositories;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * An application with server-rendered pages, WebJars, exported repositories and an error
 * handling of its own.
 */
@SpringBootApplication
@EnableMapRepositories(considerNestedRepositories = true)
class BesideApplication {

	@Controller
	static class Pages {

		@GetMapping("/people")
		String people(Model model) {
			model.addAttribute("owner", "somebody");
			return "owners/list";
		}

		@PostMapping("/people")
		String added() {
			return "redirect:/people";
		}

		@GetMapping("/api/time")
		@ResponseBody
		String time() {
			return "now";
		}

	}

	@RestControllerAdvice
	@ConditionalOnBooleanProperty("test.advice")
	static class Advice {

		@ExceptionHandler
		ProblemDetail handle(NoResourceFoundException ex) {
			ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, ex.getResourcePath());
			problem.setTitle("Nothing here");
			return problem;
		}

	}

}
