export default defineNuxtConfig({
  compatibilityDate: '2026-05-01',
  app: {
    head: {
      link: [{ rel: 'icon', href: 'data:,' }],
      script: [{ type: 'application/json', id: 'page-data', innerHTML: '{}' }],
    },
  },
  css: ['~/assets/style.css'],
  // an icon as small as ours would become part of the script
  vite: { build: { assetsInlineLimit: 0 } },
})
