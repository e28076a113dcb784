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

package io.github.assetsboot.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.assetsboot.Assets;
import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestTarget;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.UrlPath.Origin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.util.Assert;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriBuilder;

/**
 * The {@link Assets} bean.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class DefaultAssets implements Assets {

	private static final Log logger = LogFactory.getLog(DefaultAssets.class);

	private static final Origin LOCAL = new Origin("https", "assets.local", -1);

	private static final DefaultUriBuilderFactory URI_TEMPLATES = new DefaultUriBuilderFactory();

	private final Function<@Nullable HttpServletRequest, AssetSnapshot> assets;

	private final ResponseWriter writer;

	private final Supplier<String> contextPath;

	/**
	 * Create the binding.
	 * @param assets gives the assets for a request as they are at present, or for the
	 * current request if there is none
	 * @param writer writes the answers that a controller returns
	 * @param contextPath gives the context path that redirects lead back to, when the
	 * request does not tell it
	 */
	public DefaultAssets(Function<@Nullable HttpServletRequest, AssetSnapshot> assets, ResponseWriter writer,
			Supplier<String> contextPath) {
		this.assets = assets;
		this.writer = writer;
		this.contextPath = contextPath;
	}

	/**
	 * Write a response of {@code Assets} that a controller has returned, or prepare the
	 * servlet response for it if Spring MVC writes it.
	 * @param returned the return value of the controller
	 * @param request the request
	 * @param response the response to write to
	 * @return {@code false} if Spring MVC has to write the return value
	 * @throws IOException if the client has closed the connection
	 */
	public static boolean write(@Nullable Object returned, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (returned instanceof ResponseEntity<?> entity && entity.getBody() instanceof SelfWritingResource body) {
			body.write(entity, request, response);
			return true;
		}
		if (returned instanceof RuledEntity entity) {
			entity.writeRuledFields(response);
		}
		return false;
	}

	/**
	 * Return the content of a body without a copy of it, if it is in memory.
	 * @param body the body of a response
	 * @return the content, which must not be changed, or {@code null} if the body has to
	 * be read
	 * @throws IOException if the content cannot be read
	 */
	public static byte @Nullable [] bytes(Resource body) throws IOException {
		if (body instanceof AssetResource asset) {
			return asset.bytes();
		}
		return (body instanceof ByteArrayResource array) ? array.getByteArray() : null;
	}

	/**
	 * Return a text that tells a page from all others. An asset has the hash of its file,
	 * whatever its rules do with its tag. Otherwise the strong tag of the response tells,
	 * or the hash of the page.
	 * @param response the response with the page
	 * @param page the array that begins with the page
	 * @param length the length of the page
	 * @return the identity
	 */
	public static String identity(ResponseEntity<Resource> response, byte[] page, int length) {
		String tag = response.getHeaders().getETag();
		if (response.getBody() instanceof AssetResource asset) {
			return asset.identity();
		}
		if (tag != null && tag.startsWith("\"") && !(response.getBody() instanceof SelfWritingResource)) {
			return tag;
		}
		BlobDigest digest = new BlobDigest();
		digest.update(page, 0, length);
		return digest.id().hash();
	}

	@Override
	public ResponseEntity<Resource> fetch(HttpServletRequest request) {
		Conditions conditions = Conditions.of(request);
		return fetch(this.assets.apply(request), ServletRequests.toRoutingRequest(request), conditions,
				(headers) -> this.writer.audience(conditions, headers, request), () -> ServletRequests.headers(request),
				ResponseWriter.mayHaveLinks(request));
	}

	@Override
	public ResponseEntity<Resource> fetch(RequestEntity<?> request) {
		HttpMethod method = (request.getMethod() != null) ? request.getMethod() : HttpMethod.GET;
		return fetch(method, url(request).toString(), request.getHeaders());
	}

	private static URI url(RequestEntity<?> request) {
		if (request instanceof RequestEntity.UriTemplateRequestEntity<?> template) {
			UriBuilder builder = URI_TEMPLATES.uriString(template.getUriTemplate());
			return (template.getVarsMap() != null) ? builder.build(template.getVarsMap())
					: builder.build(Objects.requireNonNullElse(template.getVars(), new Object[0]));
		}
		return request.getUrl();
	}

	@Override
	public ResponseEntity<Resource> fetch(URI url) {
		return fetch(url.toString());
	}

	@Override
	public ResponseEntity<Resource> fetch(String url) {
		return fetch(HttpMethod.GET, url, HttpHeaders.EMPTY);
	}

	private ResponseEntity<Resource> fetch(HttpMethod method, String url, HttpHeaders headers) {
		RequestTarget target = RequestTarget.parse(url);
		Assert.notNull(target, () -> "'url' must be absolute or start with '/', but is '" + url + "'");
		RoutingRequest request = RoutingRequest.of(method.name(), target.path(), target.query(),
				Objects.requireNonNullElse(target.origin(), LOCAL), "", ServletRequests.purpose(headers));
		Conditions conditions = Conditions.of(method.name(), headers);
		return fetch(this.assets.apply(null), request.withContextPath(this.contextPath.get()), conditions,
				(ignored) -> conditions.audience(), () -> headers, !method.equals(HttpMethod.HEAD));
	}

	private ResponseEntity<Resource> fetch(AssetSnapshot snapshot, RoutingRequest request, Conditions conditions,
			Function<ResponseHeaders, CacheAudience> audience, Supplier<HttpHeaders> headers, boolean linked) {
		AssetResponse answer = snapshot.response(snapshot.router().serve(request), request);
		if (answer instanceof AssetResponse.WithAsset withAsset) {
			return toEntity(withAsset, conditions, audience.apply(withAsset.headers()), request.method().equals("HEAD"),
					linked);
		}
		if (answer instanceof AssetResponse.FromDevServer fromDevServer) {
			return this.writer.devServer().toEntity(fromDevServer, request.method(), headers.get());
		}
		return toEntity((AssetResponse.Empty) answer);
	}

	private static ResponseEntity<Resource> toEntity(AssetResponse.Empty answer) {
		return new RuledEntity(answer.status(), answer.headers(), answer.rules());
	}

	/**
	 * The controller gets the whole content without a content coding. The range and the
	 * content coding for the client are selected when the controller returns it.
	 */
	private ResponseEntity<Resource> toEntity(AssetResponse.WithAsset answer, Conditions conditions,
			CacheAudience audience, boolean head, boolean linked) {
		try {
			Pages fresh = answer.headers().freshPages();
			if (fresh != null) {
				return FreshPage.of(answer, fresh, linked, head, this.writer);
			}
			Representation plain = answer.asset().current();
			answer.headers().prepare(plain);
			SelectedRepresentation selection = SelectedRepresentation.of(answer.status(), plain, answer.headers(),
					conditions.withoutRange());
			if (selection.isRefusal()) {
				return toEntity(AssetResponse.Empty.refusal(selection, answer.headers()));
			}
			if (selection.hasContent()) {
				selection = selection.ofPlain();
			}
			HttpHeaders headers = new HttpHeaders();
			answer.headers().forEach(selection, audience, headers::add);
			if (!selection.hasContent()) {
				return new RuledEntity(selection.status(), headers, answer.headers().guardedRules());
			}
			if (answer.headers().contentType() != null) {
				headers.set(HttpHeaders.CONTENT_TYPE, answer.headers().contentType());
			}
			List<String> links = linked ? answer.headers().links(plain) : List.of();
			if (!links.isEmpty()) {
				headers.put(HttpHeaders.LINK, links);
			}
			return ResponseEntity.status(selection.status())
				.headers(headers)
				.body(new AssetResource(answer.asset(), plain, headers.getFirst(HttpHeaders.ETAG), head, this.writer,
						answer.headers().guardedRules(), links));
		}
		catch (NoSuchFileException ex) {
			return toEntity(AssetResponse.Empty.notFound(new Decision.NotFound(null), List.of()));
		}
		catch (FileChangedException ex) {
			logger.debug("The file of asset '" + answer.asset() + "' is being written or read again.");
			return toEntity(AssetResponse.unavailable());
		}
		catch (IOException ex) {
			logger.warn("The file of asset '" + answer.asset() + "' cannot be read: " + ex);
			return toEntity(AssetResponse.unavailable());
		}
	}

	/**
	 * A resource that was rewritten for one response. It is always sent whole: the next
	 * request may get other bytes, so that ranges would not fit together.
	 *
	 * @since 0.1.0
	 */
	public static final class RewrittenResource extends AbstractResource implements SelfWritingResource {

		private final InputStreamSource content;

		private final byte @Nullable [] array;

		private final int length;

		private final Resource original;

		/**
		 * Create a resource in memory.
		 * @param array the array that begins with the content
		 * @param length the length of the content
		 * @param original the resource that was rewritten
		 */
		public RewrittenResource(byte[] array, int length, Resource original) {
			this.content = () -> new ByteArrayInputStream(array, 0, length);
			this.array = array;
			this.length = length;
			this.original = original;
		}

		/**
		 * Create a resource that is rewritten while it is read.
		 * @param content opens the content
		 * @param original the resource that is rewritten
		 */
		public RewrittenResource(InputStreamSource content, Resource original) {
			this.content = content;
			this.array = null;
			this.length = -1;
			this.original = original;
		}

		@Override
		public InputStream getInputStream() throws IOException {
			return this.content.getInputStream();
		}

		@Override
		public boolean exists() {
			return true;
		}

		@Override
		public boolean isOpen() {
			return this.array == null && this.original.isOpen();
		}

		/**
		 * Return the length.
		 * @return the number of bytes, or -1 if the content is not in memory
		 */
		@Override
		public long contentLength() {
			return this.length;
		}

		@Override
		public @Nullable String getFilename() {
			return this.original.getFilename();
		}

		@Override
		public String getDescription() {
			return "rewritten " + this.original.getDescription();
		}

		@Override
		public void write(ResponseEntity<?> entity, HttpServletRequest request, HttpServletResponse response)
				throws IOException {
			boolean head = isHead(request);
			if (this.array != null) {
				int status = writeFields(entity, request, response);
				if (status != entity.getStatusCode().value()) {
					ServletResponses.commitWithoutContent(response);
				}
				else if (!head) {
					response.getOutputStream().write(this.array, 0, this.length);
				}
			}
			else if (!head || isOpen()) {
				writeStream(entity, head, request, response);
			}
			else {
				writeFields(entity, request, response);
				ServletResponses.commitWithoutContent(response);
			}
		}

		/**
		 * A failure at the beginning leaves the response as it was. A later one finds it
		 * committed, so that the client sees that it is not complete.
		 */
		private void writeStream(ResponseEntity<?> entity, boolean head, HttpServletRequest request,
				HttpServletResponse response) throws IOException {
			try (InputStream stream = getInputStream()) {
				byte[] beginning = head ? new byte[0] : stream.readNBytes(response.getBufferSize());
				writeFields(entity, request, response);
				response.getOutputStream().write(beginning);
				response.flushBuffer();
				if (!head) {
					stream.transferTo(response.getOutputStream());
				}
			}
		}

		private int writeFields(ResponseEntity<?> entity, HttpServletRequest request, HttpServletResponse response) {
			int status = status(entity, request);
			response.setStatus(status);
			entity.getHeaders().forEach((name, values) -> {
				if (status == entity.getStatusCode().value() || !isOfContent(name)) {
					ServletResponses.setFields(name, values, response);
				}
			});
			CookieGuard.apply(request, response);
			RuledResponse.guard(rules(), response);
			return status;
		}

		@Override
		public List<HeaderRule> rules() {
			return (this.original instanceof SelfWritingResource body) ? body.rules() : List.of();
		}

		/**
		 * RFC 9110, section 13.2.1: no preconditions where the answer would not be 2xx.
		 */
		private static int status(ResponseEntity<?> entity, HttpServletRequest request) {
			int status = entity.getStatusCode().value();
			String entityTag = entity.getHeaders().getETag();
			if (status != 200 || entityTag == null) {
				return status;
			}
			String tag = entityTag.startsWith("W/") ? entityTag.substring(2) : entityTag;
			Conditions conditions = Conditions.of(request);
			if (conditions.isPreconditionFailed(tag)) {
				return 412;
			}
			return conditions.isKnown(tag) ? 304 : 200;
		}

		private static boolean isOfContent(String name) {
			return name.regionMatches(true, 0, "Content-", 0, "Content-".length())
					&& !name.equalsIgnoreCase(HttpHeaders.CONTENT_LOCATION)
					&& !name.equalsIgnoreCase("Content-Security-Policy");
		}

		private boolean isHead(HttpServletRequest request) {
			return ServletRequests.isHead(request) || (this.original instanceof AssetResource asset && asset.isHead());
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this);
		}

	}

}
