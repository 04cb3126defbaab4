sphinx-build -b html . site
