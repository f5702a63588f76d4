"use strict";
// What the parts for editors share: their sentences, and the card of a document as a form.
(() => {
  const { make, button, fill, shownDay } = window.policyAssistant.elements;
  const { words, kinds } = JSON.parse(document.querySelector("meta[name=pa-editing]").content);
  const DAYS = ["date", "effective", "expires"];
  const ORDER = ["title", "short_title", "kind", "number", "issuer", "date", "signer", "signer_office", "place", "status", ...DAYS.slice(1), "seen_by"];
  const WIDE = ["title", "short_title", "seen_by"];

  const say = (key, values = {}) => fill(words[key] ?? key, values);
  const label = (name) => words[`field_${name}`] ?? name;
  // A value as it is shown: days as officials write them, kinds as words of the page's language.
  const shown = (name, value) => (DAYS.includes(name) ? shownDay(value) : name === "kind" ? kinds[value] ?? value : value) ?? "";

  // A day as officials type it, "12/3/2027", as it is kept: "2027-03-12"; null for what is no day.
  function readDay(typed) {
    const found = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/.exec(typed);
    const day = found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : typed;
    const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00Z` : NaN);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null; // 31 February is 3 March elsewhere
  }

  function readField(name, typed) {
    if (!typed) return null;
    if (DAYS.includes(name)) return readDay(typed);
    return (name === "kind" && Object.keys(kinds).find((kept) => kinds[kept] === typed)) || typed;
  }

  let count = 0; // of the places for problems, over all forms

  // The fields of a card. `read()` gives those that were changed; an empty field means that the document has none. `refuses()`
  // says below each field that holds no day what a day is, leads to the first, and tells whether there is one.
  function cardForm(card, corrected = [], takeBack = null) {
    const fields = {};
    const problems = {};
    const grid = make("div", { className: "pa-edit-card" });
    for (const name of ORDER.filter((each) => each in card)) {
      const field = name === "title" ? make("textarea", { rows: 2 }) : make("input", { type: "text" });
      Object.assign(field, { name, value: shown(name, card[name]), maxLength: 1000, autocomplete: "off" });
      if (DAYS.includes(name)) field.placeholder = words.day;
      if (name === "status") field.setAttribute("list", "pa-statuses");
      fields[name] = field;
      const mark = corrected.includes(name) ? make("em", { textContent: ` (${words.corrected})` }) : null;
      const problem = DAYS.includes(name) ? make("p", { id: `pa-wrong-${++count}`, className: "pa-edit-bad", aria: { role: "alert" } }) : null;
      if (problem) field.setAttribute("aria-describedby", problem.id);
      problems[name] = problem;
      const wrap = make("div", { className: WIDE.includes(name) ? "pa-edit-wide" : "" }, make("label", {}, make("span", {}, label(name), mark), field), problem);
      if (mark && takeBack) wrap.append(button(words.take_back, () => takeBack(name), "pa-edit-link"));
      grid.append(wrap);
    }
    const typed = (name) => fields[name].value.trim();
    const changed = () => Object.keys(fields).filter((name) => typed(name) !== shown(name, card[name]));
    const read = () => Object.fromEntries(changed().map((name) => [name, readField(name, typed(name))]));
    function refuses() {
      const days = DAYS.filter((name) => name in fields);
      const wrong = changed().filter((name) => days.includes(name) && typed(name) && !readDay(typed(name)));
      for (const name of days) {
        problems[name].textContent = wrong.includes(name) ? say("wrong_day", { field: label(name), typed: typed(name) }) : "";
        fields[name].setAttribute("aria-invalid", String(wrong.includes(name)));
      }
      if (!wrong.length) return false;
      const fold = grid.closest("details");
      if (fold) fold.open = true;
      fields[wrong[0]].focus();
      return true;
    }
    return { grid, read, refuses };
  }

  window.policyAssistant.cards = { words, say, label, shown, cardForm };
})();
