"use strict";
// Puts a button on a portal's page that opens the assistant in a frame. It needs of the page's policy only that
// script-src and frame-src name our origin: styles come from a constructed sheet inside a shadow root, nothing is
// written as HTML, and nothing is left in the page's scope.
(() => {
  const script = document.currentScript || document.querySelector('script[src$="/widget.js"]');
  if (!script || document.querySelector("[data-policy-assistant]")) return;

  const base = new URL(".", script.src); // with the path of a proxy, where there is one
  const options = { ...script.dataset };
  const language = options.language === "en" ? "en" : "vi";
  const words = {
    vi: {
      label: "Hỏi đáp chính sách", title: "Trợ lý hỏi đáp chính sách", close: "Đóng",
      failed: "Chưa mở được trợ lý ở đây.", full: "Mở trợ lý trong thẻ mới",
    },
    en: {
      label: "Ask about policy", title: "Policy assistant", close: "Close",
      failed: "The assistant did not open here.", full: "Open it in a new tab",
    },
  }[language];
  const title = options.title || words.title;
  const FAILED_AFTER = 10000; // ms
  const STYLE = `
:host {
  all: initial; position: fixed; z-index: var(--policy-assistant-z-index, 2147483000);
  bottom: var(--policy-assistant-bottom, 20px); right: var(--policy-assistant-side, 20px);
  font: 16px/1.4 var(--policy-assistant-font, "Segoe UI", Roboto, "Noto Sans", Arial, "DejaVu Sans", sans-serif);
  --color: var(--policy-assistant-color, #0b57a4);
}
:host([data-position="left"]) { right: auto; left: var(--policy-assistant-side, 20px); }
@media print { :host { display: none; } }
* { box-sizing: border-box; font: inherit; }
button { cursor: pointer; border: 0; }
button:focus-visible, a:focus-visible { outline: 3px solid #fff; outline-offset: -5px; box-shadow: 0 0 0 3px #111; }
.launcher {
  display: flex; align-items: center; gap: 8px; min-height: 48px; padding: 10px 18px; border-radius: 24px;
  background: var(--color); color: var(--on-color, #fff); font-weight: 700; box-shadow: 0 2px 10px rgb(0 0 0 / 35%);
}
svg { width: 22px; height: 22px; flex: none; fill: currentcolor; }
dialog {
  position: absolute; inset: auto 0 60px auto; margin: 0; padding: 0; overflow: hidden; flex-direction: column;
  width: min(var(--policy-assistant-width, 420px), calc(100vw - 40px));
  height: min(var(--policy-assistant-height, 640px), calc(100vh - 110px));
  border: 1px solid #8892a0; border-radius: 12px; background: #fff; color: #1b1f24; box-shadow: 0 8px 32px rgb(0 0 0 / 35%);
}
:host([data-position="left"]) dialog { inset: auto auto 60px 0; }
dialog[open] { display: flex; }
.head { display: flex; align-items: center; flex: none; background: var(--color); color: var(--on-color, #fff); }
h2 { flex: 1; margin: 0; padding: 8px 16px; font-weight: 700; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.close { display: grid; place-items: center; width: 48px; height: 48px; background: none; color: inherit; }
iframe { flex: 1; width: 100%; border: 0; background: #fff; }
.failed { margin: 0; padding: 16px; }
[hidden] { display: none; }
@media (max-width: 480px) {
  dialog, :host([data-position="left"]) dialog {
    position: fixed; inset: 0; width: 100%; height: 100%; max-width: none; max-height: none; border: 0; border-radius: 0;
  }
}`;
  const CHAT = "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm3 5v2h10V8zm0 4v2h7v-2z";
  const CROSS = "M5 6.4 6.4 5 12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4 6.4 19 5 17.6 10.6 12z";

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function icon(path) {
    const space = "http://www.w3.org/2000/svg";
    const made = document.createElementNS(space, "svg");
    made.setAttribute("viewBox", "0 0 24 24");
    made.setAttribute("aria-hidden", "true");
    made.append(document.createElementNS(space, "path"));
    made.firstChild.setAttribute("d", path);
    return made;
  }

  const host = element("div", { "data-policy-assistant": "" });
  if (options.position === "left") host.setAttribute("data-position", "left");
  if (options.color && CSS.supports("color", options.color)) host.style.setProperty("--policy-assistant-color", options.color);
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const launcher = element(
    "button",
    { type: "button", class: "launcher", "aria-expanded": "false", "aria-controls": "panel", "aria-haspopup": "dialog" },
    icon(CHAT), element("span", {}, options.label || words.label),
  );
  const close = element("button", { type: "button", class: "close", "aria-label": words.close, title: words.close }, icon(CROSS));
  const full = element("a", { href: base.href, target: "_blank", rel: "noopener" }, words.full);
  const failed = element("p", { class: "failed", role: "alert", hidden: "" }, words.failed, " ", full);
  const panel = element(
    "dialog", { id: "panel", "aria-labelledby": "title" },
    element("div", { class: "head" }, element("h2", { id: "title" }, title), close), failed,
  );
  root.append(launcher, panel);

  const narrow = matchMedia("(max-width: 480px)");
  let frame = null;
  let ready = false;

  // The colour as the browser understands it, and black or white on it, whichever is easier to read.
  function hex(color) {
    const parts = (color.match(/[\d.]+/g) || []).slice(0, 3).map((part) => Math.round(Number(part)));
    return parts.map((part) => part.toString(16).padStart(2, "0")).join("");
  }

  function readableOn(code) {
    const [red, green, blue] = code.match(/../g).map((part) => parseInt(part, 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
  }

  function createFrame() {
    const address = new URL("widget", base);
    const given = {
      parent: location.origin, language, color: hex(getComputedStyle(launcher).backgroundColor), theme: options.theme,
      places: options.places, documents: options.documents,
    };
    for (const [name, value] of Object.entries(given)) if (value) address.searchParams.set(name, value);
    const made = element("iframe", { src: address.href, title, allow: "clipboard-write" });
    setTimeout(() => { failed.hidden = ready; }, FAILED_AFTER);
    return made;
  }

  function focusQuestion() {
    frame.focus();
    frame.contentWindow.postMessage({ type: "policy-assistant:focus" }, base.origin);
  }

  function open() {
    if (!frame) {
      frame = createFrame();
      panel.append(frame);
    }
    if (narrow.matches) panel.showModal(); else panel.show(); // either moves the focus to the close button
    launcher.setAttribute("aria-expanded", "true");
    if (ready) focusQuestion();
  }

  function shut() {
    panel.close();
    launcher.setAttribute("aria-expanded", "false");
    launcher.focus();
  }

  launcher.addEventListener("click", () => { if (panel.open) shut(); else open(); });
  close.addEventListener("click", shut);
  panel.addEventListener("cancel", (event) => { event.preventDefault(); shut(); });
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); shut(); } });
  narrow.addEventListener("change", () => { if (panel.open) { panel.close(); open(); } });
  window.addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== base.origin) return;
    if (event.data?.type === "policy-assistant:ready") {
      ready = true;
      failed.hidden = true;
      if (panel.open && root.activeElement) focusQuestion(); // unless the user has gone elsewhere meanwhile
    } else if (event.data?.type === "policy-assistant:close" && panel.open) {
      shut();
    }
  });

  function place() {
    document.body.append(host);
    host.style.setProperty("--on-color", readableOn(hex(getComputedStyle(launcher).backgroundColor)));
  }
  if (document.body) place(); else document.addEventListener("DOMContentLoaded", place);
})();
