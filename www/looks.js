// Puts the look that is chosen on the page. A site of one look needs none of this: it writes the properties on `:root`.

for (const button of document.querySelectorAll("button[data-look]")) {
  button.addEventListener("click", () => {
    document.documentElement.dataset.look = button.dataset.look;
    for (const other of document.querySelectorAll("button[data-look]"))
      other.setAttribute("aria-pressed", String(other === button));
    document.querySelector("thumb-index").search("dictonary");
  });
}
