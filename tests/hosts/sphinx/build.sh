sphinx-build --fail-on-warning --builder html docs site
