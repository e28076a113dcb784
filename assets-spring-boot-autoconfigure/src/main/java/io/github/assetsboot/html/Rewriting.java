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

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.assetsboot.html.OpenElements.Element;
import io.github.assetsboot.html.StartTag.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * A page on its way through the handlers. It is given the bytes of the page in pieces of
 * any size.
 *
 * @author the Assets for Spring Boot authors
 */
final class Rewriting implements Tokenizer.Tokens {

	/**
	 * The size of the largest chunk of text, in bytes.
	 */
	private static final int TEXT_CHUNK = 16 * 1024;

	/**
	 * The elements of MathML that contain HTML.
	 */
	private static final Set<String> MATHML_TEXT = Set.of("mi", "mo", "mn", "ms", "mtext");

	private final Handler[] handlers;

	private final PageEncoding encoding;

	private final PageWriter writer;

	private final Tokenizer tokenizer = new Tokenizer(this);

	private final StartTag tag;

	private final SelectorMatcher matcher;

	private final OpenElements open = new OpenElements();

	/**
	 * Elements that have ended without an end tag where the reader is.
	 */
	private final List<TagName> omitted = new ArrayList<>();

	/**
	 * The index of the open element whose content is left out, or -1.
	 */
	private int leftOut = -1;

	/**
	 * The position up to which the source has been written or left out.
	 */
	private int written;

	private boolean inText;

	private boolean textIsSeen;

	private final ByteArrayOutputStream text = new ByteArrayOutputStream(0);

	/**
	 * Create a rewriting.
	 * @param handlers the handlers
	 * @param encoding the encoding of the page, which is compatible with ASCII
	 * @param output receives the bytes of the result
	 */
	Rewriting(List<Handler> handlers, PageEncoding encoding, Output output) {
		this.handlers = handlers.toArray(Handler[]::new);
		this.encoding = encoding;
		this.writer = new PageWriter(output, encoding);
		this.tag = new StartTag(this.tokenizer, encoding);
		List<@Nullable Selector> selectors = new ArrayList<>(handlers.size());
		handlers.forEach((handler) -> selectors.add(handler.selector()));
		this.matcher = new SelectorMatcher(selectors);
	}

	/**
	 * Rewrite the next bytes of the page.
	 */
	void write(byte[] bytes, int offset, int length) {
		this.tokenizer.write(bytes, offset, length);
	}

	/**
	 * End the page. Content at the end of elements that are still open is written before
	 * a tag that is not complete.
	 */
	void end() {
		this.tokenizer.end();
		endText();
		endElements(0, this.tokenizer.start(), false);
		List<HtmlContent> content = callEndHandlers();
		if (!content.isEmpty()) {
			flush(this.tokenizer.start());
			this.omitted.removeIf((name) -> !name.is(TagName.TEXT));
			writeOmitted();
		}
		boolean insideTag = this.tokenizer.start() < this.tokenizer.limit();
		flush(this.tokenizer.limit());
		content.forEach((part) -> this.writer.insert(insideTag ? part.insideTag() : part, null));
	}

	private List<HtmlContent> callEndHandlers() {
		HtmlEnd end = new HtmlEnd();
		for (int i = this.handlers.length - 1; i >= 0; i--) {
			if (this.handlers[i] instanceof Handler.OfEnd handler) {
				handler.handler().accept(end);
			}
		}
		return end.appended;
	}

	/**
	 * Return whether the result so far differs from the page.
	 */
	boolean isChanged() {
		return this.writer.isChanged();
	}

	@Override
	public void resume(int position) {
		this.written = position;
	}

	@Override
	public void pause(int position) {
		flush(position);
	}

	/**
	 * Write the source up to a position, unless it is left out.
	 */
	private void flush(int position) {
		if (this.leftOut < 0) {
			this.writer.write(this.tokenizer.buffer(), this.written, position);
		}
		this.written = position;
	}

	private void leaveOut(int position) {
		this.writer.leaveOut();
		this.written = position;
	}

