// Client-side routes: a pattern such as "/notes/:id" and the view that it leads to.

export function matchRoute(routes, path) {
	for (const [pattern, view] of Object.entries(routes)) {
		const names = [];
		const source = pattern.replace(/:(\w+)/g, (_, name) => {
			names.push(name);
			return "([^/]+)";
		});
		const match = new RegExp(`^${source}/?$`).exec(path);
		if (match) {
			const values = names.map((name, index) => [name, match[index + 1]]);
			return { view, params: Object.fromEntries(values) };
		}
	}
	return null;
}

// Calls show(path) for the page's own address, for each click on a link to a known route
// and for the browser's back and forward buttons. Links to anything else (the API's
// documentation, the handbook) are left to the browser, and so to the server.
export function startRouter(routes, show) {
	document.addEventListener("click", (event) => {
		const link = event.target.closest("a[href]");
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
