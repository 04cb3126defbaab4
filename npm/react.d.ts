// `import type {} from "thumbindex/react"` lets JSX know the elements.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { ThumbIndexAttributes, ThumbIndexElement } from "./thumbindex.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "thumb-index": DetailedHTMLProps<HTMLAttributes<ThumbIndexElement>, ThumbIndexElement> &
        ThumbIndexAttributes;
      "thumb-index-chapters": DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>;
    }
  }
}
