// The note that is being written. It is still there after a look at another page, and, while
// Vite runs, after a change of views.ts.
export const draft = { title: "", text: "" };
