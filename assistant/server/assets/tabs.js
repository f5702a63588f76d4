"use strict";
// Tabs by keyboard, after the ARIA pattern: one of them takes part in the order of Tab; arrows, Home and End open the others.
// Those for which there is no room stand in a menu of Gradio's, which the order of Tab leads to.
(() => {
  const words = JSON.parse(document.querySelector("meta[name=pa-words]").content);
  const tabs = () => [...document.querySelectorAll("#pa-tabs [role=tablist] > [role=tab]")];

  document.addEventListener("keydown", (event) => {
    const all = tabs();
    const at = all.indexOf(event.target);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (at < 0 || next === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const tab = all.at(next % all.length);
    tab.click();
    tab.focus();
  });

  new MutationObserver(() => {
    const all = tabs();
    const first = all.find((tab) => tab.ariaSelected === "true") ?? all[0]; // none is where the open one stands in the menu
    const menu = document.querySelector("#pa-tabs .overflow-menu > button");
    if (menu && menu.ariaLabel !== words.tabsMore) menu.ariaLabel = words.tabsMore;
    for (const tab of all) {
      const index = tab === first ? 0 : -1;
      if (tab.tabIndex !== index) tab.tabIndex = index;
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-selected"] });
})();
