"""What each weight of the ranking formula is worth: MRR@10 with the weight as it is, and with other values.

usage: python3 bench/relevance/weights.py HTML CORPORA QUERIES   (`cargo xtask relevance --weights` calls it so)

A copy of the workspace is compiled once with the weights read from the environment; the engine itself has constants.
"""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / "target/weights"
FILES = ["crates/engine/src/rank.rs", "crates/engine/src/expand.rs", "crates/engine/src/expand/guess.rs", "crates/index/src/write/outline.rs"]
WEIGHT = re.compile(r"^const (\w+): f32 = ([\d.]+);", re.M)
# Values beside the one in use; the first takes the weight away where that makes sense.
OTHERS = {
    "HEADING": [0, 5, 20], "TRAIL": [0, 1, 4], "LINKS": [0, 5, 20], "K1": [1.2, 3], "LENGTH": [0, 0.2, 0.6],
    "INFLECTED_NAME": [1, 0.8], "INFLECTED_TEXT": [1, 0.4, 0.8], "OVERLAP": [0, 0.3, 0.8], "OPENING": [0, 0.05, 0.2],
    "NEGLIGIBLE": [0, 0.01, 0.05], "INFLECTION": [0, 0.7, 1], "BEGINNING_OF_KNOWN": [0, 0.3, 0.7], "BEGINNING": [0.5],
    "BEGINNING_AT_LEAST": [0, 0.8], "JOINED": [0, 0.8], "SPLIT": [0.5], "GUESS": [0.4, 1], "MENTION": [0, 0.1, 0.5],
    "SPELLING": [0, 0.1], "OTHER_FIRST_LETTER": [0.2, 1], "SLIP_AND_BEGINNING": [0.3, 1],
}


def copy():
    files = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, text=True).split("\n")
    # Only what cargo needs: a second biome.json below this one would stop the first.
    wanted = (".rs", ".toml", ".lock", ".md")
    for name in filter(lambda name: name.endswith(wanted) and (ROOT / name).is_file(), files):
        target = COPY / name
        text = (ROOT / name).read_bytes()
        if name in FILES:
            text = adjustable(text.decode()).encode()
        if name == "crates/engine/src/lib.rs":
            # Reading the environment takes the standard library.
            text = text.replace(b"#![cfg_attr(not(test), no_std)]\n", b"")
        if name == "Cargo.toml":
            text = text.replace(b'missing_docs = "deny"\n', b"")
        # What has not changed keeps its time, so that nothing is compiled twice.
        if not target.is_file() or target.read_bytes() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)


def adjustable(source):
    weights = dict(WEIGHT.findall(source))
    lines = []
    for line in source.split("\n"):
        match = WEIGHT.match(line)
        if match:
            name, value = match.groups()
            line = (f"static {name}: std::sync::LazyLock<f32> = std::sync::LazyLock::new(|| "
                    f'std::env::var("{name}").ok().and_then(|value| value.parse().ok()).unwrap_or({value}));')
        elif not line.lstrip().startswith("//"):
            for name in weights:
                line = re.sub(rf"\b{name}\b", f"(*{name})", line)
        lines.append(line)
    return "\n".join(lines)


def main():
    html, corpora, queries = sys.argv[1:4]
    copy()
    env = {**os.environ, "CARGO_TARGET_DIR": str(COPY / "target")}
    subprocess.check_call(["cargo", "build", "--quiet", "--release", "--package", "thumbindex-relevance"], cwd=COPY, env=env)
    runner = [COPY / "target/release/thumbindex-relevance", "--html", html, "--corpora", corpora, "--queries", queries]

    def means(**weights):
        out = subprocess.check_output(runner, text=True, env={**os.environ, **weights})
        rows = [line.split("|") for line in out.split("\n") if line.startswith(("| books |", "| merged |"))]
        return [row[8].strip() for row in rows]

    print("| weight | value | six books | twelve as one |\n|---|---|---|---|")
    books, merged = means()
    print(f"| all | as they are | {books} | {merged} |")
    for name, value in (pair for file in FILES for pair in WEIGHT.findall((ROOT / file).read_text())):
        for other in OTHERS.get(name, []):
            books, merged = means(**{name: str(other)})
            print(f"| {name} = {value} | {other} | {books} | {merged} |", flush=True)


if __name__ == "__main__":
    main()
