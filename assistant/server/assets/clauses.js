"use strict";
// Opens documents in place: a clause in a panel beside the page (a sheet on a phone), a whole document in its tab.
// The address of the page says which clause is open: ?nguon=DOCUMENT/CLAUSE opens it again.
(() => {
  const words = JSON.parse(document.querySelector("meta[name=pa-words]").content);
  const PARAMETER = "nguon";
  let panel = null;
  let opener = null;
  let reading = null; // the document in the frame of the tab
  let choose = null; // what is said there before one is chosen

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  // "documents/hue-1002#ii.2" or its absolute form -> {id, clause}
  function target(address) {
    const url = new URL(address, document.baseURI);
    const found = url.pathname.match(/\/documents\/([^/]+)$/);
    if (!found || url.origin !== location.origin) return null;
    return { id: decodeURIComponent(found[1]), clause: decodeURIComponent(url.hash.slice(1)) };
  }

  function addressOf({ id, clause }, query = "") {
    return `documents/${encodeURIComponent(id)}${query}${clause ? `#${encodeURIComponent(clause)}` : ""}`;
  }

  function permalink({ id, clause }) {
    const url = new URL(location.href);
    url.searchParams.set(PARAMETER, clause ? `${id}/${clause}` : id);
    url.hash = "";
    return url;
  }

  function build() {
    const title = make("h2", { id: "pa-panel-title" });
    const alone = make("a", { className: "pa-panel-alone", target: "_blank", textContent: words.alone });
    const link = make("button", { type: "button", className: "pa-panel-link", textContent: words.link });
    const close = make("button", { type: "button", className: "pa-panel-close", textContent: words.close });
    const frame = make("iframe", { title: words.panel });
    panel = make("aside", { id: "pa-panel", hidden: true },
      make("header", {}, title, make("p", {}, alone, link, close)), frame);
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-labelledby", "pa-panel-title");
    document.body.append(panel);
    close.addEventListener("click", hide);
    link.addEventListener("click", async () => {
      await window.policyAssistant.copy(location.href);
      link.textContent = words.copied;
      setTimeout(() => { link.textContent = words.link; }, 2000);
    });
    frame.addEventListener("load", () => {
      // Escape closes the panel from within the document as well.
      frame.contentWindow.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
      const shown = frame.contentDocument.querySelector(".clause:target");
      if (shown) shown.scrollIntoView({ block: "center" });
    });
  }

  function show(place, label, from) {
    if (!panel) build();
    opener = from;
    const query = "?panel=1";
    const frame = panel.querySelector("iframe");
    panel.querySelector("h2").textContent = label || words.panel;
    panel.querySelector(".pa-panel-alone").href = addressOf(place);
    panel.hidden = false;
    document.documentElement.classList.add("pa-panel-open");
    // replace() keeps the back button for the page itself
    const next = new URL(addressOf(place, query), document.baseURI).href;
    const frameAt = frame.contentWindow && frame.contentWindow.location.href;
    if (frameAt === next) frame.contentDocument.querySelector(".clause:target")?.scrollIntoView({ block: "center" });
    else frame.contentWindow.location.replace(next);
    history.replaceState(null, "", permalink(place));
    panel.querySelector(".pa-panel-close").focus({ preventScroll: true });
  }

  function hide() {
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    document.documentElement.classList.remove("pa-panel-open");
    const url = new URL(location.href);
    url.searchParams.delete(PARAMETER);
    history.replaceState(null, "", url);
    if (opener && opener.isConnected) opener.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) hide();
  });

  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab is wanted
    const link = event.target.closest("a.pa-marker, a.pa-open, a.pa-document");
    const place = link && target(link.href);
    if (!place) return;
    event.preventDefault();
    event.stopPropagation();
    if (link.matches("a.pa-document")) read(link, place);
    else show(place, link.title || link.textContent, link);
  }, true);

  // The tab of the documents: the chosen one in the frame beside the list; on a phone in the sheet.
  function read(link, place) {
    const holder = document.querySelector("#pa-reader .pa-frame");
    if (!holder?.offsetParent) {
      show(place, link.textContent, link);
      return;
    }
    document.querySelectorAll("a.pa-document[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    let frame = holder.querySelector("iframe");
    if (!frame) {
      choose ??= holder.firstElementChild;
      frame = make("iframe", { title: words.frame });
      holder.replaceChildren(frame);
    }
    reading = place.id;
    frame.contentWindow.location.replace(new URL(addressOf(place, "?frame=1"), document.baseURI).href);
  }

  // The list was written anew: what it does not have any more is not read on, what may have changed is loaded again.
  function follow() {
    const links = [...document.querySelectorAll("#pa-documents a.pa-document")];
    if (!reading || !links.length || links.some((each) => each.hasAttribute("aria-current"))) return;
    const holder = document.querySelector("#pa-reader .pa-frame");
    const link = links.find((each) => target(each.href)?.id === reading);
    link?.setAttribute("aria-current", "true");
    if (link) holder.querySelector("iframe").contentWindow.location.reload();
    else {
      reading = null;
      holder.replaceChildren(choose);
    }
  }
  new MutationObserver(follow).observe(document.documentElement, { childList: true, subtree: true });

  const asked = new URLSearchParams(location.search).get(PARAMETER);
  if (asked) {
    const [id, ...clause] = asked.split("/");
    show({ id, clause: clause.join("/") }, "", null);
  }
})();
