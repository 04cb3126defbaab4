// What a reader waits for on a slow machine: the widget on a real book in Chromium, its CPU slowed down. Prints the time from
// each key to the painted results, and the longest tasks of the main thread with what they were spent on. Beside it, typed and
// measured in the same way: what the browser takes without any search, for ten results of the same text and for one line, in a page
// of their own and in a plain dialog over the book, and the search that mdBook has put into the book.
// usage: node keystrokes.mjs SITE [RATE]   after `cargo xtask build`; SITE is a built book, RATE the slowdown (4)
import { box, launch } from '../tests/support/browser.js'
import { siteWithWidget } from '../tests/support/command.js'
import { serve } from '../tests/support/serve.js'

const [source, rate = '4'] = process.argv.slice(2)
const QUERIES = ['ownership', 'mutable reference', 'unwrap_or_else', 'trait object', 'lifetime elision', 'concurency']
/** Between two letters, so that texts are fetched: the dialog waits 150 ms for the next letter before it asks for them. */
const SLOWLY = 250
/** Between two letters of a fast typist. */
const FAST = 120
/** Longer than this, a reader notices: a "long task" of the browsers. */
const LONG_TASK = 50
/** Longer than this is worth a line. */
const LONG = 8
/** Kinds of events that do not contain each other, but for layouts that a script asks for. */
const SPENT = ['v8.callFunction', 'EvaluateScript', 'v8.compileModule', 'v8.evaluateModule', 'BlinkScheduler_PerformMicrotaskCheckpoint',
  'UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit', 'ParseHTML', 'MinorGC', 'MajorGC']
const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8', 'blink.user_timing', 'toplevel']

const servers = await Promise.all([serve(siteWithWidget(source)), serve(source)])
const [ours, theirs] = servers.map(({ url }) => `${url}ch04-01-what-is-ownership.html`)
const browser = await launch()
try {
  console.log(`CPU slowed ${rate} times; from a key to the painted results:`)
  const texts = await widget()
  const line = texts.slice(0, 1).map(text => text.slice(0, 80))
  await baseline('one line of plain DOM', line)
  await baseline('ten results of plain DOM', texts)
  await baseline('one line in a plain dialog over the book', line, theirs)
  await baseline('ten results in a plain dialog over the book', texts, theirs)
  await mdbook()
  await widget({ traced: true })
} finally {
  await browser.close()
  for (const server of servers) server.close()
}

/** The widget; what its last results say. Being traced slows it down: what is measured is not, and what is traced is not measured. */
async function widget({ traced = false } = {}) {
  const page = await visit(ours)
  if (traced) await browser.startTracing(page, { categories: CATEGORIES })
  await mark(page, 'loading')
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.tix')), null, { timeout: 60_000 })
  await page.waitForTimeout(2000)
  await mark(page, 'opening')
  await page.evaluate(() => globalThis.long.splice(0))
  await page.keyboard.press('s')
  // Nothing is asked of the page meanwhile: to look for the box would be a task of its own.
  await page.waitForTimeout(1000)
  if (!traced) await tellLong(page, 'thumbindex, opening')
  const times = await measure(page, box(page), page.locator('thumb-index-dialog #results'))
  if (traced) tasks(JSON.parse(String(await browser.stopTracing())).traceEvents)
  else {
    tell('thumbindex', times)
    await tellLong(page, 'while typing')
  }
  const texts = await page.locator('thumb-index-dialog .hit').allInnerTexts()
  await page.context().close()
  return texts
}

/** A box and a list that is drawn anew at each letter, with nothing to find. */
async function baseline(name, texts, url = 'about:blank') {
  const page = await visit(url)
  await page.evaluate((texts) => {
    const [dialog, input, list] = ['dialog', 'input', 'ul'].map(tag => document.createElement(tag))
    dialog.style.cssText = 'width: 672px; height: 600px; font: 16px/1.5 sans-serif'
    dialog.className = list.className = input.className = 'plain'
    dialog.append(input, list)
    document.body.append(dialog)
    if (location.protocol === 'about:') dialog.show()
    else dialog.showModal()
    input.oninput = () => {
      const items = texts.map((text) => {
        const item = document.createElement('li')
        // The marked word moves as the results of a search do.
        const at = input.value.length
        const mark = document.createElement('mark')
        mark.textContent = input.value
        item.append(text.slice(0, at), mark, text.slice(at))
        return item
      })
      list.replaceChildren(...items)
    }
    input.focus()
  }, texts)
  tell(name, await measure(page, page.locator('input.plain'), page.locator('ul.plain')))
  await tellLong(page, 'opening and typing')
  await page.context().close()
}

async function mdbook() {
  const page = await visit(theirs)
  if (!(await page.locator('#mdbook-searchbar').count())) return
  await page.keyboard.press('s')
  await page.locator('#mdbook-searchbar').waitFor()
  tell("mdBook's search", await measure(page, page.locator('#mdbook-searchbar'), page.locator('#mdbook-searchresults')))
  await tellLong(page, 'opening and typing')
  await page.context().close()
}

