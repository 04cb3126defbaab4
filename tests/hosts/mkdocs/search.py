import subprocess


def on_post_build(config):
    subprocess.run(f'npx thumbindex build "{config.site_dir}" --inject', shell=True, check=True)
