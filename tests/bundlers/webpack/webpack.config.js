export default {
  mode: "production",
  entry: "../main.js",
  output: { module: true },
  experiments: { outputModule: true },
};
