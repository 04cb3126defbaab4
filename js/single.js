// The single layout: this and everything behind it in one classic script, which works from a disk as well, where nothing may be
// fetched. A classic script may stand in the head, so it waits for the page; a module does so by itself.

const start = () => import("./thumbindex.js");

if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();
