import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  // the files of the build refer to each other by relative URLs, whatever the context path
  base: './',
  // Maven copies these files to the build; "npm run dev" serves them, too
  publicDir: '../src/main/resources/static',
  build: {
    copyPublicDir: false,
    outDir: '../target/classes/static',
    assetsDir: 'build',
    emptyOutDir: false,
    manifest: true,
    rollupOptions: { input: ['src/main.ts', 'src/island.tsx'] },
  },
})
