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
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.project.AssetProjects.PublishProgress;
import io.github.assetsboot.project.WranglerSessionToken.Claims;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * The calls that make a version: start a session, send contents, publish.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerPublishing {

	private static final Log logger = LogFactory.getLog(WranglerPublishing.class);

	private final AssetProjects projects;

	private final WranglerSessions sessions;

	private final WranglerSessionToken tokens;

	private final ProjectLimits limits;

	/**
	 * Create the calls.
	 * @param projects the projects
	 * @param sessions the upload sessions
	 * @param tokens the tokens of upload sessions
	 * @param limits the limits of a publishing
	 */
	WranglerPublishing(AssetProjects projects, WranglerSessions sessions, WranglerSessionToken tokens,
			ProjectLimits limits) {
		this.projects = projects;
		this.sessions = sessions;
		this.tokens = tokens;
		this.limits = limits;
	}

	Object start(WranglerCall call) throws IOException {
		ProjectId project = call.project();
		WranglerManifest manifest = WranglerManifestReader.read(call.body(), this.limits);
		WranglerSessions.Started session = this.sessions.start(project, manifest);
		WranglerBuckets buckets = WranglerBuckets.of(session.missing());
		String token = this.tokens.sign(project, session.name(), call.token().name(), buckets.single());
		return Map.of("jwt", token, "buckets", buckets.buckets());
	}

	/**
	 * Take the content of a body.
	 */
	void upload(ServerRequest request, Claims session) throws IOException {
		this.sessions.upload(session.projectId(), session.session())
			.write(request.pathVariable("hash"), WranglerCall.body(request));
	}

	/**
	 * Take several contents, each of them once.
	 */
	void uploadBucket(ServerRequest request, Claims session) throws IOException {
		WranglerSessions.Upload upload = this.sessions.upload(session.projectId(), session.session());
		boolean base64 = request.param("base64").filter("true"::equals).isPresent();
		WranglerMultipart parts = WranglerCall.multipart(request);
		Set<String> sent = new HashSet<>();
		for (String hash = parts.next(); hash != null; hash = parts.next()) {
			if (!sent.add(hash)) {
				throw WranglerException.of(HttpStatus.BAD_REQUEST, "A content is there twice");
			}
			InputStream content = parts.content();
			upload.write(hash, base64 ? Base64.getDecoder().wrap(content) : content);
		}
	}

	/**
	 * Make a version, and deploy it.
	 */
	ProjectVersion publish(WranglerCall call) throws IOException {
		return store(call, this.projects::publish);
	}

	/**
	 * Make a version.
	 */
	ProjectVersion upload(WranglerCall call) throws IOException {
		return store(call, this.projects::upload);
	}

	private ProjectVersion store(WranglerCall call, Operation operation) throws IOException {
		ProjectId project = call.project();
		WranglerMetadata metadata = WranglerMetadata.read(call.multipart());
		Claims session = this.tokens.verify(metadata.token());
		if (!session.projectId().equals(project)) {
			throw WranglerException.forbidden("The upload session is for another project");
		}
		ProjectChange change = call.change(metadata.message(), metadata.tag(), metadata.alias());
		WranglerFiles files = this.sessions.files(project, session.session(), metadata);
		ProjectVersion version = WranglerCall.checked(() -> {
			try {
				return operation.store(project, files, metadata.settings(), change, PublishProgress.NONE);
			}
			catch (IOException ex) {
				// a deletion of the project takes the contents away while they are read
				this.sessions.checkExists(project, session.session());
				throw ex;
			}
		});
		markPublished(project, session.session());
		return version;
	}

	private void markPublished(ProjectId project, String session) {
		try {
			this.sessions.markPublished(project, session);
		}
		catch (IOException ex) {
			logger.debug("The upload session '" + session + "' counts as unfinished until it expires.", ex);
		}
	}

	/**
	 * Makes a version of files.
	 */
	@FunctionalInterface
	private interface Operation {

		ProjectVersion store(ProjectId project, ProjectFiles files, ProjectSettings settings, ProjectChange change,
				PublishProgress progress) throws IOException;

	}

}
