import subprocess

project = "Weaving"
html_theme = "furo"
html_title = "Weaving"


def search(app, fault):
    if fault is None and app.builder.format == "html":
        subprocess.run(f'npx thumbindex build "{app.outdir}" --inject', shell=True, check=True)


def setup(app):
    app.connect("build-finished", search)
