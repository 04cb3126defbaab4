// Weighs files as a server sends them, for `cargo xtask sizes`: a line each with its bytes, and those after gzip and brotli.

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  console.log(bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length);
}
