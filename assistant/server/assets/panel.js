"use strict";
// The conversation in the widget's frame: asks over the API, reads the events, shows text as text.
(() => {
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const { words } = settings;
  const log = document.getElementById("log");
  const welcome = document.getElementById("welcome");
  const status = document.getElementById("status");
  const form = document.getElementById("ask");
  const question = document.getElementById("question");
  const send = document.getElementById("send");
  const MARKERS = /\[(\d+)\]|\*\*([^*]+)\*\*/g;
  let history = [];
  let running = null; // what stops the answer under way

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // An answer: paragraphs, items, tables, bold words and markers. All else stays the text that it is.

  function address(source) {
    return source.url.startsWith("/documents/") ? source.url.slice(1) : "documents/"; // relative: a proxy may add a path
  }

  function name(source) {
    return settings.titles[source.document_id] || source.document_title;
  }

  function link(source, text, kind) {
    const attributes = { href: address(source), target: "_blank", rel: "noopener", class: kind };
    const place = `${name(source)}, ${source.address}`;
    return element("a", { ...attributes, title: place, "aria-label": `${text} ${place}` }, text);
  }

  function inline(text, sources) {
    const parts = [];
    let from = 0;
    for (const found of text.matchAll(MARKERS)) {
      parts.push(text.slice(from, found.index));
      from = found.index + found[0].length;
      if (found[2]) parts.push(element("strong", {}, found[2]));
      else parts.push(sources.has(found[1]) ? link(sources.get(found[1]), found[0], "marker") : found[0]);
    }
    parts.push(text.slice(from));
    return parts;
  }

  function cells(line) {
    return line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
  }

  function table(lines, sources) {
    const row = (line, kind) => element("tr", {}, ...cells(line).map((cell) => element(kind, {}, ...inline(cell, sources))));
    const [head, , ...rows] = lines;
    const made = element("table", {}, element("thead", {}, row(head, "th")), element("tbody", {}, ...rows.map((line) => row(line, "td"))));
    made.querySelectorAll("th").forEach((cell) => cell.setAttribute("scope", "col"));
    return element("div", { class: "scroll", tabindex: "0" }, made);
  }

  function block(text, sources) {
    const lines = text.split("\n");
    if (lines.length > 1 && lines[0].startsWith("|") && /^\|[\s:|-]+$/.test(lines[1])) return [table(lines, sources)];
    const made = [];
    for (const line of lines) {
      const last = made[made.length - 1];
      if (line.startsWith("- ")) {
        const item = element("li", {}, ...inline(line.slice(2), sources));
        if (last?.tagName === "UL") last.append(item); else made.push(element("ul", {}, item));
      } else if (last?.tagName === "P") {
        last.append(element("br", {}), ...inline(line, sources));
      } else {
        made.push(element("p", {}, ...inline(line, sources)));
      }
    }
    return made;
  }

  function body(text, sources) {
    const blocks = text.split(/\n{2,}/).filter((part) => part.trim());
    return element("div", { class: "text" }, ...blocks.flatMap((part) => block(part, sources)));
  }

  function listed(citations) {
    const items = citations.map((source) => {
      const summary = element("summary", {}, `[${source.number}] `, element("strong", {}, name(source)), `, ${source.address}`);
      if (source.tier === "press") summary.append(" · ", element("span", { class: "press" }, words.press));
      const quote = source.quote.trim().replace(/\n\s*\n/g, "\n");
      return element("li", {}, element("details", {}, summary, element("blockquote", {}, quote)), link(source, words.open, "open"));
    });
    return element("div", { class: "sources" }, element("h2", {}, words.sources), element("ol", {}, ...items));
  }

  function show(place, text, citations, answer) {
    const sources = new Map(citations.map((source) => [String(source.number), source]));
    const parts = [body(text, sources)];
    for (const warning of answer?.warnings || []) parts.push(element("p", { class: "note" }, `${words.note}: ${warning}`));
    if (answer && citations.length) parts.push(listed(citations));
    const unsaid = answer?.abstained && answer.abstention_reason !== "wrong_premise"; // "Không.", as the documents say it
    if (unsaid || answer?.outcome === "possible") place.classList.add("abstained");
    place.replaceChildren(...parts);
  }

  // After an answer: what is thought of it, and the questions that lead on.

  async function post(path, body) {
    const response = await fetch(`api/v1/answers/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw (await response.json()).error;
    return response.json();
  }

  function verdicts(request) {
    const told = element("span", { class: "label" }, words.feedback);
    const place = element("div", { class: "verdicts" }, told);
    const buttons = Object.entries(words.verdicts).map(([verdict, text]) => element("button", { type: "button", value: verdict }, text));
    let said = "comment";
    async function say(verdict, comment) {
      try {
        await post(`${request}/feedback`, { verdict, comment });
        told.textContent = words.thanks;
      } catch {
        told.textContent = words.unheard;
        buttons.forEach((each) => each.removeAttribute("aria-pressed"));
      }
      status.textContent = told.textContent; // read out
    }
    function write() {
      place.querySelector("form")?.remove();
      const field = element("textarea", { rows: "2", maxlength: "2000", placeholder: words.comment_hint });
      const asked = element("form", {}, element("label", {}, words.comment, field), element("button", {}, words.send_comment));
      asked.addEventListener("submit", (event) => {
        event.preventDefault();
        if (!field.value.trim()) { field.focus(); return; }
        say(said, field.value);
        asked.remove();
        buttons[0].focus();
      });
      place.append(asked);
      field.focus();
    }
    place.addEventListener("click", ({ target }) => {
      if (!buttons.includes(target)) return;
      if (target.value !== "comment") {
        said = target.value;
        buttons.forEach((each) => each.setAttribute("aria-pressed", String(each === target)));
        say(said, "");
      }
      if (target.value !== "right") write();
      else place.querySelector("form")?.remove();
    });
    place.append(...buttons);
    return place;
  }

  async function leadOn(request, place) {
    const asked = history.map((turn) => turn.standalone_question);
    const { questions } = await post(`${request}/suggestions`, { asked }).catch(() => ({ questions: [] }));
    document.querySelectorAll(".next").forEach((each) => each.remove());
    if (!questions.length || place !== log.lastElementChild || !place.isConnected) return;
    const items = questions.map((text) => element("li", {}, element("button", { type: "button", class: "suggestion" }, text)));
    place.append(element("div", { class: "next" }, element("p", { class: "label" }, `${words.next}:`), element("ul", {}, ...items)));
  }

  function scrollTo(shown) { // the log alone: scrollIntoView would move the frame, too
    log.scrollTop += shown.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
  }

  // Asking.

  async function* events(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      text += value || "";
      const blocks = text.split(/\r?\n\r?\n/);
      text = blocks.pop();
      for (const lines of blocks.map((part) => part.split(/\r?\n/))) {
        const field = (key) => lines.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2));
        const data = field("data").join("\n");
        if (data) yield { name: field("event")[0], data: JSON.parse(data) }; // what has none is a ping
      }
      if (done) return;
    }
  }

  function explain(error) {
    if (error?.code === "switched_off") return error.message;
    return words.errors[error?.code] || words.errors.other;
  }

  async function read(asked, place, signal) {
    const response = await fetch("api/v1/ask", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify({
        question: asked,
        history,
        places: settings.places,
        documents: settings.documents,
        language: settings.language,
      }),
      signal,
    });
    if (response.status === 401) { location.reload(); return; } // to sign in
    if (!response.ok) throw (await response.json()).error;
    let text = "";
    const citations = [];
    let complete = false;
    const known = response.headers.get("X-Request-ID"); // the answer, to the server
    for await (const { name: event, data } of events(response)) {
      if (event === "error") throw data.error;
      if (event === "sentence") {
        text += data.added;
        citations.push(...data.new_citations);
        show(place, text, citations);
      } else if (event === "done") {
        show(place, data.text, data.citations, data);
        if (known && data.outcome !== "talk") place.append(verdicts(known));
        history = [...history, { question: asked, standalone_question: data.standalone_question }].slice(-settings.history_turns);
        complete = true;
        if (known && settings.leads_on && data.outcome !== "talk") leadOn(known, place);
      }
    }
    if (!complete) throw null; // the connection broke
  }

  async function ask(asked) {
    welcome.hidden = true;
    document.querySelectorAll(".next").forEach((each) => each.remove());
    const place = element("div", { class: "answer", "aria-busy": "true" });
    const shown = element("div", { class: "question" }, element("span", { class: "unseen" }, `${words.question}: `), asked);
    log.append(shown, place);
    scrollTo(shown);
    running = new AbortController();
    send.textContent = words.stop;
    status.textContent = words.working;
    try {
      await read(asked, place, running.signal);
      status.textContent = "";
    } catch (error) {
      status.textContent = "";
      place.classList.add("failure");
      const stopped = running.signal.aborted;
      place.append(element("p", {}, stopped ? words.stopped : explain(error)));
    } finally {
      place.setAttribute("aria-busy", "false"); // now it is read out
      send.textContent = words.send;
      running = null;
      scrollTo(shown);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (running) { running.abort(); return; }
    const asked = question.value.trim();
    if (!asked) return;
    question.value = "";
    question.focus();
    ask(asked);
  });

  question.addEventListener("keydown", (event) => {
    // Telex and VNI finish a syllable with Enter, or while it is held: this Enter must not send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (!running) form.requestSubmit();
  });

  log.addEventListener("click", (event) => {
    if (event.target.classList.contains("suggestion") && !running) {
      question.focus();
      ask(event.target.textContent);
    }
  });

  document.getElementById("restart").addEventListener("click", () => {
    running?.abort();
    history = [];
    log.replaceChildren(welcome);
    welcome.hidden = false;
    question.focus();
  });

  // The portal around us: one origin, which the server has been told of.

  const given = new URLSearchParams(location.search);
  const asking = given.get("parent");
  const parentOrigin = window.parent !== window && (asking === location.origin || settings.parents.includes(asking)) ? asking : null;

  function tell(type) {
    if (parentOrigin) window.parent.postMessage({ type: `policy-assistant:${type}` }, parentOrigin);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && event.keyCode !== 229) tell("close");
  });
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== parentOrigin) return;
    if (event.data?.type === "policy-assistant:focus") question.focus();
  });

  const colour = given.get("color");
  if (/^[0-9a-f]{6}$/.test(colour)) {
    const [red, green, blue] = colour.match(/../g).map((part) => parseInt(part, 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    const { style } = document.documentElement;
    style.setProperty("--accent", `#${colour}`);
    style.setProperty("--on-accent", 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff");
  }
  tell("ready");
})();
