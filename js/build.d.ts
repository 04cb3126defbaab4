// What the build knows and the source does not.

/** The packed module, relative to the loader. The embedded layout writes the plain one's name in its place. */
declare const PACKED_MODULE: string;

/** See bytes.js. */
declare var CARRIED_FILES: { [name: string]: string } | undefined;
