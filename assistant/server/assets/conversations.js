"use strict";
// Keeps the conversations of whoever sits here: listed, found, named, deleted, given out as text. In this browser alone, or on the
// server where its settings say so, which gives them to nobody else.
// What the server answered comes packed (server/page/keeping.py) and goes back to it when a conversation is opened again.
(() => {
  const words = JSON.parse(document.querySelector("meta[name=pa-words]").content);
  const OPEN = "pa-conversation"; // of this tab: the id of the conversation that is shown
  const OFF = "pa-keep-nothing";
  const MOST = 200; // conversations
  const PART = 40000; // bytes of what goes back at once
  const day = new Intl.DateTimeFormat(document.documentElement.lang === "vi" ? "vi-VN" : "en-GB", { dateStyle: "short", timeStyle: "short" });
  const linked = new URLSearchParams(location.search).has("hoi"); // page.js takes it from the address once it has asked
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("pa-conversations") : null;

  const { call, fill, fold, me } = window.policyAssistant.elements;
  let place = null; // where they are kept
  let all = [];
  let open = sessionStorage.getItem(OPEN);
  let deleted = []; // the last ones, to be taken back
  let left = null; // the id of the one among them that was shown
  let sought = "";

  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function finish(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  function inBrowser(database) {
    const store = (mode) => database.transaction("conversations", mode).objectStore("conversations");
    return {
      all: () => finish(store("readonly").getAll()),
      put: (conversation) => finish(store("readwrite").put(conversation)),
      goOn: (conversation) => finish(store("readwrite").put(conversation)),
      rename: (conversation) => finish(store("readwrite").put(conversation)),
      drop: ({ id }) => finish(store("readwrite").delete(id)),
      none: words.keptNone,
      on: words.keptOn,
    };
  }

  function onServer(days) {
    const send = ({ id, title }, turn) => call(`conversations/${encodeURIComponent(id)}/turns`, { title, turn });
    return {
      all: async () => (await call("conversations")).conversations,
      put: async (conversation) => { for (const turn of conversation.turns) await send(conversation, turn); }, // as they followed
      goOn: (conversation) => send(conversation, conversation.turns.at(-1)),
      rename: ({ id, title }) => call(`conversations/${encodeURIComponent(id)}/title`, { title }),
      drop: ({ id }) => call(`conversations/${encodeURIComponent(id)}/delete`, {}),
      none: fill(words.keptNoneServer, { days }),
      on: words.keptOnServer,
    };
  }

  async function load() {
    all = (await place.all()).sort((one, other) => other.at - one.at);
    render();
  }

  async function change(work) {
    try { await work(); } catch { window.policyAssistant.announce(words.keptFailed); }
    await load();
    channel?.postMessage("changed");
  }

  async function drop(conversations) {
    deleted = conversations;
    left = conversations.some((each) => each.id === open) ? open : null;
    if (left) document.querySelector("#pa-new")?.click();
    await change(() => Promise.all(conversations.map((each) => place.drop(each))));
    window.policyAssistant.announce(fill(words.keptDeleted, { count: conversations.length }));
  }

  async function takeBack() {
    const [back, shown] = [deleted, left];
    deleted = [];
    await change(() => Promise.all(back.map((each) => place.put(each))));
    const again = all.find((each) => each.id === shown);
    if (again && !open && !document.querySelector("#pa-chat .pa-question")) reopen(again); // else something else goes on
  }

  function show(id) {
    open = id;
    if (id) sessionStorage.setItem(OPEN, id); else sessionStorage.removeItem(OPEN);
    render();
  }

  // A new answer: kept in the conversation that is shown, or as the first of a new one.
  const taken = new Set();
  async function keep() {
    const said = document.querySelector("#pa-kept .pa-kept");
    if (!said || !place || localStorage.getItem(OFF)) return;
    const turn = JSON.parse(said.title);
    if (taken.has(turn.reference)) return;
    taken.add(turn.reference);
    const known = all.find((each) => each.id === open);
    const conversation = known ?? { id: crypto.randomUUID?.() ?? String(Math.random()), title: turn.question.slice(0, 120), turns: [] };
    conversation.turns.push({ ...turn, at: Date.now() });
    conversation.at = Date.now();
    if (!known) show(conversation.id);
    await change(() => place.goOn(conversation));
    if (all.length > MOST) await drop(all.slice(MOST));
  }

  // A kept conversation goes back to the server in parts; the next one when the last one was taken.
  let waiting = null; // { name, parts, panel }
  function reopen(conversation) {
    const parts = [[]];
    for (const { question, alone, packed } of conversation.turns) {
      const turn = { question, alone, packed };
      if (new Blob([JSON.stringify([...parts.at(-1), turn])]).size > PART && parts.at(-1).length) parts.push([]);
      parts.at(-1).push(turn);
    }
    show(conversation.id);
    waiting = { parts, first: true };
    sendPart();
  }

  function sendPart() {
    const name = `${open}/${Date.now()}/${waiting.parts.length}`;
    window.policyAssistant.write("#pa-restored textarea, #pa-restored input",
      JSON.stringify({ name, first: waiting.first, turns: waiting.parts.shift() }));
    waiting = { ...waiting, name, first: false };
  }

  function acknowledge() {
    if (!waiting || document.querySelector("#pa-kept .pa-taken")?.title !== waiting.name) return;
    if (waiting.parts.length) sendPart(); else waiting = null;
  }

  function asText(conversation) {
    const turns = conversation.turns.map((turn, n) => `${words.question} ${n + 1}: ${turn.question}\n\n${turn.text}\n`);
    return `${conversation.title}\n${day.format(conversation.at)}\n\n${turns.join("\n")}`;
  }

  function download(conversation) {
    const url = URL.createObjectURL(new Blob(["\ufeff", asText(conversation)], { type: "text/plain" }));
    const name = fold(conversation.title).replace(/[^a-z0-9]+/g, "-").slice(0, 60) || "hoi-dap";
    make("a", { href: url, download: `${name}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  function rename(conversation, item) {
    const field = make("input", { type: "text", value: conversation.title, maxLength: 120, ariaLabel: words.keptName });
    let finished = false; // taking the field away blurs it
    const done = (save) => {
      if (finished) return;
      finished = true;
      const title = field.value.trim();
      field.remove();
      if (save && title && title !== conversation.title) change(() => place.rename({ ...conversation, title })); else render();
    };
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter") done(true);
      if (event.key === "Escape") { event.stopPropagation(); done(false); }
    });
    field.addEventListener("blur", () => done(true));
    item.replaceChildren(field);
    field.focus();
    field.select();
  }

  function entry(conversation) {
    const title = make("button", { type: "button", className: "pa-conversation", title: conversation.title },
      make("span", { textContent: conversation.title }), make("small", { textContent: day.format(conversation.at) }));
    if (conversation.id === open) title.setAttribute("aria-current", "true");
    const item = make("li");
    const action = (name, act) => {
      const button = make("button", { type: "button", textContent: name });
      button.addEventListener("click", act);
      return make("li", {}, button);
    };
    const more = make("summary", { textContent: "⋯", ariaLabel: words.keptMore.replace("{name}", conversation.title) });
    const menu = make("details", {}, more, make("ul", {},
      action(words.keptRename, () => rename(conversation, item)),
      action(words.keptExport, () => { menu.open = false; download(conversation); }),
      action(words.keptDelete, () => drop([conversation]))));
    title.addEventListener("click", () => { reopen(conversation); drawer(false); });
    item.append(title, menu);
    return item;
  }

  function button(text, className, act) {
    const made = make("button", { type: "button", className, textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  function list() {
    const wanted = fold(sought);
    const found = all.filter((each) => fold([each.title, ...each.turns.flatMap((turn) => [turn.question, turn.text])].join(" ")).includes(wanted));
    if (!all.length) return make("p", { className: "pa-kept-note", textContent: place.none });
    if (!found.length) return make("p", { className: "pa-kept-note", textContent: words.keptNotFound });
    return make("ul", { className: "pa-kept-items" }, ...found.map(entry));
  }

  function render() {
    const holder = document.querySelector("#pa-conversations .pa-kept-list");
    if (!holder || !place || !document.querySelector("#pa-foot")) return; // parts of the page come one after the other
    if (holder.querySelector("li > input")) return; // a name is being typed
    if (!holder.querySelector(".pa-kept-shown")) build(holder);
    holder.querySelector(".pa-kept-shown").replaceChildren(list());
    const undo = holder.querySelector(".pa-kept-undo");
    undo.replaceChildren();
    if (deleted.length) {
      undo.append(fill(words.keptDeleted, { count: deleted.length }), " ",
        button(words.keptUndo, "", takeBack));
    }
    holder.querySelector("input[type=search]").hidden = all.length < 2;
    holder.querySelector(".pa-kept-all").hidden = all.length < 2;
    document.querySelector("#pa-drawer").textContent = words.keptShort.replace("{count}", all.length);
  }

  function build(holder) {
    const search = make("input", { type: "search", placeholder: words.keptSearch, ariaLabel: words.keptSearch });
    search.addEventListener("input", () => { sought = search.value; render(); });
    const on = make("input", { type: "checkbox", checked: !localStorage.getItem(OFF) });
    on.addEventListener("change", () => { if (on.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "yes"); });
    holder.replaceChildren(
      make("div", { className: "pa-kept-head" }, make("h2", { textContent: words.keptTitle }), button("×", "pa-kept-close", () => drawer(false))),
      button(`+ ${words.fresh}`, "pa-kept-new", () => { document.querySelector("#pa-new").click(); drawer(false); document.querySelector("#pa-question textarea").focus(); }),
      search,
      make("div", { className: "pa-kept-shown" }),
      make("p", { className: "pa-kept-undo" }),
      make("div", { className: "pa-kept-foot" }, make("label", {}, on, " ", place.on),
        button(words.keptDeleteAll, "pa-kept-all", () => drop(all))),
    );
    holder.querySelector(".pa-kept-close").ariaLabel = words.close;
    const opener = make("button", { type: "button", id: "pa-drawer" });
    opener.addEventListener("click", () => drawer(true));
    opener.setAttribute("aria-controls", "pa-conversations");
    document.querySelector("#pa-foot").append(opener);
  }

  // Where there is no room beside the conversation, the list lies over it.
  function drawer(shown) {
    const before = document.documentElement.classList.contains("pa-drawer-open");
    document.documentElement.classList.toggle("pa-drawer-open", shown);
    document.querySelector("#pa-drawer")?.setAttribute("aria-expanded", String(shown));
    if (shown) document.querySelector(".pa-kept-close").focus();
    else if (before) document.querySelector("#pa-drawer").focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    const menu = document.activeElement?.closest("#pa-conversations details[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); } else drawer(false);
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("#pa-conversations details[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    if (event.target.closest("#pa-new")) show(null);
    const outside = !event.target.closest("#pa-conversations, #pa-drawer");
    if (outside && document.documentElement.classList.contains("pa-drawer-open")) drawer(false);
  });

  new MutationObserver(() => { keep(); acknowledge(); if (!document.querySelector(".pa-kept-shown")) render(); })
    .observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["title"] });

  (async () => {
    try {
      const { conversations_days: days } = await me;
      if (days) place = onServer(days);
      else {
        const opening = indexedDB.open("policy-assistant", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("conversations", { keyPath: "id" });
        place = inBrowser(await finish(opening));
      }
      await load();
    } catch {
      place = null;
      return; // what keeps nothing: the page works as before
    }
    channel?.addEventListener("message", load);
    const shown = all.find((each) => each.id === open);
    if (!shown || linked) { show(null); return; }
    const ready = setInterval(() => {
      if (!document.querySelector("#pa-restored textarea, #pa-restored input") || !document.querySelector("#pa-chat .example")) return;
      clearInterval(ready);
      reopen(shown);
    }, 100);
  })();
})();
