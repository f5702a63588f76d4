"use strict";
// The tab of the documents for editors: files sent and looked at before they are added; cards corrected; documents replaced,
// taken out, brought back, deleted; who changed what. All of it goes through the HTTP interface. Whoever may not edit gets nothing.
(() => {
  const { make, button, call, me, shownTime } = window.policyAssistant.elements;
  const { words, say, cardForm } = window.policyAssistant.cards;
  const { Upload } = window.policyAssistant;
  const { api, suffixes, largest } = JSON.parse(document.querySelector("meta[name=pa-editing]").content);
  const language = document.querySelector("meta[name=pa-language]").content;
  const LOOK = 1000; // ms between two looks at what is under way

  // An error of the server as {code}; the sentence is ours, in the language of the page.
  function explain(error) {
    return words[`error_${error?.code}`] ?? words.error_other;
  }

  const shownName = (who) => (who === "local" ? words.local : who);

  class Editor extends HTMLElement {
    connectedCallback() {
      if (this.section) return;
      this.uploads = [];
      this.pending = new Set(); // ids of acts of which it is not said yet what came of them
      this.queue = Promise.resolve();
      this.input = make("input", { type: "file", multiple: true, accept: suffixes.join(","), id: "pa-edit-files" });
      this.input.addEventListener("change", () => { this.receive([...this.input.files]); this.input.value = ""; });
      this.zone = make("label", { className: "pa-drop", htmlFor: "pa-edit-files" }, this.input,
        make("strong", { textContent: words.drop }), make("span", { className: "pa-edit-soft", textContent: words.kinds }));
      this.status = make("div", { className: "pa-edit-status", aria: { role: "status" } });
      this.list = make("ul", { className: "pa-uploads" });
      this.all = button("", () => this.add(this.uploads.filter((each) => each.ready)), "pa-edit-first");
      this.all.hidden = true;
      this.taken = make("details", { className: "pa-edit-taken", hidden: true });
      this.log = make("details", { className: "pa-edit-log" }, make("summary", { textContent: words.log }));
      this.log.addEventListener("toggle", () => { if (this.log.open) this.look(); });
      const statuses = make("datalist", { id: "pa-statuses" }, ...["force", "ended", "draft"].map((name) => make("option", { value: words[`status_${name}`] })));
      this.dialog = make("dialog", { className: "pa-edit-dialog" });
      this.section = make("section", { className: "pa-edit", ariaLabel: words.title }, this.zone, this.list, make("p", { className: "pa-edit-row" }, this.all),
        this.status, this.taken, this.log, statuses, this.dialog);
      this.append(this.section);
      this.listen();
      this.restore();
      this.follow();
    }

    listen() {
      const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
      const over = (on) => {
        this.zone.classList.toggle("pa-over", on);
        this.zone.querySelector("strong").textContent = on ? words.release : words.drop;
      };
      let left = null;
      document.addEventListener("dragover", (event) => {
        if (!carries(event) || !this.checkVisibility()) return;
        event.preventDefault(); // a file that misses the zone must not take the place of the page
        clearTimeout(left);
        over(true);
        left = setTimeout(() => over(false), 300);
      });
      document.addEventListener("drop", (event) => {
        if (!carries(event) || !this.checkVisibility()) return;
        event.preventDefault();
        over(false);
        this.receive([...event.dataTransfer.files]);
      });
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.dialog.open) event.stopImmediatePropagation(); // it closes the dialog alone
      }, true);
    }

    receive(files, replaces = null) {
      for (const file of files) {
        const upload = new Upload(this, file, replaces);
        this.uploads.push(upload);
        this.list.append(upload.item);
        this.send(upload);
      }
    }

    send(upload) {
      const { name, size } = upload.file;
      if (!suffixes.some((suffix) => name.toLowerCase().endsWith(suffix))) upload.fail(words.wrong_kind);
      else if (size > largest) upload.fail(words.too_large);
      else {
        upload.state = "waits";
        upload.draw();
        this.queue = this.queue.then(() => this.uploads.includes(upload) && this.transfer(upload)); // one after the other
      }
    }

    async transfer(upload) {
      const query = new URLSearchParams({ name: upload.file.name, language });
      const given = await new Promise((resolve) => {
        const request = new XMLHttpRequest(); // which tells how far it has come
        upload.request = request;
        upload.sending(0);
        request.upload.addEventListener("progress", (event) => {
          if (event.lengthComputable) upload.sending(Math.floor((100 * event.loaded) / event.total));
        });
        request.upload.addEventListener("load", () => { upload.state = "reading"; upload.draw(); });
        for (const event of ["error", "abort", "timeout"]) request.addEventListener(event, () => resolve(null));
        request.addEventListener("load", () => {
          try { resolve({ ok: request.status < 300, ...JSON.parse(request.responseText) }); } catch { resolve({ ok: false }); }
        });
        request.open("POST", `${api}uploads?${query}`);
        request.setRequestHeader("Content-Type", "application/octet-stream");
        request.send(upload.file);
      });
      if (!this.uploads.includes(upload)) return;
      if (!given) upload.fail(words.lost, true);
      else if (!given.ok) upload.fail(explain(given.error), ["too_slow", "no_room", "rate_limited"].includes(given.error?.code));
      else { upload.take(given); this.await(upload); }
    }

    async await(upload) {
      while (upload.state === "reading" && this.uploads.includes(upload)) {
        try { upload.take(await call(`uploads/${upload.id}?wait=15&language=${language}`)); } catch (error) {
          if (error.code !== "lost") { upload.fail(explain(error)); return; }
          await new Promise((resolve) => { setTimeout(resolve, 3000); });
        }
      }
    }

    // What was sent before the page was loaded again.
    async restore() {
      for (const given of await call(`uploads?language=${language}`).catch(() => [])) {
        const upload = new Upload(this, { name: given.name, size: given.size });
        this.uploads.push(upload);
        this.list.append(upload.item);
        upload.take(given);
        this.await(upload);
      }
    }

    forget(upload) {
      this.uploads = this.uploads.filter((each) => each !== upload);
      upload.item.remove();
      this.count();
    }

    count() {
      const count = this.uploads.filter((each) => each.ready).length;
      this.all.hidden = count < 2;
      this.all.textContent = say("add_all", { count });
    }

    async add(uploads) {
      if (uploads.filter((each) => each.form.refuses()).length) return;
      try {
        const acts = await call("documents", { documents: uploads.map((each) => each.body()) });
        uploads.forEach((each) => this.forget(each));
        this.wait(acts);
      } catch (error) { this.tell(explain(error), "bad"); }
    }

    tell(text, kind, ...more) {
      const className = `pa-edit-status pa-edit-${kind}`;
      const turns = this.status.className !== className; // what goes on is not brought into sight again and again
      this.status.className = className;
      this.status.replaceChildren(make("p", {}, text), ...more);
      const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
      if (turns) this.status.scrollIntoView({ block: "nearest", behavior });
    }

    async act(path, body = {}) {
      try {
        const act = await call(path, body);
        this.dialog.close();
        if (act.outcome === "done") this.finish([act]); else this.wait([act]);
        return "";
      } catch (error) { return explain(error); }
    }

    // What was just asked for is said at once, also while something else is under way.
    wait(acts) {
      acts.forEach((act) => this.pending.add(act.id)); // it may be done before it is looked for
      this.tell("", "busy", this.waiting(acts));
      this.status.scrollIntoView({ block: "nearest" });
      this.follow();
    }

    waiting(acts) {
      const named = acts.map((act) => `${words[`act_${act.kind}`]} “${act.title}”`).join("; ");
      return make("p", { textContent: say("waiting", { acts: named }) });
    }

    // Looks on until nothing is under way, then says what came of it.
    async follow() {
      if (this.following) { this.asked = true; return; }
      this.following = true;
      const { pending } = this;
      for (;;) {
        const seen = await this.look();
        const waiting = seen ? seen.changes.filter((act) => act.outcome === "waiting") : [];
        waiting.forEach((act) => pending.add(act.id));
        if (seen && !waiting.length && !this.asked) {
          this.finish(seen.changes.filter((act) => pending.delete(act.id)));
          break;
        }
        this.asked = false;
        if (waiting.length) {
          const { stage = "read", done = 0, total = 0 } = seen.building ?? {};
          const bar = make("progress", total ? { max: total, value: done } : {});
          bar.ariaLabel = words.title;
          this.tell(say(`stage_${stage === "embed" && !total ? "write" : stage}`, { done, total }), "busy", bar, this.waiting(waiting)); // nothing to encode is not counted
        }
        await new Promise((resolve) => { setTimeout(resolve, seen ? LOOK : 3 * LOOK); });
      }
      this.following = false;
    }

    finish(acts) {
      if (!acts.length) return;
      const lines = acts.map((act) => {
        const { title } = act;
        if (act.outcome === "failed") return make("p", { className: "pa-edit-bad", textContent: say("failed", { title, reason: words[`error_${act.problem}`] ?? words.error_other }) });
        const line = make("p", { className: "pa-edit-row" }, make("strong", { textContent: say(`done_${act.kind}`, { title }) }));
        if (["added", "replaced", "corrected"].includes(act.kind)) {
          line.append(make("a", { className: "pa-open", title, href: `documents/${encodeURIComponent(act.document)}`, textContent: words.open }));
        }
        if (act.kind === "added" || act.kind === "replaced") {
          const question = say("question", { title });
          line.append(make("a", { className: "pa-alone", href: `?${new URLSearchParams({ hoi: question })}`, textContent: words.ask_about }));
        }
        if (act.kind !== "deleted" && act.kind !== "undone") line.append(button(words.undo, async () => this.tell(...await this.undone(act)), "pa-edit-link"));
        return line;
      });
      this.tell("", "done", ...lines);
      window.policyAssistant.announce(lines.map((line) => line.firstChild.textContent).join(" "));
      window.policyAssistant.write("#pa-renewed textarea, #pa-renewed input", String(Date.now()));
      this.look();
    }

    async undone(act) {
      const problem = await this.act(`changes/${act.id}/undo`);
      return problem ? [problem, "bad"] : ["", "busy"];
    }

    async look() {
      let seen;
      try { seen = await call("changes"); } catch (error) {
        if (!["sign_in_needed", "not_an_editor"].includes(error.code)) return null; // it is looked for again
        this.tell(explain(error), "bad");
        return { changes: [], withdrawn: [] };
      }
      this.taken.hidden = !seen.withdrawn.length;
      if (seen.withdrawn.length) {
        this.taken.replaceChildren(make("summary", { textContent: say("withdrawn", { count: seen.withdrawn.length }) }),
          make("ul", {}, ...seen.withdrawn.map((one) => this.takenOut(one))));
      }
      const rows = seen.changes.length ? seen.changes.map((act) => this.row(act)) : [make("li", { textContent: words.log_empty })];
      this.log.replaceChildren(this.log.querySelector("summary"), make("ul", {}, ...rows));
      return seen;
    }

    row(act) {
      const what = words[`act_${act.kind}`];
      const outcome = act.outcome === "done" ? "" : ` – ${words[`outcome_${act.outcome}`]}`;
      const undo = act.undoable ? button(words.undo, async () => { const said = await this.undone(act); if (said[0]) this.tell(...said); }, "pa-edit-link") : null;
      if (undo) undo.ariaLabel = say("undo_one", { act: `${what} “${act.title}”` });
      return make("li", {}, make("span", { className: "pa-edit-soft", textContent: `${shownTime(act.at)} · ${shownName(act.who)}: ` }), `${what} “${act.title}”${outcome} `, undo);
    }

    takenOut(one) {
      const item = make("li", {}, make("strong", { textContent: one.title }));
      const row = make("p", { className: "pa-edit-row" });
      if (one.undo) row.append(button(words.bring_back, async () => { const said = await this.undone({ id: one.undo }); if (said[0]) this.tell(...said); }));
      if (!one.ours) row.append(make("span", { className: "pa-edit-soft", textContent: words.of_folder }));
      else row.append(this.deleting(one, row));
      item.append(row);
      return item;
    }

    deleting(one, row) {
      return button(words.delete, () => {
        const before = [...row.children];
        const keep = button(words.keep, () => row.replaceChildren(...before));
        const sure = button(words.delete, async () => {
          const problem = await this.act(`documents/${encodeURIComponent(one.id)}/delete`);
          if (problem) this.tell(problem, "bad");
        }, "pa-edit-danger");
        row.replaceChildren(make("span", { textContent: say("delete_sure", { title: one.title }) }), keep, sure);
        keep.focus();
      });
    }

    // The dialog about one document.
    async manage(id, title) {
      let given;
      try { given = await call(`documents/${encodeURIComponent(id)}/card`); } catch (error) { this.tell(explain(error), "bad"); return; }
      const problem = make("p", { className: "pa-edit-bad", aria: { role: "alert" } });
      const address = `documents/${encodeURIComponent(id)}`;
      const change = async (path, body) => {
        problem.textContent = await this.act(path, { ...body, seen: given.seen });
        if (problem.textContent) problem.scrollIntoView({ block: "nearest" });
      };
      const form = cardForm(given.card, given.corrected, (name) => change(`${address}/card`, { taken_back: [name] }));
      const save = button(words.save, () => {
        problem.textContent = "";
        if (form.refuses()) return null;
        const card = form.read();
        if (!Object.keys(card).length) { problem.textContent = words.nothing; return null; }
        return change(`${address}/card`, { card });
      }, "pa-edit-first");
      const input = make("input", { type: "file", accept: suffixes.join(","), id: "pa-edit-new", className: "pa-edit-hidden" });
      input.addEventListener("change", () => {
        this.dialog.close();
        this.receive([...input.files], { id, title: given.card.short_title ?? title, seen: given.seen });
        this.list.lastElementChild.scrollIntoView({ block: "center" });
      });
      const history = given.changes.length ? make("section", {}, make("h3", { textContent: words.history }), make("ul", { className: "pa-edit-acts" }, ...given.changes.map((act) => this.row(act)))) : null;
      const close = button(words.close, () => this.dialog.close());
      this.dialog.replaceChildren(make("header", {}, make("h2", { id: "pa-edit-title", textContent: given.card.short_title ?? title }), close), problem,
        make("section", {}, make("h3", { textContent: words.card }), make("p", { className: "pa-edit-soft", textContent: words.card_hint }), form.grid, make("p", { className: "pa-edit-row" }, save)),
        make("section", {}, make("h3", { textContent: words.file }), make("p", { className: "pa-edit-soft", textContent: words.file_hint }),
          make("p", { className: "pa-edit-row" }, input, make("label", { className: "pa-edit-button", htmlFor: "pa-edit-new", textContent: words.choose }))),
        make("section", {}, make("h3", { textContent: words.out }), make("p", { className: "pa-edit-soft", textContent: words.out_hint }),
          make("p", { className: "pa-edit-row" }, button(words.withdraw, () => change(`${address}/withdraw`, {}), "pa-edit-danger"))),
        ...(history ? [history] : []));
      this.dialog.setAttribute("aria-labelledby", "pa-edit-title");
      this.dialog.showModal();
      this.dialog.scrollTop = 0;
    }

    // A button on each document of the list, which Gradio writes anew at times.
    decorate() {
      for (const link of document.querySelectorAll("#pa-documents a.pa-document")) {
        const item = link.closest("li");
        if (item.querySelector(".pa-edit-manage")) continue;
        const id = decodeURIComponent(new URL(link.href).pathname.match(/\/documents\/([^/]+)$/)[1]);
        const manage = button(words.manage, () => this.manage(id, link.textContent), "pa-edit-manage");
        manage.ariaLabel = say("manage_one", { title: link.textContent });
        item.append(manage);
      }
    }
  }
  customElements.define("pa-editor", Editor);

  me.then(({ edits }) => {
    if (!edits) return;
    const place = () => {
      const block = document.getElementById("pa-editing");
      let editor = document.querySelector("pa-editor");
      if (block && !editor) block.append(editor = document.createElement("pa-editor"));
      editor?.decorate();
    };
    place();
    new MutationObserver(place).observe(document.documentElement, { childList: true, subtree: true });
  });
})();
