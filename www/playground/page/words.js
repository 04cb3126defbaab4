// Numbers, as people read them.

/** @param {number} number @param {string} one */
export const counted = (number, one) => `${number.toLocaleString("en")} ${number === 1 ? one : `${one}s`}`;

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1e3) return counted(bytes, "byte");
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(2)} MB`;
}

/** @param {number} ms */
export const time = (ms) =>
  ms < 10 ? `${ms.toFixed(1)} ms` : ms < 1e4 ? `${Math.round(ms)} ms` : `${(ms / 1e3).toFixed(1)} s`;
