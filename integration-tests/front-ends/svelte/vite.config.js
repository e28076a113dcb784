import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [svelte()],
  // an icon as small as ours would become part of the script
  build: { assetsInlineLimit: 0 },
})
