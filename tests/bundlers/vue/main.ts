import type {} from "thumbindex/vue";
import { createApp } from "vue";
import Search from "./Search.vue";

document.addEventListener("thumbindex:search", ({ detail }) => {
  document.title = detail.results.pages[0]?.title ?? "";
});

createApp(Search).mount("#root");
