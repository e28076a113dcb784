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

package io.github.assetsboot.html;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A page on its way through the handlers: in document order, and for one node in the
 * order of the handlers.
 *
 * @author the Assets for Spring Boot authors
 */
final class Rewriting {

	private final HtmlPage page;

	private final List<NodeChanges> changes = new ArrayList<>();

	private int removedUntil = -1;

	private Rewriting(HtmlPage page) {
		this.page = page;
	}

	/**
	 * Rewrite a page.
	 * @param page the page
	 * @param handlers the handlers
	 * @return the bytes of the result, or {@code null} if nothing has been changed
	 */
	static byte @Nullable [] rewrite(HtmlPage page, List<Handler> handlers) {
		Rewriting rewriting = new Rewriting(page);
		rewriting.callAll(handlers);
		return rewriting.result();
	}

	private void callAll(List<Handler> handlers) {
		List<Call> calls = new ArrayList<>();
		for (Handler handler : handlers) {
			handler.find(this.page).forEach((node) -> calls.add(new Call(node, handler)));
		}
		calls.sort(Comparator.comparingInt((call) -> call.node.order()));
		calls.forEach(this::call);
	}

	private void call(Call call) {
		NodeChanges last = this.changes.isEmpty() ? null : this.changes.get(this.changes.size() - 1);
		if (last != null && last.node().order() == call.node.order()) {
			if (!last.isRemoved()) {
				call.handler.handle(last);
			}
		}
		else {
			if (last != null && last.isEmptied()) {
				this.removedUntil = Math.max(this.removedUntil, last.node().lastOrder());
			}
			if (call.node.order() > this.removedUntil) {
				NodeChanges next = new NodeChanges(call.node);
				this.changes.add(next);
				call.handler.handle(next);
			}
		}
	}

	private byte @Nullable [] result() {
		String source = this.page.source().text();
		Splice splice = new Splice();
		Deque<NodeWriter> open = new ArrayDeque<>();
		for (NodeChanges change : this.changes) {
			while (!open.isEmpty() && !open.element().node().contains(change.node())) {
				open.pop().close();
			}
			NodeWriter writer = new NodeWriter(change, source, splice);
			writer.open();
			open.push(writer);
		}
		open.forEach(NodeWriter::close);
		return splice.isEmpty() ? null : splice.apply(this.page.source());
	}

	private record Call(SourceNode node, Handler handler) {

	}

}