	private void insert(Iterable<HtmlContent> contents, @Nullable String rawText) {
		for (HtmlContent content : contents) {
			this.writer.insert(content, rawText);
		}
	}

	/**
	 * Write what a handler has made of a part of the source.
	 */
	private void write(HtmlNode<?> node, int from, int to, @Nullable String rawBefore, @Nullable String rawAfter,
			@Nullable Runnable changed) {
		if (this.leftOut >= 0) {
			return;
		}
		flush(from);
		if (!node.before.isEmpty() || node.removed || changed != null) {
			writeOmitted();
		}
		insert(node.before, rawBefore);
		if (node.removed) {
			leaveOut(to);
			insert(node.replacement, null);
		}
		else if (changed != null) {
			changed.run();
			this.written = to;
		}
		else {
			flush(to);
		}
		insert(node.after, rawAfter);
	}

	@Override
	public void startTag(int from, int to) {
		endText();
		TagName name = TagName.of(this.tokenizer.buffer(), from + 1, this.tokenizer.nameEnd(), this.encoding);
		Namespace namespace = namespace(name, from);
		if (namespace == Namespace.HTML) {
			endElements(this.open.endedByStartOf(name), from, true);
		}
		this.tag.read(name, seenNamespace(name, namespace));
		this.matcher.open(this.tag);
		HtmlElement handled = callElementHandlers();
		String rawText = (handled != null && handled.removed) ? null : this.tag.rawText();
		if (handled != null) {
			handled.ended = true;
			write(handled, from, to, null, rawText, this.tag.isChanged() ? () -> this.tag.write(this.writer) : null);
		}
		this.omitted.clear();
		if (this.tag.canHaveContent()) {
			Element element = this.open.push(name, namespace, isHtmlInside(name, namespace));
			element.seenNamespace = this.tag.namespace();
			element.handled = handled;
			element.rawText = rawText;
			if (handled != null && handled.contentRemoved && this.leftOut < 0) {
				this.leftOut = this.open.size() - 1;
			}
			if (namespace == Namespace.HTML && name.is(TagName.TEXT)) {
				this.tokenizer.readText(name);
				this.writer.startTextElement();
			}
		}
		else {
			this.matcher.close();
		}
	}

	private @Nullable HtmlElement callElementHandlers() {
		HtmlElement element = null;
		for (int i = 0; i < this.handlers.length; i++) {
			if (this.matcher.matches(i) && this.handlers[i] instanceof Handler.OfElements handler) {
				if (element == null) {
					element = new HtmlElement(this.tag);
					element.removed = this.leftOut >= 0;
				}
				handler.handler().accept(element);
			}
		}
		return element;
	}

	/**
	 * Return the namespace of the element of a start tag. Some tags end all elements of
	 * SVG and MathML.
	 */
	private Namespace namespace(TagName name, int from) {
		Element top = this.open.top();
		if (top != null && !top.htmlInside && !(name.is("svg") && top.name.is("annotation-xml"))) {
			if (!leavesForeignContent(name)) {
				return top.namespace;
			}
			endForeignElements(from);
		}
		else if (top != null && isMathmlText(top.name, top.namespace) && (name.is("mglyph") || name.is("malignmark"))) {
			return top.namespace;
		}
		return name.is("svg") ? Namespace.SVG : name.is("math") ? Namespace.MATHML : Namespace.HTML;
	}

	private void endForeignElements(int position) {
		int index = this.open.size();
		while (index > 0 && !this.open.get(index - 1).htmlInside) {
			index--;
		}
		endElements(index, position, true);
	}

	private boolean leavesForeignContent(TagName name) {
		if (name.is("font")) {
			this.tag.read(name, Namespace.HTML);
			return this.tag.attribute("color") != null || this.tag.attribute("face") != null
					|| this.tag.attribute("size") != null;
		}
		return name.is(TagName.ENDS_FOREIGN);
	}

	/**
	 * Return the namespace that handlers see: of {@code math} in SVG it is the one of
	 * MathML, as Workers tell it.
	 */
	private Namespace seenNamespace(TagName name, Namespace namespace) {
		Element top = this.open.top();
		if (namespace == Namespace.HTML || top == null) {
			return namespace;
		}
		return name.is("svg") ? Namespace.SVG : name.is("math") ? Namespace.MATHML : top.seenNamespace;
	}

