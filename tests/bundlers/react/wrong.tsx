// What the types must refuse.

import type {} from "thumbindex/react";

// @ts-expect-error: no such attribute
export const attribute = <thumb-index hovering />;

// @ts-expect-error: the words of a search are no number
document.addEventListener("thumbindex:search", ({ detail }) => detail.query satisfies number);
