// Client-side routes: a pattern such as "/notes/:id" and the view that it leads to.

export type Page = { title: string; nodes: Node[] };

export type View = (parameters: Record<string, string>) => Promise<Page>;

export type Routes = Record<string, View>;

export function matchRoute(routes: Routes, path: string) {
	for (const [pattern, view] of Object.entries(routes)) {
		const names: string[] = [];
		const source = pattern.replace(/:(\w+)/g, (_, name) => {
			names.push(name);
			return "([^/]+)";
		});
		const match = new RegExp(`^${source}/?$`).exec(path);
		if (match) {
			const values = names.map((name, index) => [name, match[index + 1]]);
			return { view, parameters: Object.fromEntries(values) as Record<string, string> };
		}
	}
	return null;
}

// Calls show(path) for the page's own address, for each click on a link to a known route
// and for the browser's back and forward buttons. Links to anything else (the API's
// documentation, the handbook) are left to the browser, and so to the server.
export function startRouter(routes: Routes, show: (path: string) => void) {
	document.addEventListener("click", (event) => {
		const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
		const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
		if (!link || !plain || link.target || link.origin !== location.origin || !matchRoute(routes, link.pathname)) {
			return;
		}
		event.preventDefault();
		history.pushState(null, "", link.href);
		show(location.pathname);
	});
	window.addEventListener("popstate", () => show(location.pathname));
	show(location.pathname);
}
