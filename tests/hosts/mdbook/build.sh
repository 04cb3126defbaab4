mdbook build
npx thumbindex build book --inject
