"use strict";
// Lets the heads of tables sort their rows: numbers as numbers, days as days, words in the order of the alphabet.
(() => {
  const words = JSON.parse(document.querySelector("meta[name=pa-words]").content);
  const alphabet = new Intl.Collator("vi", { numeric: true }); // of the documents, whatever language the page speaks

  // 1.234,5 -> 1234.5; 15/9/2025 -> 20250915; null where no number stands
  function amount(text) {
    const day = text.match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/);
    if (day) return Number(day[3]) * 10000 + Number(day[2]) * 100 + Number(day[1]);
    const found = text.match(/\d+(?:\.\d{3})*(?:,\d+)?/);
    return found ? Number(found[0].replaceAll(".", "").replace(",", ".")) : null;
  }

  function sort(table, column, head) {
    const body = table.tBodies[0];
    const ascending = head.getAttribute("aria-sort") !== "ascending";
    const byNumber = /pa-column-(number|level|due|period)/.test(head.className);
    const rows = [...body.rows].map((row) => {
      const text = row.cells[column].innerText.trim();
      return { row, text, number: byNumber ? amount(text) : null };
    });
    rows.sort((a, b) => {
      if (!a.text || !b.text) return !a.text - !b.text; // what is empty stands last either way
      const order = a.number !== null && b.number !== null && a.number !== b.number
        ? a.number - b.number : alphabet.compare(a.text, b.text);
      return ascending ? order : -order;
    });
    body.append(...rows.map(({ row }) => row));
    table.querySelectorAll("th[aria-sort]").forEach((each) => each.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  }

  function dress(table) {
    table.dataset.dressed = "yes";
    // On a phone the rows become cards; the roles keep the table what it is.
    table.setAttribute("role", "table");
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.title = words.sort.replace("{name}", head.textContent);
      button.addEventListener("click", () => sort(table, column, head));
      head.replaceChildren(button);
    });
  }

  new MutationObserver(() => {
    document.querySelectorAll("table.pa-register:not([data-dressed])").forEach(dress);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
