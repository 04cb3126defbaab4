cargo doc --no-deps
npx thumbindex build target/doc --inject
