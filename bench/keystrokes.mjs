// What a reader waits for on a slow machine: the widget on a real book in Chromium, its CPU slowed down. Prints the time from
// each key to the painted results, and the longest tasks of the main thread with what they were spent on.
// usage: node keystrokes.mjs SITE [RATE]   after `cargo xtask build`; SITE is a built book, RATE the slowdown (4)
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { box, hits, launch } from '../tests/support/browser.js'
import { thumbindex } from '../tests/support/command.js'
import { serve } from '../tests/support/serve.js'

const [source, rate = '4'] = process.argv.slice(2)
const QUERIES = ['ownership', 'mutable reference', 'unwrap_or_else', 'trait object', 'lifetime elision', 'concurency']
/** Longer than this, a reader notices: a "long task" of the browsers. */
const LONG_TASK = 50
/** Longer than this is worth a line. */
const LONG = 8
/** Kinds of events that do not contain each other, but for layouts that a script asks for. */
const SPENT = ['v8.callFunction', 'EvaluateScript', 'v8.compileModule', 'v8.evaluateModule', 'BlinkScheduler_PerformMicrotaskCheckpoint',
  'UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit', 'ParseHTML', 'MinorGC', 'MajorGC']
const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8', 'blink.user_timing', 'toplevel']

const site = mkdtempSync(join(tmpdir(), 'thumbindex-keystrokes-'))
cpSync(source, site, { recursive: true })
thumbindex('build', site, '--inject', '--quiet')
const server = await serve(site)
const browser = await launch()
try {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  const cdp = await page.context().newCDPSession(page)
  await page.goto(`${server.url}ch04-01-what-is-ownership.html`)
  await page.locator('thumb-index').first().waitFor({ state: 'attached' })
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(rate) })

  await browser.startTracing(page, { categories: CATEGORIES })
  await page.evaluate(() => performance.mark('ours: loading'))
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.tix')), null, { timeout: 60_000 })
  await page.waitForTimeout(2000)
  await page.evaluate(() => performance.mark('ours: opening'))
  await page.keyboard.press('s')
  await box(page).waitFor()
  await page.waitForTimeout(1000)
  await page.evaluate(watch)
  await page.evaluate(() => performance.mark('ours: typing'))
  for (const query of QUERIES) {
    // Once to bring the texts, once to be measured.
    for (const measured of [false, true]) {
      await page.evaluate(() => performance.mark('ours: clearing'))
      await box(page).fill('')
      await page.waitForTimeout(200)
      await page.evaluate((to) => {
        performance.mark(to ? 'ours: typing' : 'ours: fetching')
        globalThis.measured = to
      }, measured)
      for (const letter of query) {
        await page.keyboard.press(letter === ' ' ? 'Space' : letter)
        await page.waitForTimeout(measured ? 120 : 60)
      }
      await hits(page).first().waitFor()
      await page.waitForTimeout(400)
    }
  }
  const trace = JSON.parse(String(await browser.stopTracing())).traceEvents
  const { painted, handled } = await page.evaluate(() => ({ painted: globalThis.painted, handled: globalThis.handled }))
  console.log(`${painted.length} keystrokes, CPU slowed ${rate} times`)
  console.log(`key to painted results: ${spread(painted)}`)
  console.log(`of that until the results stand in the page: ${spread(handled)}`)
  tasks(trace)
} finally {
  await browser.close()
  server.close()
}

/** In the page: the time from a key to the frame that shows its results. */
function watch() {
  globalThis.painted = []
  globalThis.handled = []
  const list = document.querySelector('thumb-index-dialog').shadowRoot.querySelector('#results')
  let key = 0
  let row = -1
  addEventListener('keydown', ({ timeStamp }) => {
    key = timeStamp
    if (globalThis.measured) row = globalThis.painted.length
    else row = -1
  }, true)
  new MutationObserver(() => {
    if (row < 0) return
    const at = row
    globalThis.handled[at] = performance.now() - key
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => (globalThis.painted[at] = performance.now() - key)
      port2.postMessage(0)
    })
  }).observe(list, { childList: true, subtree: true, characterData: true })
}

/** @param {number[]} times */
function spread(times) {
  const sorted = [...times].filter(Number.isFinite).sort((a, b) => a - b)
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
