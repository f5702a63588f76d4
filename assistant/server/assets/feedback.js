"use strict";
// Says what somebody thinks of an answer: right, wrong, a source is missing, or in words of their own.
(() => {
  const words = JSON.parse(document.querySelector("meta[name=pa-words]").content);
  let waiting = null; // the tools of the answer that the server has not replied about yet

  function say(reference, verdict, comment, tools) {
    const said = { reference, verdict, comment, at: Date.now() }; // by `at` the server's reply is known
    waiting = { tools, at: String(said.at) };
    window.policyAssistant.write("#pa-said textarea, #pa-said input", JSON.stringify(said));
  }

  function form(tools, reference, verdict) {
    tools.parentElement.querySelector(".pa-comment")?.remove();
    const made = document.createElement("form");
    made.className = "pa-comment";
    const label = document.createElement("label");
    const field = Object.assign(document.createElement("textarea"), { rows: 2, maxLength: 2000, placeholder: words.commentHint });
    const send = Object.assign(document.createElement("button"), { type: "submit", className: "pa-tool", textContent: words.sendComment });
    label.append(words.comment, field);
    made.append(label, send);
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!field.value.trim()) { field.focus(); return; }
      say(reference, verdict, field.value, tools);
      made.remove();
    });
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      made.remove();
      tools.querySelector("[value=comment]").focus();
    });
    tools.after(made);
    field.focus({ preventScroll: true });
    made.scrollIntoView({ block: "nearest" }); // the button to send it, too
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.pa-feedback");
    if (!button) return;
    const tools = button.closest(".pa-tools");
    const verdict = button.value;
    if (verdict !== "comment") {
      tools.querySelectorAll(".pa-feedback").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
      say(button.name, verdict, "", tools);
    }
    if (verdict === "wrong" || verdict === "missing") form(tools, button.name, verdict);
    else if (verdict === "comment") {
      const pressed = tools.querySelector(".pa-feedback[aria-pressed=true]");
      form(tools, button.name, pressed ? pressed.value : "comment");
    }
  });

  new MutationObserver(() => {
    const heard = document.querySelector("#pa-heard .pa-thanks, #pa-heard .pa-unheard");
    if (!heard || !waiting || heard.title !== waiting.at) return;
    const { tools } = waiting;
    waiting = null;
    tools.querySelector(".pa-verdicts .pa-label").textContent = heard.textContent;
    window.policyAssistant.announce(heard.textContent);
    if (heard.matches(".pa-unheard")) tools.querySelectorAll("[aria-pressed]").forEach((each) => each.removeAttribute("aria-pressed"));
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["title"] });
})();
