hugo --quiet
npx thumbindex build public --inject
