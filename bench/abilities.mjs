// What a first search would weigh without one ability of the widget's or another: its scripts and styles bundled with the files of
// that ability emptied. What the module's abilities weigh was found by builds without them (guide/src/decisions/small-module.md).
// usage: node abilities.mjs   after `cargo xtask build`
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { at } from '../tests/support/paths.js'

/** The sources with small styles, as `cargo xtask build` bundles them. */
const SOURCES = at('target/xtask/js')
/** Files by what a reader would miss without them. */
const ABILITIES = {
  'the help and its switch': ['help.js', 'help.css'],
  'the address, and Back': ['trail.js'],
  'what is remembered: recent searches, the hit that was opened': ['store.js'],
  'marks in headings, and on arrival': ['marks.js', 'arrive.js', 'reveal.js', 'wrap.js', 'paint.js', 'highlight.css', 'note.css'],
  'chapters': ['chapters.js'],
  'filters': ['extras.js', 'filters.js', 'filters.css'],
  'what only the page knows of a key: whether it scrolls, selects, is taken': ['facts.js'],
  "the host's colour scheme": ['scheme.js'],
  'an index that is renewed while it is read': ['renew.js'],
  'what is said to a screen reader': ['status.js'],
  'invitation, correction, no results, errors': ['panes.js'],
}
/** What five abilities are of the module: excerpts, chapters, the table of keys, slips, completions. */
const OF_MODULE = 0.193
/** Loaded with the first results, or because a result is opened. */
const CHUNKS = /^(thumbindex|app|arrive|chapters|extras|filters)\b/

const whole = await weigh([])
const rows = Object.entries(ABILITIES)
console.log(`scripts and styles of a first search: ${kb(whole)} (gzip, by esbuild alone); less without`)
for (const [ability, files] of rows) console.log(`  ${ability}: ${kb(whole - (await weigh(files)))}`)
const least = await weigh(rows.flatMap(([, files]) => files))
console.log(`  all of these: ${kb(whole - least)}, which leaves ${kb(least)}`)
const [packed] = readdirSync(at('dist/chunks')).filter(name => name.endsWith('.bin'))
const module = statSync(at(`dist/chunks/${packed}`)).size
console.log(`with the module: ${kb(whole + module)}; without its five abilities and all of these: ${kb(least + module * (1 - OF_MODULE))}`)

/** @param {string[]} emptied  files */
async function weigh(emptied) {
  const result = await build({
    entryPoints: [join(SOURCES, 'thumbindex.js')], outdir: '/', write: false, bundle: true, splitting: true, minify: true,
    format: 'esm', target: 'es2022', charset: 'utf8', loader: { '.css': 'text' }, logLevel: 'error',
    define: {
      'globalThis.process': 'undefined', 'globalThis.setImmediate': 'undefined', 'globalThis.FinalizationRegistry': 'undefined',
      'globalThis.CARRIED_FILES': 'undefined', PACKED_MODULE: '"chunks/engine.bin"',
    },
    plugins: [{ name: 'empty', setup: build => build.onLoad({ filter: /\/js\/\w+\.(js|css)$/ }, ({ path }) => emptied.includes(basename(path)) ? empty(path) : undefined) }],
  })
  const chunks = result.outputFiles.filter(({ path }) => CHUNKS.test(basename(path)))
  return chunks.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)
}

/** The same exports, with nothing behind them. */
function empty(path) {
  if (path.endsWith('.css')) return { contents: '', loader: 'text' }
  const exported = readFileSync(path, 'utf8').matchAll(/^export (?:async )?(?:function|class|const) (\w+)/gm)
  return { contents: [...exported].map(([, name]) => `export const ${name} = () => ({});`).join('\n') }
}

/** @param {number} bytes */
function kb(bytes) {
  return `${(bytes / 1000).toFixed(2)} KB`
}
