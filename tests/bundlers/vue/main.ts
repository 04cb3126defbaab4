import { createApp } from "vue";
import type {} from "thumbindex/vue";
import Search from "./Search.vue";

createApp(Search).mount("#root");
