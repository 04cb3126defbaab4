// Several books searched as one, against one index of them all: the bench's judged queries for twelve Rust books, asked of twelve
// indexes whose answers js/several.js puts in order, of one index, and in other orders that come to mind.
// usage: node several.mjs HTML [BOOK...]   after `cargo xtask build` and `cargo xtask relevance`; HTML is the toolchain's folder of books
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { open } from '../dist/index.js'
import { thumbindex } from '../tests/support/command.js'

const TWELVE = ['book', 'reference', 'cargo', 'nomicon', 'rust-by-example', 'rustc', 'rustdoc', 'edition-guide', 'embedded-book', 'unstable-book', 'style-guide', 'clippy']
const [html, ...named] = process.argv.slice(2)
const books = named.length ? named : TWELVE
const LIMIT = 10

const folder = mkdtempSync(join(tmpdir(), 'thumbindex-several-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const book of books) {
  cpSync(join(html, book), join(folder, 'site', book), { recursive: true })
  thumbindex('build', join(folder, 'site', book), '--out', join(folder, book), '--quiet')
}
thumbindex('build', join(folder, 'site'), '--out', join(folder, 'one'), '--quiet')

const index = books.map(book => join(folder, book))
const several = await open({ index })
const alone = await Promise.all(index.map(one => open({ index: one })))
const one = await open({ index: join(folder, 'one') })
const options = { limit: LIMIT, excerpts: false }

/** The sections of an answer in their order, by address in the folder of all the books. */
const ranked = (results, book) => results.pages.flatMap(page => page.sections.map(section => ({ url: `${books[page.book?.at ?? book]}/${section.url}`, score: section.score }))).sort((a, b) => b.score - a.score)
const urls = sections => sections.map(({ url }) => url)

const ORDERS = {
  'one index': async query => (await one.search(query, options)).pages.flatMap(page => page.sections).sort((a, b) => b.score - a.score).map(({ url }) => url),
  'several indexes': async query => urls(ranked(await several.search(query, options))),
  'taking turns': async query => urls((await lists(query)).flatMap(list => list.map((section, place) => ({ ...section, place }))).sort((a, b) => a.place - b.place)),
  'by share of the best': async query => urls((await lists(query)).flatMap(list => list.map(section => ({ ...section, score: section.score / list[0].score }))).sort((a, b) => b.score - a.score))
}
const lists = query => Promise.all(alone.map(async (book, at) => ranked(await book.search(query, options), at)))

const queries = readFileSync(new URL('../target/bench/queries/merged.queries.jsonl', import.meta.url), 'utf8').trim().split('\n').map(line => JSON.parse(line))
  .filter(({ relevant }) => relevant.some(url => books.includes(url.split('/')[0])))
const kinds = [...new Set(queries.map(({ kind }) => kind))]
console.log(`${queries.length} queries of ${books.length} books, MRR@${LIMIT} of sections`)
console.log(`| | ${kinds.join(' | ')} | mean |\n|---|${'---:|'.repeat(kinds.length + 1)}`)
for (const [name, order] of Object.entries(ORDERS)) {
  const means = []
  for (const kind of kinds) {
    let sum = 0
    const ofKind = queries.filter(query => query.kind === kind)
    for (const { query, relevant } of ofKind) {
      const place = (await order(query)).slice(0, LIMIT).findIndex(url => relevant.includes(url))
      sum += place < 0 ? 0 : 1 / (place + 1)
    }
    means.push(sum / ofKind.length)
  }
  means.push(means.reduce((sum, mean) => sum + mean, 0) / means.length)
  console.log(`| ${name} | ${means.map(mean => mean.toFixed(3)).join(' | ')} |`)
}
