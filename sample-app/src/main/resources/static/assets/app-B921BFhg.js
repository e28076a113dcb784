/* empty css               */
// src/router.ts
function matchRoute(routes, path) {
	for (const [pattern, view] of Object.entries(routes)) {
		const names = [];
		const source = pattern.replace(/:(\w+)/g, (_, name) => {
			names.push(name);
			return "([^/]+)";
		});
		const match = new RegExp(`^${source}/?$`).exec(path);
		if (match) {
			const values = names.map((name, index) => [name, match[index + 1]]);
			return {
				view,
				parameters: Object.fromEntries(values)
			};
		}
	}
	return null;
}
function startRouter(routes, show) {
	document.addEventListener("click", (event) => {
		const link = event.target.closest("a[href]");
		const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
		if (!link || !plain || link.target || link.origin !== location.origin || !matchRoute(routes, link.pathname)) return;
		event.preventDefault();
		history.pushState(null, "", link.href);
		show(location.pathname);
	});
	window.addEventListener("popstate", () => show(location.pathname));
	show(location.pathname);
}
// src/api.ts
var included = JSON.parse(document.querySelector("#notes")?.textContent || "null");
async function listNotes() {
	const notes = included ?? await request("/api/notes");
	included = null;
	return notes ?? [];
}
var findNote = (id) => request(`/api/notes/${id}`);
var addNote = (note) => request("/api/notes", {
	method: "POST",
	headers: { "Content-Type": "application/json" },
	body: JSON.stringify(note)
});
async function request(url, options) {
	const response = await fetch(url, {
		...options,
		headers: {
			Accept: "application/json",
			...options?.headers
		}
	});
	if (response.status === 404) return null;
	if (!response.ok) throw new Error(`${url} answered ${response.status}`);
	return response.json();
}
// src/draft.ts
var draft = {
	title: "",
	text: ""
};
// src/views.ts
function element(name, attributes, ...children) {
	const node = document.createElement(name);
	for (const [key, value] of Object.entries(attributes ?? {})) node.setAttribute(key, value);
	node.append(...children);
	return node;
}
var link = (href, text) => element("a", { href }, text);
var heading = (text) => element("h1", { tabindex: "-1" }, text);
function card(href, title, text) {
	return element("a", {
		class: "card",
		href
	}, element("strong", null, title), element("span", null, text));
}
function noteItem(note) {
	return element("li", null, link(`/notes/${note.id}`, note.title));
}
async function home() {
	const notes = await listNotes();
	return {
		title: "Home",
		nodes: [
			heading("One Spring Boot app, front end included"),
			element("p", { class: "lead" }, "This page is a file. The ", link("/notes", `${notes.length} notes`), " come from a controller. Every card below is a different way through the routing."),
			element("div", { class: "cards" }, card("/notes", "Notes", "A client-side route; reload it and the server gives the same page."), card("/api/notes", "The API", "Worker-first: typed into the address bar it is still JSON."), card("/api/docs/", "API documentation", "Files under /api, by a negative pattern."), card("/handbook/", "Handbook", "Generated pages with a 404 page of their own."), card("/members/", "Members", "A controller checks, then defers to the assets."), card("/old-notes/2", "An old address", "A line of _redirects leads to the note."))
		]
	};
}
async function notes() {
	const list = element("ul", { class: "notes" }, ...(await listNotes()).map(noteItem));
	const title = element("input", {
		name: "title",
		required: "",
		maxlength: "80"
	});
	const text = element("textarea", {
		name: "text",
		rows: "3",
		maxlength: "2000"
	});
	const problem = element("p", { role: "alert" });
	const form = element("form", null, element("label", null, "Title", title), element("label", null, "Text", text), element("button", null, "Add note"), problem);
	title.value = draft.title;
	text.value = draft.text;
	form.addEventListener("input", () => Object.assign(draft, {
		title: title.value,
		text: text.value
	}));
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		try {
			const note = await addNote(draft);
			if (note) list.append(noteItem(note));
			form.reset();
			Object.assign(draft, {
				title: "",
				text: ""
			});
			problem.textContent = "";
		} catch (error) {
			problem.textContent = error.message;
		}
	});
	return {
		title: "Notes",
		nodes: [
			heading("Notes"),
			list,
			element("h2", null, "Add a note"),
			form
		]
	};
}
async function note({ id }) {
	const note = await findNote(id);
	if (!note) return notFound();
	return {
		title: note.title,
		nodes: [
			heading(note.title),
			element("p", { class: "text" }, note.text),
			element("p", null, link("/notes", "All notes"))
		]
	};
}
async function about() {
	return {
		title: "About",
		nodes: [heading("About"), element("p", null, "The address of this page is no file on the server. Whoever types it gets ", element("code", null, "index.html"), " with status 200, because ", element("code", null, "assets.not-found-handling"), " is ", element("code", null, "single-page-application"), ", and the page finds its way from there.")]
	};
}
var routes = {
	"/": home,
	"/notes": notes,
	"/notes/:id": note,
	"/about": about
};
async function notFound() {
	return {
		title: "No such page",
		nodes: [heading("No such page"), element("p", null, "There is nothing here. ", link("/", "Back to the start"))]
	};
}
function failure(error) {
	return {
		title: "Sorry",
		nodes: [heading("That did not work"), element("p", null, error.message)]
	};
}
// src/app.ts
var main = document.querySelector("main");
var current = 0;
async function show(path) {
	const turn = ++current;
	const { view, parameters } = matchRoute(routes, path) ?? {
		view: notFound,
		parameters: {}
	};
	const page = await view(parameters).catch(failure);
	if (turn !== current) return;
	document.title = `${page.title} · Assets sample`;
	main.replaceChildren(...page.nodes);
	if (turn > 1) main.querySelector("h1")?.focus();
	for (const link of document.querySelectorAll("header nav a")) link.ariaCurrent = link.pathname === path ? "page" : null;
}
startRouter(routes, show);