async function visit(url) {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  const cdp = await page.context().newCDPSession(page)
  await page.goto(url)
  await page.waitForTimeout(1000)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(rate) })
  await page.evaluate(() => {
    globalThis.long = []
    new PerformanceObserver(list => globalThis.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
  })
  return page
}

/** Tells of the long tasks since the last time, as the browser itself reports them. */
async function tellLong(page, when) {
  const long = await page.evaluate(() => globalThis.long.splice(0))
  console.log(`  ${when}: ${long.length} long tasks${long.length ? `, the longest ${Math.max(...long)} ms` : ''}`)
}

function mark(page, phase) {
  return page.evaluate(phase => performance.mark(`ours: ${phase}`), phase)
}

/** Types every query: once to bring the texts, once to be measured. */
async function measure(page, input, list) {
  await list.evaluate(watch)
  for (const query of QUERIES) {
    for (const measured of [false, true]) {
      await mark(page, 'clearing')
      await input.fill('')
      await page.waitForTimeout(200)
      await mark(page, measured ? 'typing' : 'fetching')
      await page.evaluate(to => (globalThis.measured = to), measured)
      for (const letter of query) {
        await page.keyboard.press(letter === ' ' ? 'Space' : letter)
        await page.waitForTimeout(measured ? FAST : SLOWLY)
      }
      await page.waitForTimeout(400)
      await page.evaluate(() => (globalThis.measured = false))
    }
  }
  return page.evaluate(() => ({ keys: globalThis.keys, painted: globalThis.painted, handled: globalThis.handled }))
}

function tell(name, { keys, painted, handled }) {
  console.log(`${name}: ${spread(painted)}; until the results stand in the page: ${spread(handled)} (${Object.keys(painted).length} of ${keys} keys)`)
}

/** In the page: the time from a key to the frame that shows its results. A key whose results come after the next key has none. */
function watch(list) {
  globalThis.painted = {}
  globalThis.handled = {}
  globalThis.keys = 0
  let pressed = 0
  let key
  addEventListener('keydown', ({ timeStamp }) => {
    pressed = timeStamp
    key = globalThis.measured ? ++globalThis.keys : undefined
  }, true)
  const handled = () => {
    if (key === undefined || key in globalThis.handled) return
    const [of, since] = [key, pressed]
    globalThis.handled[of] = performance.now() - since
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => (globalThis.painted[of] = performance.now() - since)
      port2.postMessage(0)
    })
  }
  // The widget leaves in the list what it would show again, and says when all is there.
  if (list.getRootNode() !== document) addEventListener('thumbindex:search', handled)
  else new MutationObserver(handled).observe(list, { childList: true })
}

/** @param {Record<string, number>} times */
function spread(times) {
  const sorted = Object.values(times).sort((a, b) => a - b)
  const at = share => sorted[Math.round((sorted.length - 1) * share)]?.toFixed(1)
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`
}

/** The long tasks of the page's main thread, by what was going on; processor time, since other processes take theirs. */
function tasks(events) {
  const marks = events.filter(({ name }) => name.startsWith('ours: ')).sort((a, b) => a.ts - b.ts)
  const { pid, tid } = marks[0]
  const ours = events.filter(event => event.pid === pid && event.tid === tid && event.ph === 'X' && event.tdur)
  const phases = new Map()
  for (const task of ours.filter(({ name }) => name === 'RunTask')) {
    const phase = marks.findLast(({ ts }) => ts <= task.ts)?.name.slice(6)
    if (phase === undefined || phase === 'clearing') continue
    phases.set(phase, [...(phases.get(phase) ?? []), task])
  }
  for (const [phase, group] of phases) {
    const long = group.filter(({ tdur }) => tdur > LONG * 1000).sort((a, b) => b.tdur - a.tdur)
    console.log(`${phase}: ${group.length} tasks, ${long.length} longer than ${LONG} ms, ${long.filter(({ tdur }) => tdur > LONG_TASK * 1000).length} than ${LONG_TASK} ms; in all ${parts(group.flatMap(inside))}`)
    for (const task of long.slice(0, 5)) console.log(`  ${milliseconds(task.tdur)}: ${parts(inside(task))}`)
  }

  /** What a task was made of. */
  function inside(task) {
    return ours.filter(({ ts, dur, name }) => ts >= task.ts && ts + dur <= task.ts + task.dur && SPENT.includes(name))
  }
}

/** @param {{ name: string, tdur: number }[]} events */
function parts(events) {
  const sums = new Map()
  for (const { name, tdur } of events) sums.set(name, (sums.get(name) ?? 0) + tdur)
  return [...sums].sort((a, b) => b[1] - a[1]).map(([name, sum]) => `${name} ${milliseconds(sum)}`).join(', ')
}

function milliseconds(microseconds) {
  return `${(microseconds / 1000).toFixed(1)} ms`
}
