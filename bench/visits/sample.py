#!/usr/bin/env python3
"""Read the pages that rustdoc made, and draw what their readers may ask. Standard library only.

usage: sample.py HTML_ROOT OUT_DIR CRATE [CRATE...]

Writes OUT_DIR/SHARE.json for the shares 1 (every 16th page), 4 (every 4th) and 16 (all):
  {pages: [path], queries: [text], typos: [text], words: [word], runs: [{text, pages: [path]}], own: likewise}
queries  200 texts of headings and of prose links, half of each
typos    50 of such texts with one slip of the fingers, which gives no word of the pages
words    the commonest 50 words of two letters and more, then the one-letter words that are as common
runs     200 times four words that follow each other in a paragraph, list item or example; pages: all that have them
own      200 more that one page alone has
Everything is seeded.
"""
import html, itertools, json, multiprocessing, os, random, re, sys, zlib
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from queries import bad_anchor, norm, typo_word

SHARES = {1: 16, 4: 4, 16: 1}
TOKEN = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)([^>]*)>|([^<]+)", re.S)
WORD = re.compile(r"\w+(?:['’]\w+)*")
MAIN = '<section id="main-content"'
HEADING = re.compile(r"h[1-6]$")
# what text is read from; and where it ends
TEXTUAL = set("p li pre td th dt dd".split())
BLOCK = TEXTUAL | set("h1 h2 h3 h4 h5 h6 div ul ol dl table tr section details summary blockquote".split())
UNSEEN = set("script style button nav template noscript rustdoc-toolbar svg".split())
UNREAD = re.compile(r'class="[^"]*\b(?:src|doc-anchor|anchor|tooltip|since|sub-heading|rustdoc-breadcrumbs)\b')


def read(path):
    """A page's headings, the texts of its links, and its blocks: (is it prose or code, its words)."""
    with open(path, encoding="utf-8") as file:
        page = file.read()
    start = page.find(MAIN)
    if start < 0:
        return None
    headings, links, blocks = [], [], []
    text, heading, link, depth, unseen = [], None, None, 0, []

    def end_block():
        words = WORD.findall("".join(text))
        if words:
            blocks.append((depth > 0, words))
        text.clear()

    for token in TOKEN.finditer(page, start):
        close, tag, attributes, data = token.groups()
        if data is not None:
            if not unseen:
                data = html.unescape(data)
                text.append(data)
                if heading is not None:
                    heading.append(data)
                if link is not None:
                    link.append(data)
            continue
        if tag is None or tag in ("wbr", "br", "img", "input", "hr", "link", "meta"):
            continue
        if unseen:
            # Only elements of the same name can be mistaken for the end of what is left out.
            if tag == unseen[-1]:
                if close:
                    unseen.pop()
                elif not attributes.endswith("/"):
                    unseen.append(tag)
            continue
        if not close and (tag in UNSEEN or UNREAD.search(attributes)):
            unseen.append(tag)
            continue
        if tag in BLOCK:
            end_block()
            if heading:
                heading.append(" ")
        if tag in TEXTUAL:
            depth += -1 if close else 1
        if HEADING.match(tag):
            if close and heading:
                headings.append("".join(heading))
            heading = None if close else []
        elif tag == "a":
            if close and link and heading is None:
                links.append("".join(link))
            link = [] if not close and ".html" in attributes else None
        elif tag == "main" and close:
            break
    end_block()
    return headings, links, blocks


def texts_of(pages, which):
    """What can be asked: different texts that say something."""
    found = {}
    for page in pages:
        for text in page[which]:
            text = norm(re.sub(r"\s+", " ", text).strip())
            if text and not bad_anchor(text):
                found.setdefault(text.lower(), text)
    return [found[key] for key in sorted(found)]


def misspell(texts, known, count, rng):
    slips = []
    for text in rng.sample(texts, len(texts)):
        words = [m for m in re.finditer(r"(?<![\w\-])[A-Za-z]{5,}(?!\w)", text)]
        if not words or len(slips) == count:
            continue
        word = rng.choice(words)
        slip = typo_word(word.group(), rng)
        if slip and slip.lower() not in known:
            slips.append(text[:word.start()] + slip + text[word.end():])
    return slips


def draw_runs(pages, count, rng):
    """Runs of four words, from pages drawn evenly; and as many that no other page has."""
    names = sorted(pages)
    joined = {name: "\n".join(" %s " % " ".join(words).lower() for _, words in pages[name][2]) for name in names}

    def one():
        while True:
            blocks = [words for is_text, words in pages[rng.choice(names)][2] if is_text and len(words) >= 4]
            if blocks:
                words = rng.choice(blocks)
                at = rng.randrange(len(words) - 3)
                return " ".join(words[at:at + 4])

    def pages_with(run, most):
        needle = " %s " % run.lower()
        return list(itertools.islice((name for name in names if needle in joined[name]), most))

    runs = [{"text": run, "pages": pages_with(run, None)} for run in (one() for _ in range(count))]
    own = []
    while len(own) < count:
        run = one()
        found = pages_with(run, 2)
        if len(found) == 1:
            own.append({"text": run, "pages": found})
    return runs, own


def sample(pages, seed):
    rng = random.Random(seed)
    headings, links = texts_of(pages.values(), 0), texts_of(pages.values(), 1)
    # The blocks that have a word stand for the sections: common is what is in many of them.
    common, letters = Counter(), Counter()
    for page in pages.values():
        for _, words in page[2]:
            for word in {word.lower() for word in words}:
                (common if len(word) > 1 else letters)[word] += 1
    known = common.keys()
    words = [(word, n) for word, n in sorted(common.items(), key=lambda row: (-row[1], row[0])) if not word[0].isdigit()][:50]
    floor = words[-1][1] if words else 0
    singles = sorted(word for word, n in letters.items() if n >= floor and word.isalpha())
    runs, own = draw_runs(pages, 200, rng)
    return {
        "pages": sorted(pages),
        "queries": rng.sample(headings, min(100, len(headings))) + rng.sample(links, min(100, len(links))),
        "typos": misspell(sorted(set(headings + links)), known, 50, rng),
        "words": [word for word, _ in words] + singles,
        "runs": runs,
        "own": own,
    }


def main():
    root, out, crates = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    out.mkdir(parents=True, exist_ok=True)
    files = sorted(str(path) for crate in crates for path in (root / crate).rglob("*.html"))
    with multiprocessing.Pool() as pool:
        found = pool.map(read, files, chunksize=256)
    pages = {os.path.relpath(file, root).replace(os.sep, "/"): page for file, page in zip(files, found) if page}
    for share, every in SHARES.items():
        some = {name: page for name, page in pages.items() if zlib.crc32(name.encode()) % every == 0}
        drawn = sample(some, "visits/%d" % share)
        with open(out / ("%d.json" % share), "w", encoding="utf-8") as file:
            json.dump(drawn, file, ensure_ascii=False)
        print("share %d: %d pages, %s" % (share, len(some), ", ".join("%d %s" % (len(drawn[k]), k) for k in drawn if k != "pages")))


if __name__ == "__main__":
    main()
