// What excerpts of ten results add to a keystroke, once their text is there. usage: node excerpts.mjs SITE TRACES.jsonl
// THUMBINDEX is the checkout, after `cargo xtask build`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'

const [site, traces] = process.argv.slice(2)
const home = process.env.THUMBINDEX
const { open } = await import(pathToFileURL(join(home, 'dist/index.js')))
const out = mkdtempSync(join(tmpdir(), 'thumbindex-'))
execFileSync(join(home, 'target/release/thumbindex'), ['build', site, '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] })
const book = await open({ index: out })

const keystrokes = []
for (const line of readFileSync(traces, 'utf8').trim().split('\n')) {
  const { query } = JSON.parse(line)
  for (let n = 1; n <= query.length; n++) if (!query.slice(0, n).endsWith(' ')) keystrokes.push(query.slice(0, n))
}
const timed = async (query, excerpts) => {
  let best = Infinity
  for (let pass = 0; pass < 3; pass++) {
    const t = performance.now()
    await book.search(query, { excerpts })
    best = Math.min(best, performance.now() - t)
  }
  return best
}
const added = []
for (const query of keystrokes) {
  await book.search(query)   // brings the texts
  added.push(await timed(query, true) - await timed(query, false))
}
added.sort((a, b) => a - b)
const at = share => added[Math.floor((added.length - 1) * share)].toFixed(2)
console.log(`ten excerpts add ${at(0.5)} ms at the median, ${at(0.99)} ms at the 99th percentile, ${at(1)} ms at most (${added.length} keystrokes)`)