	private boolean isHtmlInside(TagName name, Namespace namespace) {
		return switch (namespace) {
			case HTML -> true;
			case SVG -> name.is("foreignobject") || name.is("desc") || name.is("title");
			case MATHML -> isMathmlText(name, namespace) || (name.is("annotation-xml") && hasHtmlEncoding());
		};
	}

	private static boolean isMathmlText(TagName name, Namespace namespace) {
		return namespace == Namespace.MATHML && MATHML_TEXT.contains(name.toString());
	}

	private boolean hasHtmlEncoding() {
		String encoding = this.tag.attribute("encoding");
		return "text/html".equalsIgnoreCase(encoding) || "application/xhtml+xml".equalsIgnoreCase(encoding);
	}

	@Override
	public void endTag(int from, int to) {
		endText();
		TagName name = TagName.of(this.tokenizer.buffer(), from + 2, this.tokenizer.nameEnd(), this.encoding);
		Element top = this.open.top();
		if (top != null && !top.htmlInside && (name.is("p") || name.is("br"))) {
			endForeignElements(from);
		}
		int index = this.open.endedBy(name);
		if (index < 0) {
			return;
		}
		endElements(index + 1, from, true);
		Element element = this.open.get(index);
		HtmlElement handled = element.handled;
		if (handled != null) {
			HtmlEndTag end = callEndTagHandler(handled);
			endLeftOut(index, from);
			write(end, from, to, element.rawText, null, end.changed ? () -> this.writer.write(end.toString()) : null);
		}
		this.omitted.clear();
		endElement();
	}

	private HtmlEndTag callEndTagHandler(HtmlElement element) {
		Consumer<HtmlEndTag> handler = element.endTagHandler;
		if (handler != null) {
			handler.accept(element.endTag);
		}
		return element.endTag;
	}

	private void endLeftOut(int index, int position) {
		if (this.leftOut == index) {
			flush(position);
			this.leftOut = -1;
		}
	}

	private void endElement() {
		this.writer.endElement();
		this.open.pop();
		this.matcher.close();
	}

	/**
	 * End the elements from an index on, which have no end tags.
	 */
	private void endElements(int index, int position, boolean callHandlers) {
		for (int i = this.open.size() - 1; i >= index; i--) {
			Element element = this.open.get(i);
			HtmlElement handled = element.handled;
			if (handled != null) {
				HtmlEndTag end = callHandlers ? callEndTagHandler(handled) : handled.endTag;
				endLeftOut(i, position);
				insertAtEnd(end.before, position, element.rawText);
				insertAtEnd(end.replacement, position, null);
				boolean kept = !handled.removed;
				if (kept && end.changed && callHandlers) {
					flush(position);
					writeOmitted();
					this.writer.write(end.toString());
				}
				else if (kept) {
					this.omitted.add(element.name);
				}
				insertAtEnd(end.after, position, null);
			}
			else if (this.leftOut < 0) {
				this.omitted.add(element.name);
			}
			endElement();
		}
	}

	private void insertAtEnd(List<HtmlContent> contents, int position, @Nullable String rawText) {
		if (this.leftOut < 0 && !contents.isEmpty()) {
			flush(position);
			writeOmitted();
			insert(contents, rawText);
		}
	}

	/**
	 * Write the omitted end tags where something follows that has to be outside of the
	 * elements. Formatting elements go on, as a browser makes them.
	 */
	private void writeOmitted() {
		for (TagName name : this.omitted) {
			if (!name.is(TagName.FORMATTING) && !name.is("plaintext")) {
				this.writer.write("</" + name + ">");
			}
		}
		this.omitted.clear();
	}

