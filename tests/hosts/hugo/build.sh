hugo
npx thumbindex build public --inject
