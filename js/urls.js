// From an index's URLs to links. An index is data from elsewhere: nothing it says may become a script.

/**
 * The address of a result, or `undefined` when it is no place to send a reader to: another site, or a script.
 * @param {string} url  relative to the indexed folder
 * @param {URL} root
 */
export function linkTo(url, root) {
  let link;
  try {
    link = new URL(url, root);
  } catch {
    return;
  }
  const safe =
    /^(https?|file):$/.test(link.protocol) && link.protocol === root.protocol && link.host === root.host;
  return safe ? link : undefined;
}

/**
 * Whether two addresses differ in nothing but the hash.
 * @param {URL} one
 * @param {URL | Location} other
 */
export function samePage(one, other) {
  return one.origin === other.origin && one.pathname === other.pathname && one.search === other.search;
}
