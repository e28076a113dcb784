import adapter from '@sveltejs/adapter-static'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [
    // the page of paths that are not written as files
    sveltekit({ adapter: adapter({ fallback: '200.html' }) }),
  ],
  // an icon as small as ours would become part of the script
  build: { assetsInlineLimit: 0 },
})
