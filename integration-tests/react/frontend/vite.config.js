import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  server: {
    // "npm run dev" beside the running application
    proxy: { '/api': 'http://localhost:8080' },
  },
})
