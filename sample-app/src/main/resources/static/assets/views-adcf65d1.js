// The pages. A view takes its route's parameters and returns a title and DOM nodes; text
// only ever becomes text, so a note cannot smuggle markup into the page.

import { addNote, findNote, listNotes } from "./api-ff51cafd.js";

function element(name, attributes, ...children) {
	const node = document.createElement(name);
	for (const [key, value] of Object.entries(attributes ?? {})) {
		if (key.startsWith("on")) {
			node.addEventListener(key.substring(2), value);
		} else {
			node.setAttribute(key, value);
		}
	}
	node.append(...children);
	return node;
}

const link = (href, text) => element("a", { href }, text);

const heading = (text) => element("h1", { tabindex: "-1" }, text);

function card(href, title, text) {
	return element("a", { class: "card", href }, element("strong", null, title), element("span", null, text));
}

function noteItem(note) {
	return element("li", null, link(`/notes/${note.id}`, note.title));
}

export async function home() {
	const notes = await listNotes();
	return {
		title: "Home",
		nodes: [
			heading("One Spring Boot app, front end included"),
			element(
				"p",
				{ class: "lead" },
				"This page is a file. The ",
				link("/notes", `${notes.length} notes`),
				" come from a controller. Every card below is a different way through the routing.",
			),
			element(
				"div",
				{ class: "cards" },
				card("/notes", "Notes", "A client-side route; reload it and the server gives the same page."),
				card("/api/notes", "The API", "Worker-first: typed into the address bar it is still JSON."),
				card("/api/docs/", "API documentation", "Files under /api, by a negative pattern."),
				card("/handbook/", "Handbook", "Generated pages with a 404 page of their own."),
				card("/members/", "Members", "A controller checks, then defers to the assets."),
				card("/old-notes/2", "An old address", "A line of _redirects leads to the note."),
			),
		],
	};
}

export async function notes() {
	const list = element("ul", { class: "notes" }, ...(await listNotes()).map(noteItem));
	const title = element("input", { name: "title", required: "", maxlength: "80" });
	const text = element("textarea", { name: "text", rows: "3", maxlength: "2000" });
	const problem = element("p", { role: "alert" });
	const form = element(
		"form",
		{
			onsubmit: async (event) => {
				event.preventDefault();
				try {
					list.append(noteItem(await addNote({ title: title.value, text: text.value })));
					form.reset();
					problem.textContent = "";
				} catch (error) {
					problem.textContent = error.message;
				}
			},
		},
		element("label", null, "Title", title),
		element("label", null, "Text", text),
		element("button", null, "Add note"),
		problem,
	);
	return { title: "Notes", nodes: [heading("Notes"), list, element("h2", null, "Add a note"), form] };
}

export async function note({ id }) {
	const note = await findNote(id);
	if (!note) {
		return notFound();
	}
	return {
		title: note.title,
		nodes: [heading(note.title), element("p", { class: "text" }, note.text), element("p", null, link("/notes", "All notes"))],
	};
}

export async function about() {
	return {
		title: "About",
		nodes: [
			heading("About"),
			element(
				"p",
				null,
				"The address of this page is no file on the server. Whoever types it gets ",
				element("code", null, "index.html"),
				" with status 200, because ",
				element("code", null, "assets.not-found-handling"),
				" is ",
				element("code", null, "single-page-application"),
				", and the page finds its way from there.",
			),
		],
	};
}

export async function notFound() {
	return {
		title: "No such page",
		nodes: [heading("No such page"), element("p", null, "There is nothing here. ", link("/", "Back to the start"))],
	};
}

export function failure(error) {
	return { title: "Sorry", nodes: [heading("That did not work"), element("p", null, error.message)] };
}
