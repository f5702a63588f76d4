"use strict";
// What the page does beside Gradio: its language, Enter while a Vietnamese input method composes, copying an answer.
(() => {
  const words = JSON.parse(document.querySelector("meta[name=pa-words]").content);
  const { copied, conversation } = words;
  document.documentElement.lang = document.querySelector("meta[name=pa-language]").content;

  // Telex and VNI finish a syllable with Enter or while it is held: this Enter must not send.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
  }, true);

  // A new question goes to the top of the conversation. Its answer comes in pieces, so this is done for a moment.
  let questions = 0;
  let settled = 0;
  new MutationObserver(() => {
    const shown = document.querySelectorAll("#pa-chat .pa-question");
    if (shown.length > questions) settled = performance.now() + 800;
    if (shown.length && performance.now() < settled) {
      const log = shown[0].closest(".bubble-wrap");
      const last = shown[shown.length - 1].closest(".message-row");
      requestAnimationFrame(() => {
        log.scrollTop += last.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
      });
    }
    questions = shown.length;
    // Gradio names these in English; the examples say what they are by themselves.
    document.querySelectorAll("#pa-chat [role=log]").forEach((log) => {
      if (log.getAttribute("aria-label") !== conversation) log.setAttribute("aria-label", conversation);
    });
    document.querySelectorAll("#pa-chat .example[aria-label]").forEach((button) => button.removeAttribute("aria-label"));
  }).observe(document.documentElement, { childList: true, subtree: true });

  function asText(answer) {
    const lines = [answer.querySelector(".pa-text").innerText.trim()];
    for (const note of answer.querySelectorAll(".pa-note")) lines.push(note.innerText.trim());
    const sources = [...answer.querySelectorAll(".pa-source")];
    if (sources.length) lines.push("", answer.querySelector(".pa-sources-title").innerText.trim());
    for (const source of sources) {
      lines.push(source.querySelector("summary").innerText.trim());
      lines.push(`“${source.querySelector("blockquote").textContent.trim()}”`);
    }
    return lines.join("\n");
  }

  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea"); // pages without HTTPS have no clipboard
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  window.policyAssistant = { copy };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".pa-copy");
    if (!button) return;
    await copy(asText(button.closest(".pa-answer")));
    const before = button.textContent;
    button.textContent = copied;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
})();
