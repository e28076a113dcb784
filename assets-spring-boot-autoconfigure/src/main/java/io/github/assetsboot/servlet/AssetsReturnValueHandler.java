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

package io.github.assetsboot.servlet;

import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.delivery.DefaultAssets;
import io.github.assetsboot.delivery.ServletResponses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.Assert;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.HandlerMethodReturnValueHandlerComposite;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.View;

/**
 * Writes what {@code Assets} answered and a controller returned: as the filter would, and
 * without what Spring MVC adds to a resource. Every other return value is Spring MVC's.
 *
 * @author the Assets for Spring Boot authors
 */
final class AssetsReturnValueHandler implements HandlerMethodReturnValueHandler {

	private final HandlerMethodReturnValueHandlerComposite delegate = new HandlerMethodReturnValueHandlerComposite();

	private AssetsReturnValueHandler(List<HandlerMethodReturnValueHandler> handlers) {
		this.delegate.addHandlers(handlers);
	}

	/**
	 * Put a handler for the responses of {@code Assets} in front of others.
	 * @param handlers the handlers of an adapter, may be {@code null}
	 * @return the handlers to use instead
	 */
	public static List<HandlerMethodReturnValueHandler> decorate(
			@Nullable List<HandlerMethodReturnValueHandler> handlers) {
		List<HandlerMethodReturnValueHandler> decorated = new ArrayList<>();
		if (handlers != null) {
			decorated.add(new AssetsReturnValueHandler(handlers));
			decorated.addAll(handlers);
		}
		return decorated;
	}

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		return ResponseEntity.class.isAssignableFrom(returnType.getParameterType());
	}

	@Override
	public void handleReturnValue(@Nullable Object returnValue, MethodParameter returnType,
			ModelAndViewContainer mavContainer, NativeWebRequest webRequest) throws Exception {
		HttpServletResponse response = nativeResponse(webRequest);
		try {
			if (DefaultAssets.write(returnValue, nativeRequest(webRequest), response)) {
				mavContainer.setRequestHandled(true);
				return;
			}
		}
		catch (Exception ex) {
			if (!response.isCommitted() || ex instanceof AsyncRequestNotUsableException) {
				// Spring MVC ignores a client that is gone
				throw ex;
			}
			mavContainer.setView(failing(ex));
			return;
		}
		this.delegate.handleReturnValue(returnValue, returnType, mavContainer, webRequest);
		if (returnValue instanceof ResponseEntity<?> entity && entity.getStatusCode() == HttpStatus.NOT_MODIFIED) {
			ServletResponses.commitWithoutContent(response);
		}
	}

	/**
	 * An exception handler would complete a response that is partly sent. An exception
	 * from a view reaches the container, which breaks the response off.
	 */
	private static View failing(Exception failure) {
		return (model, request, response) -> {
			if (request.getProtocol().startsWith("HTTP/2")) {
				failTrailerFields(response);
			}
			throw failure;
		};
	}

	/**
	 * Tomcat completes an HTTP/2 response in spite of an exception, unless its trailer
	 * fields fail, too. Jetty refuses them, and resets the stream without them.
	 */
	private static void failTrailerFields(HttpServletResponse response) {
		try {
			response.setTrailerFields(() -> {
				throw new IllegalStateException("The response is not complete");
			});
		}
		catch (IllegalStateException ex) {
			// the container breaks the response off
		}
	}

	private static HttpServletRequest nativeRequest(NativeWebRequest webRequest) {
		HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
		Assert.state(request != null, "No HttpServletRequest");
		return request;
	}

	private static HttpServletResponse nativeResponse(NativeWebRequest webRequest) {
		HttpServletResponse response = webRequest.getNativeResponse(HttpServletResponse.class);
		Assert.state(response != null, "No HttpServletResponse");
		return response;
	}

}
