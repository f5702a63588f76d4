"use strict";
// What can be done with an answer: shown in short or in full, taken as a paragraph, as a table, as a Word file with footnotes.
(() => {
  const words = JSON.parse(document.querySelector("meta[name=pa-words]").content);
  const SHORT = "pa-short"; // whether long answers are shown in short
  const FIRST = 3; // items or rows of a short answer

  const parts = (answer) => [...answer.querySelectorAll(".pa-text li, .pa-text tbody tr")];

  function shorten(answer, short) {
    answer.classList.toggle("pa-brief", short);
    parts(answer).forEach((part, n) => { part.hidden = short && n >= FIRST; });
    const toggle = answer.querySelector(".pa-shorten");
    toggle.textContent = short ? words.full.replace("{count}", parts(answer).length - FIRST) : words.shortened;
    toggle.setAttribute("aria-expanded", String(!short));
  }

  function dress(answer) {
    answer.dataset.dressed = "yes";
    if (parts(answer).length < 2 * FIRST) return;
    const toggle = Object.assign(document.createElement("button"), { type: "button", className: "pa-shorten pa-tool" });
    toggle.addEventListener("click", () => {
      const short = !answer.classList.contains("pa-brief");
      if (short) localStorage.setItem(SHORT, "yes"); else localStorage.removeItem(SHORT);
      shorten(answer, short);
    });
    answer.querySelector(".pa-text").after(toggle);
    shorten(answer, localStorage.getItem(SHORT) !== null);
  }

  // The words without markers; each marker's citation, as officials write it, in brackets behind the sentence.
  function asParagraph(answer) {
    const cites = new Map([...answer.querySelectorAll(".pa-source")].map((source) => {
      const cite = source.querySelector(".pa-cite").cloneNode(true);
      cite.querySelector("span").remove();
      return [source.querySelector(".pa-number").textContent.trim(), cite.textContent.trim()];
    }));
    const text = answer.querySelector(".pa-text").cloneNode(true);
    text.querySelectorAll(".pa-run").forEach((run) => run.remove()); // the sentences below cite each by itself
    text.querySelectorAll(".pa-marker").forEach((marker) => {
      const cite = cites.get(marker.textContent.trim());
      marker.replaceWith(cite ? `{{${cite[0].toLowerCase()}${cite.slice(1)}}}` : "");
    });
    const blocks = [...text.querySelectorAll(".pa-p, li, tbody tr")].filter((block) => !block.querySelector(".pa-p, li"));
    const sentences = blocks.map((block) => (block.matches("tr") ? rowInWords(block) : block.textContent).replace(/\s+/g, " ").trim())
      .map((line) => line.replace(/\s*([.;]?)\s*((?:\{\{[^{}]*\}\}\s*)+)/g, // "90%. [1] [2]" becomes "90% (…; …)."
        (_, stop, found) => ` (${[...found.matchAll(/\{\{([^{}]*)\}\}/g)].map((each) => each[1]).join("; ")})${stop}${/\s$/.test(found) && !stop ? " " : ""}`))
      .filter(Boolean).map((line) => (/[.:;!?]$/.test(line.trim()) ? line.trim() : `${line.trim()}.`));
    return [...sentences, ...notes(answer)].join(" ");
  }

  const notes = (answer) => [...answer.querySelectorAll(".pa-note")].map((note) => note.textContent.trim());

  // "Tỉ lệ …, đến năm 2030: Huế đạt trên 80%; Cần Thơ đạt 90%; …": the sides are named where there are several.
  function rowInWords(row) {
    const heads = [...row.closest("table").tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const told = [...row.cells].map((cell, n) => ({ head: heads[n], stated: cell.querySelector("strong") !== null, text: cell.textContent.trim() }));
    const first = told.findIndex((cell) => cell.stated);
    if (first < 1) { // that it has no figure is no part of a sentence, its clause is
      const stated = told.map((cell) => (cell.text.startsWith(words.qualitative) ? cell.text.slice(words.qualitative.length).trim() : cell.text));
      return stated.filter(Boolean).join(", ").replaceAll(", {{", " {{");
    }
    const several = told.filter((cell) => cell.stated).length > 1;
    const rest = told.slice(first).filter((cell) => cell.text).map((cell) => (cell.stated && several ? `${cell.head} ${cell.text}` : cell.text));
    return `${told.slice(0, first).map((cell) => cell.text).join(", ")}: ${rest.join("; ")}`;
  }

  // Rows of cells: those of the tables, else an item and its source in each.
  function asRows(answer) {
    const clean = (node) => {
      const made = node.cloneNode(true);
      made.querySelectorAll(".pa-marker, .pa-run").forEach((marker) => marker.remove());
      return made.textContent.replace(/\s+/g, " ").trim();
    };
    const tables = [...answer.querySelectorAll(".pa-text .pa-table")];
    if (tables.length) {
      return tables.flatMap((table, n) => { // of several each below the words that lead to it
        const lead = table.previousElementSibling;
        const above = [...(n ? [[""]] : []), ...(tables.length > 1 && lead ? [[clean(lead)]] : [])];
        return [...above, ...[...table.querySelectorAll("tr")].map((row) => [...row.cells].map(clean))];
      });
    }
    const numbers = (item) => [...item.querySelectorAll(".pa-marker")].map((marker) => marker.title).join("; ");
    return [...answer.querySelectorAll(".pa-text li")].map((item) => [clean(item), numbers(item)]);
  }

  async function copyTable(rows) {
    const text = rows.map((row) => row.join("\t")).join("\n");
    const table = document.createElement("table");
    for (const row of rows) { const line = table.insertRow(); for (const cell of row) line.insertCell().textContent = cell; }
    if (!navigator.clipboard?.write || !window.ClipboardItem) return window.policyAssistant.copy(text);
    const as = (type, written) => [type, new Blob([written], { type })];
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries([as("text/plain", text), as("text/html", table.outerHTML)]))]);
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".pa-as-paragraph, .pa-as-table, .pa-as-word");
    if (!button) return;
    const answer = button.closest(".pa-answer");
    button.closest("details").open = false;
    if (button.matches(".pa-as-word")) {
      window.policyAssistant.write("#pa-wanted textarea, #pa-wanted input", `${button.value} ${Date.now()}`);
      return;
    }
    const rows = () => [...asRows(answer), ...notes(answer).map((note) => [note])];
    await (button.matches(".pa-as-table") ? copyTable(rows()) : window.policyAssistant.copy(asParagraph(answer)));
    window.policyAssistant.announce(words.copied);
    const summary = answer.querySelector(".pa-as summary");
    const before = summary.textContent;
    summary.textContent = words.copied;
    setTimeout(() => { summary.textContent = before; }, 2000);
  });

  new MutationObserver(() => {
    document.querySelectorAll("#pa-chat .pa-answer:not(.pa-partial):not([data-dressed])").forEach(dress);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
