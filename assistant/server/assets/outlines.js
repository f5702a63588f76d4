"use strict";
// The frame of a document to be written: headings and cited clauses of the conversation, chosen by ticking, as a Word file.
(() => {
  const { make, button, fill } = window.policyAssistant.elements;
  const words = JSON.parse(document.querySelector("meta[name=pa-words]").content);
  const { api } = JSON.parse(document.querySelector("meta[name=pa-editing]").content);
  const KINDS = ["report", "proposal", "plan", "letter"];

  // The answers that cite something, each with its question and its clauses, each clause once.
  function found() {
    let asked = "";
    const answers = [];
    for (const each of document.querySelectorAll("#pa-chat .pa-question, #pa-chat .pa-answer:not(.pa-partial)")) {
      if (each.matches(".pa-question")) { asked = each.textContent.trim(); continue; }
      const clauses = new Map();
      for (const link of each.querySelectorAll(".pa-source a.pa-open")) {
        const [, name, clause] = /\/documents\/([^/#?]+)#(.+)$/.exec(link.href) ?? [];
        if (!name) continue;
        const quote = link.closest(".pa-source").querySelector("blockquote")?.textContent.trim() ?? "";
        clauses.set(link.href, { document: decodeURIComponent(name), clause: decodeURIComponent(clause), title: link.title, quote });
      }
      if (clauses.size) answers.push({ answer: each, question: asked, clauses: [...clauses.values()] });
    }
    return answers;
  }

  function group({ question, clauses }, number, chosen) {
    const heading = make("input", { type: "text", maxLength: 300, value: question.replace(/[\s?.!]+$/, ""), autocomplete: "off" });
    const boxes = clauses.map((clause) => {
      const box = make("input", { type: "checkbox", checked: chosen });
      const label = make("label", {}, box, make("span", {}, make("strong", { textContent: clause.title }), clause.quote ? make("span", { className: "pa-edit-soft", textContent: clause.quote }) : null));
      return { box, label, clause };
    });
    const section = make("section", {}, make("label", { className: "pa-outline-heading" }, make("span", { textContent: fill(words.outline_heading, { number }) }), heading),
      ...boxes.map((each) => each.label));
    const read = () => ({ heading: heading.value.trim(), clauses: boxes.filter(({ box }) => box.checked).map(({ clause }) => ({ document: clause.document, clause: clause.clause })) });
    return { section, read };
  }

  async function save(body) {
    const answer = await fetch(`${api}outlines`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(String(answer.status));
    const address = URL.createObjectURL(await answer.blob());
    const link = make("a", { href: address, download: "khung-van-ban.docx" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  function open(from) {
    document.querySelector(".pa-outline")?.remove();
    const dialog = make("dialog", { className: "pa-edit-dialog pa-outline" });
    const kind = make("select", {}, ...KINDS.map((name) => make("option", { value: name, textContent: words[`outline_${name}`] })));
    const subject = make("input", { type: "text", maxLength: 500, autocomplete: "off" });
    const groups = found().map((each, place) => group(each, place + 1, each.answer === from));
    const problem = make("p", { className: "pa-edit-bad", aria: { role: "alert" } });
    const download = button(words.outline_download, async () => {
      const parts = groups.map((each) => each.read()).filter((part) => part.clauses.length);
      problem.textContent = parts.length ? "" : words.outline_none;
      if (!parts.length) return;
      try {
        await save({ kind: kind.value, subject: subject.value, parts });
        window.policyAssistant.announce(words.outline_made);
        dialog.close();
      } catch { problem.textContent = words.outline_failed; }
    }, "pa-edit-first");
    dialog.append(make("header", {}, make("h2", { id: "pa-outline-title", textContent: words.outline_title }), button(words.close, () => dialog.close())),
      make("p", { className: "pa-edit-soft", textContent: words.outline_hint }),
      make("div", { className: "pa-edit-card" }, make("label", {}, make("span", { textContent: words.outline_kind }), kind), make("label", {}, make("span", { textContent: words.outline_subject }), subject)),
      ...groups.map((each) => each.section), make("div", { className: "pa-outline-foot" }, problem, make("p", { className: "pa-edit-row" }, download)));
    dialog.setAttribute("aria-labelledby", "pa-outline-title");
    dialog.addEventListener("close", () => { dialog.remove(); from.querySelector(".pa-as summary")?.focus(); });
    from.closest(".gradio-container").append(dialog); // where the page's colours and type are
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  document.addEventListener("click", (event) => {
    const chosen = event.target.closest(".pa-as-outline");
    if (!chosen) return;
    chosen.closest("details").open = false;
    open(chosen.closest(".pa-answer"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector(".pa-outline[open]")) event.stopImmediatePropagation(); // it closes the dialog alone
  }, true);
})();
