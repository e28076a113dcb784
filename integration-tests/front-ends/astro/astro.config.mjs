import { defineConfig } from 'astro/config'

export default defineConfig({
  // scripts, styles and images as small as ours would become part of the page
  build: { inlineStylesheets: 'never' },
  vite: { build: { assetsInlineLimit: 0 } },
})
