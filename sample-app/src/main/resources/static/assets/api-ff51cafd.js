// The REST API, which controllers answer: every path under /api is Worker-first.

// what the server has put into the page, where it does so: profile "rewrite"
let included = JSON.parse(document.querySelector("#notes").textContent || "null");

export async function listNotes() {
	const notes = included ?? (await request("/api/notes"));
	included = null;
	return notes;
}

export const findNote = (id) => request(`/api/notes/${id}`);

export const addNote = (note) =>
	request("/api/notes", {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(note),
	});

async function request(url, options) {
	const response = await fetch(url, { ...options, headers: { Accept: "application/json", ...options?.headers } });
	if (response.status === 404) {
		return null;
	}
	if (!response.ok) {
		throw new Error(`${url} answered ${response.status}`);
	}
	return response.json();
}
