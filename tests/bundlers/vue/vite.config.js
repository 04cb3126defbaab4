import vue from "@vitejs/plugin-vue";

const isCustomElement = (tag) => tag.startsWith("thumb-index");

export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
