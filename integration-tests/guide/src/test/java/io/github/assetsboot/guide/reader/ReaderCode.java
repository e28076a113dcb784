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

package io.github.assetsboot.guide.reader;

import java.io.InputStream;
import java.nio.file.Path;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.Assets;
import io.github.assetsboot.html.HtmlRewriter;
import io.github.assetsboot.project.AssetProjects;
import io.github.assetsboot.project.ProjectFiles;
import io.github.assetsboot.project.ProjectId;
import io.github.assetsboot.project.ProjectLimits;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.ui.Model;

/**
 * The class around a code block that is a part of a class: what the text before it has
 * introduced.
 */
@SuppressWarnings("checkstyle:VisibilityModifier")
public abstract class ReaderCode {

	protected Assets assets;

	protected AssetUrls assetUrls;

	protected HtmlRewriter rewriter;

	protected AssetProjects projects;

	protected HttpServletRequest request;

	protected HttpSecurity http;

	protected AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests;

	protected Model model;

	protected ProjectId shop;

	protected ProjectFiles files;

	protected ProjectLimits limits;

	protected InputStream zip;

	protected Path folder;

	protected String current;

	protected String next;

	protected String rendered;

}
