export default {
  title: 'Docusaurus',
  url: 'https://docs.example.com',
  baseUrl: '/',
  onBrokenLinks: 'throw',
  future: { v4: true, faster: true },
  headTags: [{ tagName: 'script', attributes: { type: 'application/json', id: 'page-data' } }],
  // documents only: the classic preset has a blog, a sitemap and a search as well
  themes: ['@docusaurus/theme-classic'],
  plugins: [['@docusaurus/plugin-content-docs', { routeBasePath: '/', sidebarPath: false }]],
}
