import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { posix } from 'node:path'
import { defineConfig } from 'vitepress'

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
const publicDir = fileURLToPath(new URL('../public/', import.meta.url))
const repository = 'https://github.com/assetsboot/assets-spring-boot'

// docs/README.md is the one list of pages: each of its sections is a group of the sidebar
function sidebar() {
  const groups = []
  const listed = new Set()
  for (const line of readFileSync(`${docs}README.md`, 'utf8').split('\n')) {
    const heading = line.match(/^##? (.+)/)
    if (heading) {
      groups.push({ text: heading[1], collapsed: false, items: [] })
    }
    for (const [, text, page] of line.matchAll(/\[([^\]]+)\]\(([\w.-]+)\.md\)/g)) {
      if (!listed.has(page)) {
        listed.add(page)
        groups.at(-1).items.push({ text: text.replaceAll('`', ''), link: `/${page}` })
      }
    }
  }
  return groups.filter((group) => group.items.length > 0)
}

// anchors as GitHub makes them, so that a link works in both places
function slugify(heading) {
  return heading.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-')
}

// links as they are right on GitHub become links of the site
function linkTarget(link) {
  const [, path, rest] = link.match(/^([^?#]*)(.*)$/s)
  if (path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path)) {
    return link
  }
  const file = posix.join('docs', path)
  if (!file.startsWith('docs/')) {
    return `${repository}/blob/main/${file}${rest}`
  }
  return file === 'docs/README.md' ? `./index.md${rest}` : link
}

function guidePage(md) {
  md.core.ruler.push('guide-page', (state) => {
    for (const token of state.tokens.flatMap((block) => block.children ?? [])) {
      if (token.type === 'link_open') {
        token.attrSet('href', linkTarget(token.attrGet('href')))
      }
      else if (token.type === 'code_inline') {
        // braces in code are no expressions of Vue
        token.attrSet('v-pre', '')
      }
    }
  })
}

// the pages import Vue, and are outside of the folder that has it
const vueOfThisFolder = {
  name: 'vue-of-this-folder',
  enforce: 'pre',
  resolveId(id, importer, { ssr }) {
    return ssr && /^vue(\/|$)/.test(id) ? { id, external: true } : undefined
  },
}

export default defineConfig({
  title: 'Assets for Spring Boot',
  description: 'Static assets for Spring Boot applications',
  lang: 'en',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/icon.svg' }]],
  srcDir: '../docs',
  outDir: './target/site',
  cacheDir: './target/cache',
  rewrites: { 'README.md': 'index.md' },
  cleanUrls: true,
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    config: guidePage,
    anchor: { slugify },
    attrs: { disable: true },
  },
  themeConfig: {
    nav: [
      { text: 'Get started', link: '/getting-started' },
      { text: 'Configuration', link: '/configuration' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: {
      provider: 'local',
      // pages with all words, such as those of a property's name
      options: { miniSearch: { searchOptions: { combineWith: 'AND' } } },
    },
    notFound: {
      title: 'PAGE NOT FOUND',
      quote: 'The guide has no page with this address. Search for a word, or go to the contents.',
      linkText: 'Contents',
      linkLabel: 'Contents of the guide',
    },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: `${repository}/edit/main/docs/:path` },
  },
  vite: {
    publicDir,
    // images are files, which a Content Security Policy without data: allows
    build: { assetsInlineLimit: 0 },
    plugins: [vueOfThisFolder],
  },
})
