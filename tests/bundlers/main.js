// What an author writes, the same for every bundler.

import { open } from "thumbindex";

const book = await open({ index: "/thumbindex/" });
const { pages } = await book.search("ownreship");
document.body.append(`found ${pages[0]?.title}`);
