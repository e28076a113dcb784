// The pages. A view takes its route's parameters and returns a title and DOM nodes; text
// only ever becomes text, so a note cannot smuggle markup into the page.

import { addNote, findNote, listNotes, type Note } from "./api";
import { draft } from "./draft";
import type { Page, Routes } from "./router";

function element<K extends keyof HTMLElementTagNameMap>(
	name: K,
	attributes: Record<string, string> | null,
	...children: (Node | string)[]
) {
	const node = document.createElement(name);
	for (const [key, value] of Object.entries(attributes ?? {})) {
		node.setAttribute(key, value);
	}
	node.append(...children);
	return node;
}

const link = (href: string, text: string) => element("a", { href }, text);

const heading = (text: string) => element("h1", { tabindex: "-1" }, text);

function card(href: string, title: string, text: string) {
	return element("a", { class: "card", href }, element("strong", null, title), element("span", null, text));
}

function noteItem(note: Note) {
	return element("li", null, link(`/notes/${note.id}`, note.title));
}

async function home(): Promise<Page> {
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

async function notes(): Promise<Page> {
	const list = element("ul", { class: "notes" }, ...(await listNotes()).map(noteItem));
	const title = element("input", { name: "title", required: "", maxlength: "80" });
	const text = element("textarea", { name: "text", rows: "3", maxlength: "2000" });
	const problem = element("p", { role: "alert" });
	const form = element(
		"form",
		null,
		element("label", null, "Title", title),
		element("label", null, "Text", text),
		element("button", null, "Add note"),
		problem,
	);
	title.value = draft.title;
	text.value = draft.text;
	form.addEventListener("input", () => Object.assign(draft, { title: title.value, text: text.value }));
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		try {
			const note = await addNote(draft);
			if (note) {
				list.append(noteItem(note));
			}
			form.reset();
			Object.assign(draft, { title: "", text: "" });
			problem.textContent = "";
		} catch (error) {
			problem.textContent = (error as Error).message;
		}
	});
	return { title: "Notes", nodes: [heading("Notes"), list, element("h2", null, "Add a note"), form] };
}

async function note({ id }: Record<string, string>): Promise<Page> {
	const note = await findNote(id);
	if (!note) {
		return notFound();
	}
	return {
		title: note.title,
		nodes: [heading(note.title), element("p", { class: "text" }, note.text), element("p", null, link("/notes", "All notes"))],
	};
}

async function about(): Promise<Page> {
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

// the addresses of the pages
export const routes: Routes = {
	"/": home,
	"/notes": notes,
	"/notes/:id": note,
	"/about": about,
};

export async function notFound(): Promise<Page> {
	return {
		title: "No such page",
		nodes: [heading("No such page"), element("p", null, "There is nothing here. ", link("/", "Back to the start"))],
	};
}

export function failure(error: Error): Page {
	return { title: "Sorry", nodes: [heading("That did not work"), element("p", null, error.message)] };
}
