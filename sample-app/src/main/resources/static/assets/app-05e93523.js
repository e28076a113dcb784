import { matchRoute, startRouter } from "./router-dafb701e.js";
import * as views from "./views-adcf65d1.js";

const routes = {
	"/": views.home,
	"/notes": views.notes,
	"/notes/:id": views.note,
	"/about": views.about,
};

const main = document.querySelector("main");
let current = 0;

async function show(path) {
	const turn = ++current;
	const { view, params } = matchRoute(routes, path) ?? { view: views.notFound, params: {} };
	const page = await view(params).catch(views.failure);
	if (turn !== current) {
		return; // a later click has overtaken this one
	}
	document.title = `${page.title} · Assets sample`;
	main.replaceChildren(...page.nodes);
	if (turn > 1) {
		main.querySelector("h1").focus();
	}
	for (const link of document.querySelectorAll("header nav a")) {
		link.ariaCurrent = link.pathname === path ? "page" : null;
	}
}

startRouter(routes, show);
