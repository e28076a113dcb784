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

package io.github.assetsboot.livereload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.assetsboot.servlet.RequestDecisions;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A response that puts the script into a page while the page is written. The header
 * fields that describe the body are held back until its first bytes are written. Any
 * other response stays as it is.
 * <p>
 * No bytes are held back: Tomcat ends the response itself after a forward, and does not
 * close this one.
 */
final class LiveReloadResponse extends HttpServletResponseWrapper {

	private static final Set<String> OF_BODY = caseInsensitive(HttpHeaders.ACCEPT_RANGES, HttpHeaders.CONTENT_ENCODING,
			HttpHeaders.CONTENT_LENGTH, HttpHeaders.ETAG, HttpHeaders.LAST_MODIFIED, "Content-Digest", "Content-MD5",
			"Digest", "Repr-Digest");

	private static final Set<String> POLICIES = caseInsensitive(LiveReloadPolicy.FIELD,
			LiveReloadPolicy.REPORT_ONLY_FIELD);

	private final HttpServletRequest request;

	private final LiveReloadScript script;

	private final String path;

	private final String pageState;

	private final Map<String, List<String>> held = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	/**
	 * The bytes of a page of which none has been passed on.
	 */
	private final ByteArrayOutputStream start = new ByteArrayOutputStream();

	/**
	 * Whether bytes of the page have been passed on.
	 */
	private boolean begun;

	private State state = State.UNDECIDED;

	/**
	 * Receives the body once it is decided upon.
	 */
	private @Nullable OutputStream target;

	private @Nullable ServletOutputStream stream;

	private @Nullable PrintWriter writer;

	/**
	 * Whether a stream or writer of this response is in use, which uses the stream of the
	 * container.
	 */
	private boolean used;

	private @Nullable String nonce;

	private boolean finished;

	LiveReloadResponse(HttpServletRequest request, HttpServletResponse response, LiveReloadScript script, String path,
			String pageState) {
		super(response);
		this.request = request;
		this.script = script;
		this.path = path;
		this.pageState = pageState;
	}

	private static Set<String> caseInsensitive(String... names) {
		Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		set.addAll(List.of(names));
		return set;
	}

	private HttpServletResponse original() {
		return (HttpServletResponse) getResponse();
	}

	// header fields

