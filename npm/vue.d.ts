// `import type {} from "thumbindex/vue"` lets templates know the elements.

import type { DefineComponent, HTMLAttributes } from "vue";
import type { ThumbIndexAttributes } from "./thumbindex.js";

declare module "vue" {
  interface GlobalComponents {
    "thumb-index": DefineComponent<HTMLAttributes & ThumbIndexAttributes>;
    "thumb-index-chapters": DefineComponent<HTMLAttributes>;
  }
}
