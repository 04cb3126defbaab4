// What the widget costs the page it stands in: the figures that Lighthouse asks for, without it and with it, turn by turn in Chromium.
// usage: node host-cost.mjs SITE [PAGE] [RUNS]   after `cargo xtask build`; SITE is a built book, PAGE one of its pages (index.html)
//
// FCP and LCP: first and largest contentful paint, ms. CLS: layout shift. TBT: what tasks of the main thread take beyond 50 ms until it
// has been quiet, ms. Bytes: of all that the page has loaded by then. The processor is slowed down four times, as Lighthouse does.
import { launch } from '../tests/support/browser.js'
import { siteWithWidget } from '../tests/support/command.js'
import { serve } from '../tests/support/serve.js'

const [source, path = 'index.html', runs = '9'] = process.argv.slice(2)
const SLOWED = 4
/** The widget is fetched when the browser is idle, after three seconds at the latest. */
const QUIET = 4000

const sites = { without: source, with: siteWithWidget(source) }

const browser = await launch(['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'])
const measured = { without: [], with: [] }
for (let run = 0; run < Number(runs); run++) for (const [name, site] of Object.entries(sites)) measured[name].push(await visit(site))
await browser.close()

console.log(`${path}, medians of ${runs} visits (spread between quartiles), processor slowed down ${SLOWED} times\n`)
console.log('| | FCP ms | LCP ms | CLS | TBT ms | bytes |\n|---|---:|---:|---:|---:|---:|')
for (const [name, visits] of Object.entries(measured)) console.log(`| ${name} | ${['fcp', 'lcp', 'cls', 'tbt', 'bytes'].map(figure => middle(visits.map(visit => visit[figure]))).join(' | ')} |`)

/** One visit with nothing in the cache. */
async function visit(site) {
  const server = await serve(site)
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
    let bytes = 0
    await session.send('Network.enable')
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
    await page.addInitScript(watch)
    await page.goto(new URL(path, server.url).href)
    await page.waitForTimeout(QUIET)
    return { ...await page.evaluate(() => globalThis.figures), bytes }
  } finally {
    await context.close()
    await server.close()
  }
}

/** In the page. */
function watch() {
  const figures = { fcp: 0, lcp: 0, cls: 0, tbt: 0 }
  globalThis.figures = figures
  const on = (type, add) => new PerformanceObserver(list => list.getEntries().forEach(add)).observe({ type, buffered: true })
  on('paint', ({ name, startTime }) => name === 'first-contentful-paint' && (figures.fcp = startTime))
  on('largest-contentful-paint', ({ startTime }) => (figures.lcp = startTime))
  on('layout-shift', ({ value, hadRecentInput }) => (figures.cls += hadRecentInput ? 0 : value))
  on('longtask', ({ duration }) => (figures.tbt += duration - 50))
}

/** @param {number[]} numbers */
function middle(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = share => sorted[Math.round((sorted.length - 1) * share)]
  const shown = number => number >= 10 ? number.toFixed(0) : number.toFixed(3)
  return `${shown(at(0.5))} (${shown(at(0.75) - at(0.25))})`
}
