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

import io.github.assetsboot.project.ApiDescriptions.UploadBody;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Handles uploads in three steps over HTTP.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class UploadsApi {

	private static final String UPLOAD = "upload";

	private final ProjectUploads uploads;

	private final ProjectLimits limits;

	private final VersionsApi versions;

	UploadsApi(ProjectUploads uploads, ProjectLimits limits, VersionsApi versions) {
		this.uploads = uploads;
		this.limits = limits;
		this.versions = versions;
	}

	ServerResponse start(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectId project = call.project();
		call.checkContentType(MediaType.APPLICATION_JSON);
		UploadManifest manifest = UploadManifestReader.read(call.body(), this.limits);
		ProjectUpload upload = this.uploads.start(project, manifest);
		return Json.response(201, new UploadBody(upload.id(), upload.missing()));
	}

	ServerResponse write(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		this.uploads.write(call.project(), call.variable(UPLOAD), call.variable("hash"), call.body());
		return ServerResponse.noContent().build();
	}

	ServerResponse finish(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectId project = call.project();
		return this.versions.created(call, project,
				this.uploads.activate(project, call.variable(UPLOAD), call.author()));
	}

	ServerResponse cancel(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		this.uploads.cancel(call.project(), call.variable(UPLOAD));
		return ServerResponse.noContent().build();
	}

}
