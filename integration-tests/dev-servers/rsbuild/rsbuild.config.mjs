import { defineConfig } from '@rsbuild/core'
import { pluginReact } from '@rsbuild/plugin-react'

export default defineConfig({
  plugins: [pluginReact()],
  html: { title: 'Rsbuild', mountId: 'root', tags: [{ tag: 'link', attrs: { rel: 'icon', href: 'data:,' } }] },
})
