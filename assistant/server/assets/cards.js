"use strict";
// What the parts for editors share: their sentences, and the card of a document as a form.
(() => {
  const { make, button, fill, shownDay } = window.policyAssistant.elements;
  const { words } = JSON.parse(document.querySelector("meta[name=pa-editing]").content);
  const DAYS = ["date", "effective", "expires"];
  const ORDER = ["title", "short_title", "kind", "number", "issuer", "date", "signer", "signer_office", "place", "status", ...DAYS.slice(1), "seen_by"];
  const WIDE = ["title", "short_title", "seen_by"];

  const say = (key, values = {}) => fill(words[key] ?? key, values);
  const label = (name) => words[`field_${name}`] ?? name;
  // A value as it is shown: days as officials write them.
  const shown = (name, value) => (DAYS.includes(name) ? shownDay(value) : value) ?? "";

  // A day as officials type it, "12/3/2027", as it is kept: "2027-03-12"; what is no day is left for the server to refuse.
  function readDay(typed) {
    const found = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/.exec(typed);
    return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : typed;
  }

  // The fields of a card. `read()` gives those that were changed; an empty field means that the document has none.
  function cardForm(card, corrected = [], takeBack = null) {
    const fields = {};
    const grid = make("div", { className: "pa-edit-card" });
    for (const name of ORDER.filter((each) => each in card)) {
      const field = name === "title" ? make("textarea", { rows: 2 }) : make("input", { type: "text" });
      Object.assign(field, { name, value: shown(name, card[name]), maxLength: 1000, autocomplete: "off" });
      if (DAYS.includes(name)) field.placeholder = words.day;
      if (name === "status") field.setAttribute("list", "pa-statuses");
      fields[name] = field;
      const mark = corrected.includes(name) ? make("em", { textContent: ` (${words.corrected})` }) : null;
      const wrap = make("div", { className: WIDE.includes(name) ? "pa-edit-wide" : "" }, make("label", {}, make("span", {}, label(name), mark), field));
      if (mark && takeBack) wrap.append(button(words.take_back, () => takeBack(name), "pa-edit-link"));
      grid.append(wrap);
    }
    const read = () => Object.fromEntries(Object.entries(fields)
      .filter(([name, field]) => field.value.trim() !== shown(name, card[name]))
      .map(([name, field]) => [name, (DAYS.includes(name) ? readDay(field.value.trim()) : field.value.trim()) || null]));
    return { grid, read };
  }

  window.policyAssistant.cards = { words, say, label, shown, cardForm };
})();
