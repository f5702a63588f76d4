"use strict";
// What the page does beside Gradio: its language, Enter while a Vietnamese input method composes, links that ask,
// copying an answer, saying aloud what changes, and saying in its own language that the server is gone.
(() => {
  const words = JSON.parse(document.querySelector("meta[name=pa-words]").content);
  document.documentElement.lang = document.querySelector("meta[name=pa-language]").content;

  // Telex and VNI finish a syllable with Enter or while it is held: this Enter must not send.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
  }, true);

  // What changes is said in a line of its own: the conversation itself is too long to be read out again.
  const status = Object.assign(document.createElement("p"), { id: "pa-status" });
  status.setAttribute("role", "status");
  document.body.append(status);
  function announce(text) { if (status.textContent !== text) status.textContent = text; }

  let questions = 0;
  let settled = 0;
  let working = false;
  let led = false; // a link or an example asked the last question: it goes away, and with it the focus

  function focusOn(part) {
    const at = document.activeElement;
    if (!led || !part || (at && at !== document.body && !at.matches(".pa-question"))) return;
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  }

  // What was typed stays in its field until it is asked; what was typed meanwhile stays.
  function empty(asked) {
    const field = document.querySelector("#pa-question textarea");
    if (field?.value.trim() && spaced(field.value) === spaced(asked)) write("#pa-question textarea", "");
  }

  function spaced(text) { return text.split(/\s+/).filter(Boolean).join(" "); }

  const log = () => document.querySelector("#pa-chat .bubble-wrap");
  // How far the last question stands below the top of the conversation, in pixels.
  function above() {
    const last = [...document.querySelectorAll("#pa-chat .pa-question")].at(-1)?.closest(".message-row");
    return last ? last.getBoundingClientRect().top - log().getBoundingClientRect().top - 8 : 0;
  }

  // What comes late below the conversation takes room from it: whoever saw its end sees it still, as far as the question stays in sight.
  let height = 0;
  function keepEnd() {
    const shown = log();
    if (!shown) return;
    const { scrollHeight, scrollTop, clientHeight } = shown;
    if (clientHeight < height && scrollHeight - scrollTop - height < 8) shown.scrollTop += above() > 0 ? above() : scrollHeight;
    height = clientHeight;
  }

  // A new question goes to the top of the conversation and stays there until its answer is complete, unless somebody scrolls.
  function follow() {
    const shown = document.querySelectorAll("#pa-chat .pa-question");
    if (shown.length > questions || (shown.length && document.querySelector("#pa-chat .pa-working"))) empty(shown[shown.length - 1].textContent);
    if (shown.length > questions || (settled && document.querySelector("#pa-chat .pa-working"))) settled = performance.now() + 800;
    if (shown.length && performance.now() < settled) {
      if (shown.length > questions) focusOn(shown[shown.length - 1]);
      requestAnimationFrame(() => { log().scrollTop += above(); });
    }
    questions = shown.length;
    document.documentElement.classList.toggle("pa-talking", shown.length > 0);
  }

  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) document.addEventListener(kind, (event) => { if (event.target.closest?.("#pa-chat")) settled = 0; }, { passive: true });

  function tell() {
    const now = document.querySelector("#pa-chat .pa-working") !== null;
    if (now === working) return;
    working = now;
    const answers = document.querySelectorAll("#pa-chat .pa-answer:not(.pa-partial)");
    const last = answers[answers.length - 1];
    const sources = last ? last.querySelectorAll(".pa-source").length : 0;
    if (working) announce(words.working);
    else if (document.querySelector("#pa-chat .message-row:last-of-type .pa-stopped")) announce(words.stopped);
    else if (last?.classList.contains("pa-talk")) announce(last.innerText.trim());
    else announce(window.policyAssistant.elements.fill(words.answered, { count: sources }));
    document.querySelectorAll("#pa-chat [role=log]").forEach((log) => log.setAttribute("aria-busy", String(working)));
    if (working) return;
    focusOn(document.querySelector("#pa-chat .message-row:last-of-type :is(.pa-answer, .pa-error)"));
    led = false;
  }

  // What Gradio leaves unnamed, or names in English.
  function name() {
    document.querySelectorAll("#pa-chat [role=log]").forEach((log) => {
      if (log.getAttribute("aria-label") === words.conversation) return;
      log.setAttribute("aria-label", words.conversation);
      log.setAttribute("aria-live", "off");
    });
    document.querySelectorAll("#pa-chat .example[aria-label]").forEach((button) => button.removeAttribute("aria-label"));
    // As the name of a message it takes the whole of its HTML.
    document.querySelectorAll("#pa-chat [data-testid=bot][aria-label], #pa-chat [data-testid=user][aria-label]")
      .forEach((message) => message.removeAttribute("aria-label"));
    document.querySelectorAll("#pa-tabs [role=tablist]:not([aria-label])").forEach((list) => list.setAttribute("aria-label", words.tabs));
    document.querySelectorAll("#pa-chat .examples[role=list]").forEach((list) => list.removeAttribute("role")); // of buttons
    // Its sanitiser sends every link to a new tab.
    document.querySelectorAll("a.pa-switch[target], a.pa-file[target], a.pa-export[target]").forEach((link) => link.removeAttribute("target"));
    document.querySelectorAll(".pa-wire:not([inert])").forEach((wire) => { wire.inert = true; });
    document.querySelectorAll("#pa-scope > button").forEach((button) => {
      const open = String(button.classList.contains("open"));
      if (button.getAttribute("aria-expanded") !== open) button.setAttribute("aria-expanded", open);
    });
  }

  // Filters: what nothing was chosen in bounds nothing, and says so. On a phone they open on request.
  function dressFilters() {
    document.querySelectorAll(".pa-filters .wrap-inner input[role=combobox]").forEach((field) => {
      const hint = field.closest(".wrap-inner").querySelector(".token") ? "" : words.all;
      if (field.placeholder !== hint) field.placeholder = hint;
    });
    document.querySelectorAll("#pa-tabs [role=tabpanel] .pa-filters:not([data-dressed])").forEach((filters) => {
      filters.dataset.dressed = "yes";
      if (filters.closest("#pa-scope")) return;
      const toggle = Object.assign(document.createElement("button"), { type: "button", className: "pa-filters-toggle", textContent: words.filters });
      toggle.setAttribute("aria-expanded", "false");
      toggle.addEventListener("click", () => toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") === "false")));
      filters.before(toggle);
    });
  }

  // Gradio finds a choice by its very letters. What was typed without diacritics, and is in none of the choices, gets those of
  // the first choice that holds it, as an input method would give them.
  const choices = new WeakMap(); // all that a field offers, seen before something is typed into it
  document.addEventListener("beforeinput", ({ target: field }) => {
    if (!field.matches?.(".pa-filters input[role=combobox]") || (field.value && choices.has(field))) return;
    const listed = [...field.closest(".block").querySelectorAll("[role=option]")].map((option) => option.ariaLabel.normalize("NFC"));
    if (listed.length) choices.set(field, listed);
  }, true);
  document.addEventListener("input", (event) => {
    const field = event.target;
    const offered = choices.get(field);
    if (!offered || event.isComposing) return;
    const { fold } = window.policyAssistant.elements;
    const typed = field.value.normalize("NFC").toLowerCase();
    if (!typed || offered.some((choice) => choice.toLowerCase().includes(typed))) return;
    const meant = offered.find((choice) => fold(choice).includes(fold(typed)));
    const from = meant ? fold(meant).indexOf(fold(typed)) : -1;
    if (from >= 0) setValue(field, meant.slice(from, from + typed.length)); // before Gradio reads it
  }, true);

  // Says by a shade that there is more below or beside what is in sight.
  function cue() {
    const shown = log();
    const talking = document.querySelector("#pa-chat .pa-question");
    shown?.closest("#pa-chat").classList.toggle("pa-more-below", Boolean(talking) && shown.scrollHeight - shown.scrollTop - shown.clientHeight > 24);
    document.querySelectorAll("#pa-onward .pa-next ul, #pa-chat .pa-text .pa-table").forEach((list) =>
      list.classList.toggle("pa-more-right", list.scrollWidth - list.scrollLeft - list.clientWidth > 8));
  }
  document.addEventListener("scroll", cue, true);
  window.addEventListener("resize", cue);

  // The conversation takes what the window leaves beside all that stands above and below it.
  function fit() {
    const chat = document.querySelector("#pa-chat");
    const foot = document.querySelector("#pa-foot");
    if (!chat?.offsetHeight || !foot) return;
    const rest = foot.getBoundingClientRect().bottom + scrollY - chat.offsetHeight + 8;
    document.documentElement.style.setProperty("--pa-rest", `${Math.ceil(rest)}px`);
  }
  function room() {
    document.documentElement.style.setProperty("--pa-notice", `${document.querySelector("gradio-app").offsetTop}px`);
    fit();
  }
  const sizes = new ResizeObserver(fit);
  const heights = new ResizeObserver(keepEnd);
  function watchSizes() {
    if (log() && !log().dataset.watched) {
      log().dataset.watched = "yes";
      heights.observe(log());
    }
    document.querySelectorAll(":is(#pa-head, #pa-scope, #pa-onward, #pa-ask, #pa-foot):not([data-watched])").forEach((part) => {
      part.dataset.watched = "yes";
      sizes.observe(part);
    });
  }

  // What was understood gets its choices when one of its chips is opened: few are, and each choice is tried.
  document.addEventListener("toggle", (event) => {
    const chip = event.target;
    if (!chip.open || !chip.matches?.("#pa-chat .pa-chip") || !chip.querySelector(".pa-waits")) return;
    const reference = chip.closest(".pa-answer").querySelector(".pa-feedback").name;
    write("#pa-meant textarea, #pa-meant input", `${reference} ${Date.now()}`);
  }, true);
  function offer() {
    const sent = document.querySelector("#pa-choices .pa-choices");
    const answer = sent && document.querySelector(`#pa-chat .pa-feedback[name="${CSS.escape(sent.title)}"]`)?.closest(".pa-answer");
    answer?.querySelectorAll(".pa-understood > .pa-chip:not(.pa-scope)").forEach((chip, n) => {
      const found = sent.querySelectorAll("ul")[n];
      if (found) chip.querySelector(".pa-waits")?.replaceWith(found.cloneNode(true));
    });
  }

  // A file that was made on request is fetched at once; the link stays for those whose browser asks first.
  let fetched = null;
  function fetchFile() {
    const link = document.querySelector("#pa-file a.pa-file");
    if (!link || link.href === fetched) return;
    fetched = link.href;
    link.click();
  }

  // Gradio says in English that the server is gone and never finds it again: the route that it asks is closed.
  const KEPT = "pa-kept"; // the typed question, over the reload
  const GONE = "pa-gone"; // hides what Gradio says
  function lose() {
    const toast = [...document.querySelectorAll("[data-testid=toast-text]")].find((text) => /^Connection /.test(text.textContent));
    if (!toast || document.documentElement.classList.contains(GONE)) return;
    document.documentElement.classList.add(GONE);
    tellLost();
  }

  // Whoever has closed the notice and asks on is told again: without a reload nothing is answered.
  function asks(event) {
    const sends = event.type === "click" ? "#pa-send, #pa-chat .example, a.pa-alone, a.pa-again" : "#pa-question textarea";
    if (!document.documentElement.classList.contains(GONE) || (event.key ?? "Enter") !== "Enter" || !event.target.closest?.(sends)) return;
    if (!document.querySelector("#pa-lost")) tellLost();
  }
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, asks, true);

  function tellLost() {
    const text = Object.assign(document.createElement("p"), { textContent: words.lost });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words.reconnect });
    const notice = Object.assign(document.createElement("div"), { id: "pa-lost" });
    notice.setAttribute("role", "alert");
    const close = Object.assign(document.createElement("button"), { type: "button", className: "pa-lost-close", textContent: words.close });
    close.addEventListener("click", () => {
      notice.remove();
      room();
      document.querySelector("#pa-question textarea")?.focus();
    });
    notice.append(text, button, close);
    document.body.prepend(notice); // above the page and not over it
    room();
    button.addEventListener("click", async () => {
      button.disabled = true;
      text.textContent = words.reconnecting;
      try {
        const answer = await fetch("page/page.js", { cache: "no-store", signal: AbortSignal.timeout(10000) });
        if (!answer.ok) throw new Error(String(answer.status));
        sessionStorage.setItem(KEPT, document.querySelector("#pa-question textarea")?.value ?? "");
        location.reload();
      } catch {
        text.textContent = words.stillLost;
        button.disabled = false;
        button.focus();
      }
    });
  }

  new MutationObserver(() => { follow(); tell(); name(); dressFilters(); watchSizes(); cue(); offer(); fetchFile(); lose(); })
    .observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "aria-label"] });

  function setValue(field, text) { // past Svelte's own property
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
  }

  function write(selector, text) {
    const field = document.querySelector(selector);
    setValue(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return field;
  }

  function ask(question, alone, index = "") {
    document.querySelector("#pa-tabs [role=tab]")?.click();
    write("#pa-linked textarea, #pa-linked input", JSON.stringify({ question, alone, index, at: Date.now() }));
  }

  document.addEventListener("click", (event) => {
    document.querySelectorAll("#pa-chat :is(.pa-chip, .pa-menu)[open]").forEach((chip) => {
      if (!chip.contains(event.target)) chip.open = false; // its list floats over the page
    });
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab is wanted
    const link = event.target.closest("a.pa-again, a.pa-alone, a.pa-edit");
    if (link?.matches(":not(.pa-edit)") || event.target.closest("#pa-chat .example")) led = true;
    if (!link) return;
    event.preventDefault();
    const question = new URL(link.href).searchParams.get("hoi");
    if (link.matches(".pa-edit")) write("#pa-question textarea", question).focus();
    else ask(question, link.matches(".pa-alone"));
  }, true);

  document.addEventListener("keydown", (event) => {
    const chip = event.key === "Escape" && document.activeElement?.closest("#pa-chat :is(.pa-chip, .pa-menu)[open]");
    if (chip) { chip.open = false; chip.querySelector("summary").focus(); }
  });

  const kept = sessionStorage.getItem(KEPT);
  if (kept !== null) {
    const waiting = setInterval(() => {
      if (!document.querySelector("#pa-question textarea") || !document.querySelector("#pa-chat :is(.example, .pa-question)")) return;
      clearInterval(waiting);
      sessionStorage.removeItem(KEPT);
      write("#pa-question textarea", kept);
    }, 100);
  }

  // ?hoi=QUESTION asks it once the page is there; &chi-muc=INDEX: as a link to an answer, made when that was the index.
  const asked = new URLSearchParams(location.search).get("hoi");
  const askedOf = new URLSearchParams(location.search).get("chi-muc") ?? "";
  if (asked) {
    const waiting = setInterval(() => {
      if (!document.querySelector("#pa-linked textarea, #pa-linked input") || !document.querySelector("#pa-chat .example")) return;
      clearInterval(waiting);
      const url = new URL(location.href);
      url.searchParams.delete("hoi");
      url.searchParams.delete("chi-muc");
      history.replaceState(null, "", url);
      ask(asked, true, askedOf);
    }, 100);
  }

  // The answer, and its sources as officials cite them: from the innermost division to the document.
  function asText(answer) {
    const text = answer.querySelector(".pa-text").cloneNode(true);
    text.querySelectorAll(".pa-run summary").forEach((summary) => summary.remove());
    text.style.cssText = "position: absolute; left: -9999px; width: 60rem";
    document.body.append(text); // innerText is that of what is laid out
    const lines = [text.innerText.replace(/\n{3,}/g, "\n\n").trim()];
    text.remove();
    for (const note of answer.querySelectorAll(".pa-note")) lines.push(note.innerText.trim());
    const sources = [...answer.querySelectorAll(".pa-source")];
    if (sources.length) lines.push("", answer.querySelector(".pa-sources-title").innerText.trim());
    for (const source of sources) {
      const cite = source.querySelector(".pa-cite").cloneNode(true);
      cite.querySelector("span").remove();
      const press = source.closest(".pa-from").querySelector(".pa-press");
      lines.push(`${source.querySelector(".pa-number").textContent.trim()} ${cite.textContent.trim()}${press ? ` (${press.textContent})` : ""}`);
      const quote = source.querySelector("blockquote");
      if (quote) lines.push(`“${quote.innerText.trim() || quote.textContent.trim()}”`);
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

  window.policyAssistant = { copy, write, announce };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".pa-copy, .pa-copy-cite, a.pa-link");
    if (!button || (button.matches("a") && (event.ctrlKey || event.metaKey || event.shiftKey))) return;
    if (button.matches("a")) event.preventDefault();
    await copy(button.matches("a") ? button.href : button.value || asText(button.closest(".pa-answer")));
    const before = button.textContent;
    button.textContent = words.copied;
    announce(words.copied);
    setTimeout(() => { button.textContent = before; }, 2000);
  });
})();
