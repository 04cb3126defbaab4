// What a reader sees: our dialog, DocSearch and VitePress's local search side by side, over the same pages, asked the same. A judgment
// for the eye; nothing is measured.
// usage: BENCH_PEERS=… node looks.mjs [VIEW]   after `cargo xtask build`; one of the VIEWS alone. The pictures are in target/looks
//
// The guide, built by VitePress, is the page behind all three. DocSearch asks a server that is not there: its questions are answered
// with what our own search finds, so that it is looks that differ.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launch } from '../tests/support/browser.js'
import { searchByCommand, siteWithWidget } from '../tests/support/command.js'
import { at } from '../tests/support/paths.js'
import { serve } from '../tests/support/serve.js'

const [only] = process.argv.slice(2)
const out = at('target/looks')
const peers = join(process.env.BENCH_PEERS ?? at('target/bench/peers'), 'node_modules')

const ASKED = { results: 'keyboard shortcuts', typo: 'configuraton', none: 'zyzzyva', empty: '' }
const PAGE = 'getting-started'
const DESK = { width: 1000, height: 760 }
const VIEWS = {
  light: { viewport: DESK },
  dark: { viewport: DESK, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  'phone-dark': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' },
}
/** Answers and transitions are over. */
const SETTLED = 1200

const site = await build()
const index = join(site, 'thumbindex')
const server = await serve(site)
const browser = await launch(['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'])
const tools = { thumbindex: ours, DocSearch: docSearch, VitePress: vitePress }
try {
  mkdirSync(out, { recursive: true })
  for (const [view, reader] of Object.entries(VIEWS).filter(([view]) => !only || view === only)) {
    for (const [state, query] of Object.entries(ASKED)) {
      const pictures = []
      for (const [name, show] of Object.entries(tools)) pictures.push([name, await picture(show, query, reader)])
      await sheet(join(out, `${view}-${state}.png`), pictures, reader.viewport)
    }
  }
} finally {
  await browser.close()
  await server.close()
}
console.log(out)

/** The guide as a site of VitePress with its local search, and with the widget. */
async function build() {
  const root = join(out, 'site')
  rmSync(root, { recursive: true, force: true })
  cpSync(at('guide/src'), root, { recursive: true })
  // What mdBook's pages say in their own way, Vue would take for its own.
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  const config = `export default { title: 'thumbindex', ignoreDeadLinks: true, markdown: { html: false },
    themeConfig: { search: { provider: 'local' } }, vite: { resolve: { alias: { vue: ${JSON.stringify(join(peers, 'vue'))} } } } }`
  mkdirSync(join(root, '.vitepress'))
  writeFileSync(join(root, '.vitepress/config.js'), config)
  const vitepress = createRequire(join(peers, 'x.js')).resolve('vitepress')
  const { build } = await import(pathToFileURL(vitepress).href)
  await build(root)
  const dist = join(root, '.vitepress/dist')
  cpSync(join(peers, '@docsearch/css/dist/style.css'), join(dist, 'docsearch.css'))
  cpSync(join(peers, '@docsearch/js/dist/umd/index.js'), join(dist, 'docsearch.js'))
  return siteWithWidget(dist)
}

async function picture(show, query, reader) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...reader })
  try {
    const page = await context.newPage()
    await page.goto(new URL(`${PAGE}.html`, server.url).href)
    await show(page, query)
    await page.waitForTimeout(SETTLED)
    return await page.screenshot()
  } finally {
    await context.close()
  }
}

async function ours(page, query) {
  await page.locator('thumb-index').evaluate((button, query) => button.search(query), query)
  if (await page.locator('thumb-index-dialog .hit').first().waitFor({ timeout: SETTLED }).then(() => true, () => false)) await page.keyboard.press('ArrowDown')
}

async function vitePress(page, query) {
  await page.locator('#local-search button').click()
  const box = page.locator('.VPLocalSearchBox input')
  await box.waitFor()
  await box.fill(query)
}

async function docSearch(page, query) {
  await page.route(/algolia/, route => route.fulfill({ json: answers(route.request().postDataJSON()), headers: { 'access-control-allow-origin': '*' } }))
  await page.evaluate(forgetColours)
  await page.addStyleTag({ url: '/docsearch.css' })
  await page.addScriptTag({ url: '/docsearch.js' })
  await page.evaluate(() => {
    document.documentElement.dataset.theme = document.documentElement.classList.contains('dark') ? 'dark' : 'light'
    const place = document.createElement('div')
    place.id = 'docsearch'
    document.querySelector('.VPNavBarSearch').append(place)
    globalThis.docsearch({ container: '#docsearch', appId: 'NOBODY', apiKey: 'none', indices: ['guide'] })
  })
  await page.locator('#docsearch .DocSearch-Button').click()
  const box = page.locator('.DocSearch-Input')
  await box.waitFor()
  await box.fill(query)
}

/** In the page: VitePress has colours of its own for a DocSearch in it. */
function forgetColours() {
  for (const { style } of [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules])) {
    for (const name of [...(style ?? [])]) if (name.startsWith('--docsearch-')) style.removeProperty(name)
  }
}

/** What Algolia would send. */
function answers({ requests }) {
  return { results: requests.map(({ query, indexName }) => {
    const { pages, total } = searchByCommand(index, query, 20)
    const hits = pages.flatMap(page => page.sections.map(section => hit(page, section)))
    return { index: indexName, query, hits, nbHits: total, page: 0, nbPages: 1, hitsPerPage: 20, processingTimeMS: 1, params: '', exhaustiveNbHits: true }
  }) }
}

function hit(page, { url, heading, excerpt }) {
  const [lvl0, lvl1, lvl2] = [page.breadcrumbs[0] ?? page.title, page.title, heading === page.title ? null : heading]
  const content = excerpt.map(({ text }) => text).join('')
  const marked = excerpt.map(({ text, mark }) => (mark ? `<mark>${escaped(text)}</mark>` : escaped(text))).join('')
  const hierarchy = { lvl0, lvl1, lvl2, lvl3: null, lvl4: null, lvl5: null, lvl6: null }
  const value = Object.fromEntries(Object.entries(hierarchy).filter(([, text]) => text).map(([level, text]) => [level, { value: escaped(text), matchLevel: 'none', matchedWords: [] }]))
  const result = { hierarchy: value, content: { value: marked, matchLevel: 'full', matchedWords: [] } }
  const [path, anchor = ''] = url.split('#')
  return { objectID: url, url: new URL(url, server.url).href, url_without_anchor: new URL(path, server.url).href, anchor, type: content ? 'content' : lvl2 ? 'lvl2' : 'lvl1',
    hierarchy, content, _highlightResult: result, _snippetResult: result }
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign])
}

/** The pictures in a row. */
async function sheet(path, pictures, { width, height }) {
  const page = await browser.newPage({ viewport: { width: (width + 8) * pictures.length, height: height + 28 } })
  const cells = pictures.map(([name, png]) => `<figure>${name}<img src="data:image/png;base64,${png.toString('base64')}"></figure>`)
  await page.setContent(`<style>body { display: flex; gap: 8px; margin: 0; font: 18px sans-serif } figure { margin: 0 } img { display: block; width: ${width}px }</style>${cells.join('')}`)
  await page.screenshot({ path })
  await page.close()
}
