import assert from "node:assert/strict";
import { test } from "node:test";
import { lightness } from "./scheme.js";

test("colours as browsers compute them", () => {
  assert.ok(Number(lightness("rgb(255, 255, 255)")) > 0.99);
  assert.equal(lightness("rgb(0, 0, 0)"), 0);
  assert.equal(lightness("rgba(0, 0, 0, 0)"), undefined);
  assert.equal(lightness("oklch(0.2 0.02 260)"), 0.2);
  assert.ok(Number(lightness("color(srgb 1 1 1)")) > 0.99);
  assert.equal(lightness("color(display-p3 0 0 0)"), 0);
  assert.equal(lightness("oklch(0.2 none none)"), 0.2);
  assert.equal(lightness("lab(20 -0.00000001 1e-7 / 0.9)"), 0.2);
});
