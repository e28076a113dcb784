import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/admin/',
  plugins: [vue()],
  // an icon as small as ours would become part of the script
  build: { assetsInlineLimit: 0 },
})
