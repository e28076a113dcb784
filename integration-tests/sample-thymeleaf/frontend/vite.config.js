import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  // the files of the build refer to each other by relative URLs, whatever the context path
  base: './',
  // "npm run dev" serves the files beside the build, too
  publicDir: '../src/main/resources/static',
  build: {
    copyPublicDir: false,
    outDir: '../target/classes/static/build',
    emptyOutDir: true,
    manifest: true,
    rollupOptions: { input: ['src/main.ts', 'src/island.tsx'] },
  },
})