	/**
	 * Hold a field back, or change it if the page has been begun: Spring Security writes
	 * its fields last.
	 * @return whether it is dealt with
	 */
	private boolean hold(String name, @Nullable String value, boolean add) {
		if (this.state == State.WITH_SCRIPT) {
			return OF_BODY.contains(name) || change(name, value, add);
		}
		if (this.state == State.UNCHANGED || !OF_BODY.contains(name)) {
			return false;
		}
		if (value == null) {
			this.held.remove(name);
		}
		else if (add) {
			this.held.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value);
		}
		else {
			this.held.put(name, new ArrayList<>(List.of(value)));
		}
		return true;
	}

	private boolean change(String name, @Nullable String value, boolean add) {
		if (value == null) {
			return false;
		}
		if (POLICIES.contains(name)) {
			set(name, allow(List.of(value)), add);
			return true;
		}
		return name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL) && !isNotStored(List.of(value));
	}

	private static boolean isNotStored(Collection<String> cacheControl) {
		return cacheControl.stream().anyMatch((value) -> value.toLowerCase(Locale.ROOT).contains("no-store"));
	}

	private void set(String name, List<String> values, boolean add) {
		for (int i = 0; i < values.size(); i++) {
			if (add || i > 0) {
				super.addHeader(name, values.get(i));
			}
			else {
				super.setHeader(name, values.get(i));
			}
		}
	}

	private List<String> allow(List<String> policies) {
		return LiveReloadPolicy.allow(policies, this.nonce, this.script.source());
	}

	@Override
	public void setHeader(String name, @Nullable String value) {
		if (!hold(name, value, false)) {
			super.setHeader(name, value);
		}
	}

	@Override
	public void addHeader(String name, @Nullable String value) {
		if (value == null || !hold(name, value, true)) {
			super.addHeader(name, value);
		}
	}

	@Override
	public void setIntHeader(String name, int value) {
		if (!hold(name, String.valueOf(value), false)) {
			super.setIntHeader(name, value);
		}
	}

	@Override
	public void addIntHeader(String name, int value) {
		if (!hold(name, String.valueOf(value), true)) {
			super.addIntHeader(name, value);
		}
	}

	@Override
	public void setDateHeader(String name, long date) {
		if (!hold(name, date(date), false)) {
			super.setDateHeader(name, date);
		}
	}

	@Override
	public void addDateHeader(String name, long date) {
		if (!hold(name, date(date), true)) {
			super.addDateHeader(name, date);
		}
	}

	private static String date(long date) {
		return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
			.withZone(ZoneOffset.UTC)
			.format(Instant.ofEpochMilli(date));
	}

	@Override
	public void setContentLength(int length) {
		setContentLengthLong(length);
	}

	@Override
	public void setContentLengthLong(long length) {
		if (!hold(HttpHeaders.CONTENT_LENGTH, String.valueOf(length), false)) {
			super.setContentLengthLong(length);
		}
	}

	@Override
	public boolean containsHeader(String name) {
		return this.held.containsKey(name) || super.containsHeader(name);
	}

	@Override
	public @Nullable String getHeader(String name) {
		List<String> values = this.held.get(name);
		return (values != null) ? values.get(0) : super.getHeader(name);
	}

	@Override
	public Collection<String> getHeaders(String name) {
		List<String> values = this.held.get(name);
		return (values != null) ? List.copyOf(values) : super.getHeaders(name);
	}

	@Override
	public Collection<String> getHeaderNames() {
		Set<String> names = new LinkedHashSet<>(super.getHeaderNames());
		names.addAll(this.held.keySet());
		return names;
	}

	// the body

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		if (this.writer != null) {
			throw new IllegalStateException("getWriter() has been called for this response");
		}
		if (this.stream == null) {
			leaveOther();
			if (this.state == State.UNCHANGED && !this.used) {
				return super.getOutputStream();
			}
			this.used = true;
			this.stream = new PageStream();
		}
		return this.stream;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		if (this.stream != null) {
			throw new IllegalStateException("getOutputStream() has been called for this response");
		}
		if (this.writer == null) {
			leaveOther();
			if (this.state == State.UNCHANGED && !this.used) {
				return super.getWriter();
			}
			this.used = true;
			String encoding = getCharacterEncoding();
			// as getWriter() of the container does
			setCharacterEncoding(encoding);
			this.writer = new PrintWriter(new PageWriter(encoding));
		}
		return this.writer;
	}

	/**
	 * A response that is known not to be a page needs no detour.
	 */
	private void leaveOther() {
		if (this.state == State.UNDECIDED && getContentType() != null && !isPage()) {
			decide(false);
		}
	}

	private boolean isPage() {
		String type = getContentType();
		int status = getStatus();
		return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("text/html") && status >= 200
				&& status != SC_NO_CONTENT && status != SC_PARTIAL_CONTENT && (status < 300 || status >= 400)
				&& !isCoded() && !isDownload() && !RequestDecisions.isForProject(this.request);
	}

	private boolean isCoded() {
		return this.held.getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of())
			.stream()
			.anyMatch((coding) -> !coding.strip().equalsIgnoreCase("identity"));
	}

	private boolean isDownload() {
		String disposition = getHeader(HttpHeaders.CONTENT_DISPOSITION);
		return disposition != null && disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment");
	}

	private void write(byte[] bytes, int offset, int length) throws IOException {
		if (this.finished) {
			return;
		}
		if (this.state == State.UNDECIDED) {
			// the container can end an asynchronous response, for example after a timeout
			decide(isPage() && !this.request.isAsyncStarted());
		}
		if (this.state != State.WITH_SCRIPT || this.begun) {
			target().write(bytes, offset, length);
			return;
		}
		this.start.write(bytes, offset, length);
		rewrite((target) -> target.write(bytes, offset, length));
	}

	/**
	 * Go on with the page. A page in an encoding that cannot be rewritten gets no script.
	 * The rewriter refuses it before it passes bytes on.
	 * @return {@code false} if the page is refused, and its bytes have been passed on as
	 * they are
	 */
	private boolean rewrite(Step step) throws IOException {
		try {
			step.perform(target());
			return true;
		}
		catch (IllegalStateException ex) {
			if (this.begun) {
				throw ex;
			}
			this.target = container();
			this.start.writeTo(this.target);
			return false;
		}
	}

	/**
	 * Return the stream of the container, which notes that bytes are passed on.
	 */
	private OutputStream container() throws IOException {
		ServletOutputStream container = original().getOutputStream();
		return new OutputStream() {

			@Override
			public void write(int value) throws IOException {
				write(new byte[] { (byte) value }, 0, 1);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				if (length > 0) {
					LiveReloadResponse.this.begun = true;
					container.write(bytes, offset, length);
				}
			}

			@Override
			public void flush() throws IOException {
				container.flush();
			}

		};
	}

	private void decide(boolean page) {
		if (this.state != State.UNDECIDED) {
			return;
		}
		this.state = page ? State.WITH_SCRIPT : State.UNCHANGED;
		if (page) {
			List<String> policies = List.copyOf(super.getHeaders(LiveReloadPolicy.FIELD));
			this.nonce = LiveReloadPolicy.nonce(policies);
			for (String name : POLICIES) {
				set(name, allow(List.copyOf(super.getHeaders(name))), false);
			}
			if (!isNotStored(super.getHeaders(HttpHeaders.CACHE_CONTROL))) {
				super.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
			}
		}
		else {
			this.held.forEach((name, values) -> {
				if (name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
					super.setContentLengthLong(Long.parseLong(values.get(0)));
				}
				else {
					set(name, values, false);
				}
			});
		}
		this.held.clear();
	}

	private OutputStream target() throws IOException {
		OutputStream target = this.target;
		if (target == null) {
			target = container();
			if (this.state == State.WITH_SCRIPT) {
				target = this.script
					.rewriter(new LiveReloadScript.Page(this.request.getContextPath(), this.path, this.pageState,
							this.nonce))
					.transform(target, String.valueOf(getContentType()));
			}
			this.target = target;
		}
		return target;
	}

	/**
	 * End the page, unless the response is not one. The thread of the request and the one
	 * that completes it can call this at the same time.
	 */
	synchronized void finish() throws IOException {
		if (this.finished) {
			return;
		}
		boolean head = this.request.getMethod().equals("HEAD");
		decide(head && isPage());
		this.finished = true;
		if (this.state == State.WITH_SCRIPT && this.target != null) {
			rewrite(OutputStream::close);
		}
		else if (this.state == State.WITH_SCRIPT && head) {
			// Jetty would add a length of zero
			super.flushBuffer();
		}
	}

	@Override
	public void flushBuffer() throws IOException {
		flush();
		super.flushBuffer();
	}

	private void flush() throws IOException {
		decide(isPage() && !this.request.isAsyncStarted());
		if (this.target != null && !this.finished && !rewrite(OutputStream::flush)) {
			this.target.flush();
		}
	}

	@Override
	public void reset() {
		super.reset();
		this.start.reset();
		this.begun = false;
		this.held.clear();
		this.target = null;
		this.stream = null;
		this.writer = null;
		this.used = false;
		this.state = State.UNDECIDED;
	}

	/**
	 * Forget the bytes that were written before. Something else than a page may follow.
	 */
	@Override
	public void resetBuffer() {
		super.resetBuffer();
		this.start.reset();
		this.begun = false;
		this.target = null;
		this.stream = null;
		this.writer = null;
		if (this.state == State.WITH_SCRIPT) {
			this.state = State.UNDECIDED;
		}
	}

	@Override
	public void sendError(int status) throws IOException {
		leave();
		super.sendError(status);
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		leave();
		super.sendError(status, message);
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		leave();
		super.sendRedirect(location);
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
		leave();
		super.sendRedirect(location, status, clearBuffer);
	}

	/**
	 * The container writes the body, and its fields.
	 */
	private void leave() {
		this.held.keySet().removeAll(OF_BODY);
		decide(false);
		this.finished = true;
	}

	/**
	 * A step in writing a page.
	 */
	@FunctionalInterface
	private interface Step {

		void perform(OutputStream target) throws IOException;

	}

	/**
	 * The ways of a response.
	 */
	private enum State {

		UNDECIDED, UNCHANGED, WITH_SCRIPT

	}

	private final class PageStream extends ServletOutputStream {

		@Override
		public void write(int value) throws IOException {
			write(new byte[] { (byte) value }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			LiveReloadResponse.this.write(bytes, offset, length);
		}

		@Override
		public void flush() throws IOException {
			LiveReloadResponse.this.flush();
		}

		@Override
		public void close() throws IOException {
			finish();
			original().getOutputStream().close();
		}

		@Override
		public boolean isReady() {
			try {
				return original().getOutputStream().isReady();
			}
			catch (IOException ex) {
				return true;
			}
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			decide(false);
			try {
				original().getOutputStream().setWriteListener(listener);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * Keeps nothing, so that the buffer can be reset.
	 */
	private final class PageWriter extends Writer {

		private final Writer encoder;

		PageWriter(String encoding) throws IOException {
			this.encoder = new OutputStreamWriter(new OutputStream() {

				@Override
				public void write(int value) throws IOException {
					write(new byte[] { (byte) value }, 0, 1);
				}

				@Override
				public void write(byte[] bytes, int offset, int length) throws IOException {
					LiveReloadResponse.this.write(bytes, offset, length);
				}

			}, encoding);
		}

		@Override
		public void write(char[] text, int offset, int length) throws IOException {
			this.encoder.write(text, offset, length);
			this.encoder.flush();
		}

		@Override
		public void flush() throws IOException {
			LiveReloadResponse.this.flush();
		}

		@Override
		public void close() throws IOException {
			finish();
			original().getOutputStream().close();
		}

	}

}
