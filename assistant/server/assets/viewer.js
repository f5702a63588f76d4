"use strict";
// Says which clause is open and marks its place in the contents; the browser itself scrolls and highlights.
(() => {
  const at = document.querySelector(".at");
  const contents = document.querySelector(".contents details");
  const links = [...contents.querySelectorAll("a")];
  const clauses = [...document.querySelectorAll(".clause")];
  const print = document.querySelector(".print");
  // In a frame of the page what the page shows itself is left out; in the panel, the contents too.
  if (window.parent !== window) document.documentElement.classList.add("framed");
  if (new URLSearchParams(location.search).has("panel")) document.documentElement.classList.add("panel");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  if (window.matchMedia("(max-width: 760px)").matches) contents.open = false;

  function decode(text) {
    try { return decodeURIComponent(text); } catch { return text; } // a stray % is no escape
  }

  function show() {
    let position = clauses.findIndex((clause) => clause.id === decode(location.hash.slice(1)));
    at.textContent = position < 0 ? "" : `${at.dataset.label}: ${clauses[position].dataset.address}`;
    at.title = at.textContent;
    const original = document.querySelector("a.shown"); // the pages with this clause marked, where there are pictures
    if (original) {
      const clause = position < 0 ? "" : `?clause=${encodeURIComponent(clauses[position].id)}#mark`;
      original.href = original.dataset.base + clause;
    }
    const listed = new Map(links.map((link) => [decode(link.hash.slice(1)), link]));
    while (position >= 0 && !listed.has(clauses[position].id)) position -= 1;
    links.forEach((link) => link.removeAttribute("aria-current"));
    if (position < 0) return;
    const link = listed.get(clauses[position].id);
    link.setAttribute("aria-current", "location");
    contents.scrollTop += link.getBoundingClientRect().top - contents.getBoundingClientRect().top - 150;
  }
  window.addEventListener("hashchange", show);
  show();
})();
