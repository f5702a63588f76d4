"use strict";
// What the parts of the page that are made by scripts share: elements, sentences with placeholders, days, and calls of the HTTP interface.
(() => {
  const { api } = JSON.parse(document.querySelector("meta[name=pa-editing]").content);
  const language = document.querySelector("meta[name=pa-language]").content;

  // "{count:duty|duties}" is "1 duty" or "3 duties", as assistant/messages/counts.py has it.
  function fill(sentence, values = {}) {
    return Object.entries(values).reduce((text, [name, value]) => text
      .replace(new RegExp(`\\{${name}:([^{}|]+)\\|([^{}|]+)\\}`, "g"), (_, one, several) => `${value} ${String(value) === "1" ? one : several}`)
      .replaceAll(`{${name}}`, () => value), sentence);
  }

  function make(tag, properties = {}, ...children) {
    const { aria, ...own } = properties;
    const element = Object.assign(document.createElement(tag), own);
    for (const [name, value] of Object.entries(aria ?? {})) element.setAttribute(name === "role" ? name : `aria-${name}`, value);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  function button(text, work, kind = "") {
    const made = make("button", { type: "button", className: `pa-edit-button ${kind}`, textContent: text });
    made.addEventListener("click", async () => {
      made.disabled = true; // nothing is sent twice
      try { await work(made); } finally { made.disabled = false; }
    });
    return made;
  }

  async function call(path, body) {
    const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    let answer;
    try { answer = await fetch(api + path, { cache: "no-store", ...options }); } catch { throw { code: "lost" }; }
    const given = await answer.json().catch(() => ({}));
    if (!answer.ok) throw given.error ?? { code: "other" };
    return given;
  }

  function shownDay(day) {
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? "");
    if (!found) return day;
    return language === "vi" ? `${found[3]}/${found[2]}/${found[1]}`
      : new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  }

  function shownTime(at) {
    return new Date(at).toLocaleString(language === "vi" ? "vi-VN" : "en-GB", { dateStyle: "short", timeStyle: "short" });
  }

  // Text as it is compared: without diacritics, in small letters.
  const fold = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/gi, "d").replace(/\s+/g, " ").toLowerCase();

  // Who may change documents, also looks after the assistant; asked once.
  const me = call("me").catch(() => ({ edits: false })); // whoever may not ask is told so by the page

  window.policyAssistant.elements = { make, button, fill, call, me, fold, shownDay, shownTime };
})();