	@Override
	public void text(int from, int to) {
		if (!this.inText) {
			this.inText = true;
			this.textIsSeen = isSeen(Handler.OfText.class);
		}
		if (this.textIsSeen) {
			flush(from);
			// Slices keep the time for a long text linear
			for (int slice = from; slice < to; slice += TEXT_CHUNK) {
				textSlice(slice, Math.min(slice + TEXT_CHUNK, to));
			}
			this.written = to;
		}
	}

	private void textSlice(int from, int to) {
		this.text.write(this.tokenizer.buffer(), from, to - from);
		while (this.text.size() > TEXT_CHUNK) {
			byte[] bytes = this.text.toByteArray();
			int length = this.encoding.boundary(bytes, TEXT_CHUNK);
			callTextHandlers(bytes, length, false);
			this.text.reset();
			this.text.write(bytes, length, bytes.length - length);
		}
	}

	@Override
	public void edge() {
		endText();
	}

	private void endText() {
		if (this.inText) {
			this.inText = false;
			if (this.textIsSeen) {
				byte[] bytes = this.text.toByteArray();
				this.text.reset();
				callTextHandlers(bytes, bytes.length, true);
			}
		}
	}

	private void callTextHandlers(byte[] bytes, int length, boolean last) {
		Element top = this.open.top();
		String rawText = (top != null) ? top.rawText : null;
		HtmlText node = new HtmlText(this.encoding.decode(bytes, 0, length), last, rawText);
		call(Handler.OfText.class, (handler) -> handler.handler().accept(node));
		if (this.leftOut >= 0) {
			return;
		}
		insert(node.before, rawText);
		if (node.removed) {
			this.writer.leaveOut();
			insert(node.replacement, rawText);
		}
		else if (node.text().indexOf('\uFFFD') >= 0 && this.encoding.charset().newEncoder().canEncode('\uFFFD')) {
			this.writer.writeDecoded(node.text(), bytes, length);
		}
		else {
			this.writer.write(bytes, 0, length);
		}
		insert(node.after, rawText);
	}

	private boolean isSeen(Class<? extends Handler> type) {
		for (int i = 0; i < this.handlers.length; i++) {
			if (type.isInstance(this.handlers[i]) && isForThisPlace(i)) {
				return true;
			}
		}
		return false;
	}

	private boolean isForThisPlace(int i) {
		return this.handlers[i].selector() == null || this.matcher.matchesOpen(i);
	}

	/**
	 * Call the handlers of texts or comments: the ones with a selector first.
	 */
	private <H extends Handler> void call(Class<H> type, Consumer<H> call) {
		for (boolean selected : new boolean[] { true, false }) {
			for (int i = 0; i < this.handlers.length; i++) {
				Handler handler = this.handlers[i];
				if (type.isInstance(handler) && (handler.selector() != null) == selected && isForThisPlace(i)) {
					call.accept(type.cast(handler));
				}
			}
		}
	}

	@Override
	public void comment(int from, int to, int textFrom, int textTo) {
		endText();
		if (isSeen(Handler.OfComments.class)) {
			HtmlComment node = new HtmlComment(this.encoding.decode(this.tokenizer.buffer(), textFrom, textTo),
					this.encoding);
			call(Handler.OfComments.class, (handler) -> handler.handler().accept(node));
			write(node, from, to, null, null, node.changed ? () -> this.writer.write(node.toString()) : null);
		}
	}

	@Override
	public boolean allowsCdata() {
		Element top = this.open.top();
		return top != null && !top.htmlInside;
	}

	@Override
	public void doctype(int from, int to, int textFrom, int textTo) {
		endText();
		HtmlDoctype doctype = HtmlDoctype.parse(this.encoding.decode(this.tokenizer.buffer(), textFrom, textTo));
		if (!doctype.isQuirky()) {
			this.open.leaveQuirksMode();
		}
		for (Handler handler : this.handlers) {
			if (handler instanceof Handler.OfDoctype ofDoctype) {
				ofDoctype.handler().accept(doctype);
			}
		}
		if (doctype.isRemoved()) {
			flush(from);
			leaveOut(to);
		}
	}

	/**
	 * Receives the bytes of the result.
	 */
	interface Output {

		void write(byte[] bytes, int offset, int length);

	}

}
