import { matchRoute, startRouter } from "./router";
import { failure, notFound, routes } from "./views";

const main = document.querySelector("main")!;
let current = 0;

async function show(path: string) {
	const turn = ++current;
	const { view, parameters } = matchRoute(routes, path) ?? { view: notFound, parameters: {} };
	const page = await view(parameters).catch(failure);
	if (turn !== current) {
		return; // a later click has overtaken this one
	}
	document.title = `${page.title} · Assets sample`;
	main.replaceChildren(...page.nodes);
	if (turn > 1) {
		main.querySelector("h1")?.focus();
	}
	for (const link of document.querySelectorAll<HTMLAnchorElement>("header nav a")) {
		link.ariaCurrent = link.pathname === path ? "page" : null;
	}
}

startRouter(routes, show);

// while Vite runs, changed views are shown without loading the page again
import.meta.hot?.accept("./views", (views) => {
	Object.assign(routes, views?.routes);
	show(location.pathname);
});
