module.exports = {
  handbook: [
    "index",
    { type: "category", label: "Guide", items: ["guide/warping", "guide/care"] },
    { type: "category", label: "Reference", items: ["reference/knots"] },
  ],
};
