// Reloads the page when the preview has something new. Put in by `thumbindex serve` alone, and never written to a file.
// A browser opens few connections to one host, so pages in the background do without.
(() => {
  const { search } = new URL(document.currentScript.src);
  let changes;
  const listen = () => {
    changes?.close();
    changes = document.hidden ? undefined : new EventSource(`/.thumbindex-changes${search}`);
    changes?.addEventListener("message", () => location.reload());
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
