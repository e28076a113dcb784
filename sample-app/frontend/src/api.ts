// The REST API, which controllers answer: every path under /api is Worker-first.

export type NewNote = { title: string; text: string };

export type Note = NewNote & { id: number };

// what the server has put into the page, where it does so: profile "rewrite"
let included: Note[] | null = JSON.parse(document.querySelector("#notes")?.textContent || "null");

export async function listNotes() {
	const notes = included ?? (await request<Note[]>("/api/notes"));
	included = null;
	return notes ?? [];
}

export const findNote = (id: string) => request<Note>(`/api/notes/${id}`);

export const addNote = (note: NewNote) =>
	request<Note>("/api/notes", {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(note),
	});

async function request<T>(url: string, options?: RequestInit): Promise<T | null> {
	const response = await fetch(url, { ...options, headers: { Accept: "application/json", ...options?.headers } });
	if (response.status === 404) {
		return null;
	}
	if (!response.ok) {
		throw new Error(`${url} answered ${response.status}`);
	}
	return response.json();
}
