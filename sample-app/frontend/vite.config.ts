import { defineConfig } from "vite";

export default defineConfig({
	build: {
		// part of the sources, so that Maven runs the sample without npm
		outDir: "../src/main/resources/static",
		emptyOutDir: true,
		// a review of a change can read what it makes of the scripts
		minify: false,
		cssMinify: false,
		// an icon as small as ours would become part of the pages
		assetsInlineLimit: 0,
		// every browser that the sample is for loads modules ahead
		modulePreload: { polyfill: false },
		rollupOptions: {
			input: {
				app: "index.html",
				docs: "api/docs/index.html",
				handbook: "handbook/index.html",
				install: "handbook/install.html",
				missing: "handbook/404.html",
				members: "members/index.html",
			},
		},
	},
});
