"use strict";
// A file that an editor sends: how far it has come, what was read of it, what is to be done with it.
(() => {
  const { make, button, call } = window.policyAssistant.elements;
  const { words, say, label, shown, cardForm } = window.policyAssistant.cards;
  const TOLD = ["number", "kind", "issuer", "date", "signer", "place", "status", "effective", "expires"]; // on a preview

  class Upload {
    constructor(editor, file, replaces = null) {
      Object.assign(this, { editor, file, replaces, id: null, state: "waits", given: null });
      this.item = make("li", { className: "pa-upload" });
      this.draw();
    }

    get ready() { return this.state === "ready" && !this.known; }
    get known() { return this.given?.preview.alike.find((one) => one.why === "file"); }

    draw(problem = "") {
      const name = make("strong", { className: "pa-upload-name", textContent: this.given?.name ?? this.file.name });
      const parts = [];
      if (this.state === "waits") parts.push(make("p", { textContent: words.waits }));
      if (this.state === "reading") parts.push(make("progress", { ariaLabel: words.reading }), make("p", { textContent: words.reading }));
      if (this.state === "failed") {
        parts.push(make("p", { className: "pa-edit-bad", textContent: problem, aria: { role: "alert" } }));
        const again = this.again ? button(words.send_again, () => this.editor.send(this)) : null;
        parts.push(make("p", { className: "pa-edit-row" }, again, button(words.drop_file, () => this.drop())));
      }
      if (this.state === "ready") parts.push(...this.preview());
      this.item.className = `pa-upload pa-upload-${this.state}`;
      this.item.replaceChildren(make("p", { className: "pa-upload-head" }, name), ...parts);
      this.editor.count();
    }

    sending(percent) {
      if (this.state !== "sending") {
        this.state = "sending";
        this.bar = make("progress", { max: 100, ariaLabel: this.file.name });
        this.told = make("p");
        const cancel = button(words.cancel, () => { this.request?.abort(); this.drop(); });
        this.item.className = "pa-upload pa-upload-sending";
        this.item.replaceChildren(make("p", { className: "pa-upload-head" }, make("strong", { className: "pa-upload-name", textContent: this.file.name })),
          this.bar, make("p", { className: "pa-edit-row" }, this.told, cancel));
      }
      this.bar.value = percent;
      this.told.textContent = say("sending", { percent });
    }

    fail(text, again = false) {
      this.state = "failed";
      this.again = again;
      this.draw(text);
      window.policyAssistant.announce(`${this.given?.name ?? this.file.name}: ${text}`);
    }

    take(given) {
      this.given = given;
      this.id = given.id;
      if (given.state === "refused") this.fail(given.problem.said);
      else {
        this.state = given.state;
        this.draw();
        if (given.state === "ready") window.policyAssistant.announce(`${given.name}: ${words.preview}`);
      }
    }

    async drop() {
      this.editor.forget(this);
      if (this.id) await call(`uploads/${this.id}/discard`, {}).catch(() => {});
    }

    preview() {
      const { card, alike, missing, warnings, ...read } = this.given.preview;
      const facts = make("dl", { className: "pa-edit-facts" });
      for (const name of TOLD.filter((each) => card[each] || missing.includes(each))) {
        const value = shown(name, card[name]);
        facts.append(make("div", {}, make("dt", { textContent: label(name) }),
          make("dd", { className: value ? "" : "pa-edit-none", textContent: value || words.not_stated })));
      }
      this.form = cardForm(card);
      const correct = make("details", { className: "pa-edit-correct" }, make("summary", { textContent: words.edit_card }), this.form.grid);
      const cautions = [...warnings];
      if (missing.length) cautions.unshift(say("missing", { fields: missing.map((name) => label(name).toLowerCase()).join(", ") }));
      if (read.clause_count < 2) cautions.unshift(words.no_clauses);
      const caution = cautions.length ? make("div", { className: "pa-edit-caution" }, make("strong", { textContent: words.warnings }),
        make("ul", {}, ...cautions.map((text) => make("li", { textContent: text })))) : null;
      const rows = make("div", { className: "pa-edit-rows" },
        ...[["clauses", read.clause_count], ["targets", read.target_count], ["duties", read.duty_count]].map(([name, count]) => this.rows(name, count)));
      const pages = read.pages ? make("span", { className: "pa-edit-soft", textContent: ` · ${say("pages", { count: read.pages })}` }) : null;
      const head = make("p", { className: "pa-edit-read" }, make("strong", { textContent: card.title }), pages);
      const add = this.known ? null : button(this.replaces ? words.put_instead : words.add, () => this.editor.add([this]), "pa-edit-first");
      this.addButton = add;
      return [make("p", { className: "pa-edit-soft", textContent: words.preview }), head, facts, caution, this.choice(alike), rows, correct,
        make("p", { className: "pa-edit-row" }, add, button(words.drop_file, () => this.drop()))].filter(Boolean);
    }

    rows(name, count) {
      const given = this.given.preview[name];
      const title = say(name, { count });
      if (!given.length) return make("p", { className: "pa-edit-none", textContent: title });
      const list = make("ul", {}, ...given.map((line) => make("li", {}, line.text,
        make("span", { className: "pa-edit-soft", textContent: ` – ${[line.address, line.beside].filter(Boolean).join("; ")}` }))));
      const less = name === "clauses" ? "headings" : "shown"; // of the clauses those with a heading are listed
      const cut = given.length < count ? make("p", { className: "pa-edit-soft", textContent: say(less, { shown: given.length, count }) }) : null;
      return make("details", {}, make("summary", { textContent: title }), list, cut);
    }

    // Whether the file is a new version of a document that is there.
    choice(alike) {
      if (this.known) return make("p", { className: "pa-edit-bad", textContent: say("alike_file", { title: this.known.title }) });
      if (this.replaces) return make("p", { textContent: say("replaces", { title: this.replaces.title }) });
      const [other] = alike;
      if (!other) return null;
      const group = `pa-alike-${this.id}`;
      const choose = (value, text, checked) => {
        const radio = make("input", { type: "radio", name: group, value, checked });
        radio.addEventListener("change", () => {
          this.instead = value === "version" ? other.id : null;
          this.addButton.textContent = this.instead ? words.put_instead : words.add;
        });
        return make("label", {}, radio, ` ${text}`);
      };
      this.instead = null;
      return make("fieldset", { className: "pa-edit-caution" }, make("legend", { textContent: say(`alike_${other.why}`, { title: other.title }) }),
        choose("version", words.as_version, false), choose("own", words.as_own, true));
    }

    body() {
      const replaces = this.replaces?.id ?? this.instead ?? null;
      return { upload: this.id, card: this.form.read(), ...(replaces ? { replaces } : {}), ...(this.replaces?.seen ? { seen: this.replaces.seen } : {}) };
    }
  }

  window.policyAssistant.Upload = Upload;
})();
