"use strict";
// The tab "Vận hành": figures, what is to be looked into, slow answers, the index. All of it comes over the HTTP interface, which
// gives it to editors alone; what users wrote is shown as text.
(() => {
  const { make, button, fill, call, me, shownDay, shownTime } = window.policyAssistant.elements;
  const words = JSON.parse(document.querySelector("meta[name=pa-operating]").content);
  const { api } = JSON.parse(document.querySelector("meta[name=pa-editing]").content);
  const language = document.querySelector("meta[name=pa-language]").content;
  const WEEK = 7;
  const OUTCOMES = ["answered", "partly", "possible", "not_stated", "talk", "failed"];
  const JUDGEMENTS = ["not_in_documents", "shown_is_right", "should_differ"];

  const say = (key, values = {}) => fill(words[key] ?? key, values);
  const explain = (error) => words[`error_${error?.code}`] ?? words.error_other;
  const number = (value) => Number(value).toLocaleString(language === "vi" ? "vi-VN" : "en-GB", { maximumFractionDigits: 1 });
  const seconds = (ms) => say("seconds", { seconds: number(ms / 1000) });
  const sum = (values) => values.reduce((total, value) => total + value, 0);

  function section(key, ...children) {
    return make("section", { className: "pa-op-part" }, make("h2", { textContent: words[key] ?? key }), ...children);
  }

  // A table whose rows become cards on a narrow screen; a cell is a text.
  function table(caption, keys, rows) {
    const heads = keys.map((key) => words[`column_${key}`]);
    const body = rows.map((cells) => make("tr", {}, ...cells.map((cell, place) => {
      const made = make(place ? "td" : "th", { textContent: cell });
      if (!place) made.scope = "row";
      made.dataset.label = heads[place];
      return made;
    })));
    const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col", textContent: text })));
    return make("table", { className: "pa-op-table" }, make("caption", { textContent: caption }), make("thead", {}, head), make("tbody", {}, ...body));
  }

  class Case {
    constructor(tab, given) {
      this.tab = tab;
      this.item = make("li", { className: `pa-op-case pa-op-${given.kind}` });
      this.draw(given);
    }

    draw(given) {
      this.given = given;
      const when = [shownDay(given.day), given.count > 1 ? say("times", { count: given.count }) : null, given.recorded ? words.recorded : null];
      const head = make("p", { className: "pa-op-head" }, make("strong", { className: "pa-op-kind", textContent: words[`kind_${given.kind}`] }),
        make("span", { className: "pa-edit-soft", textContent: when.filter(Boolean).join(" · ") }));
      const comment = given.comment ? make("p", {}, make("span", { className: "pa-edit-soft", textContent: `${words.said}: ` }), given.comment) : null;
      const answer = make("details", {}, make("summary", { textContent: words.answered }), make("p", { className: "pa-op-answer", textContent: given.answer }),
        given.sources ? make("p", { className: "pa-op-answer pa-edit-soft", textContent: `${words.sources}:\n${given.sources}` }) : null);
      const note = make("textarea", { rows: 1, maxLength: 1000, value: given.note });
      const again = make("a", { className: "pa-alone", href: `?${new URLSearchParams({ hoi: given.question })}`, textContent: words.ask_again });
      const judging = make("details", { className: "pa-op-judge" }, make("summary", { textContent: words.record }), make("p", { className: "pa-edit-soft", textContent: words.record_hint }),
        make("p", { className: "pa-edit-row" }, ...JUDGEMENTS.map((judgement) => button(words[`judge_${judgement}`], () => this.judge(judgement)))));
      const done = button(given.done ? words.mark_open : words.mark_done, () => this.mark(!given.done, note.value), given.done ? "" : "pa-edit-first");
      this.problem = make("p", { className: "pa-edit-bad", aria: { role: "alert" } });
      this.item.replaceChildren(...[head, make("p", { className: "pa-op-question", textContent: given.question }), comment, answer,
        make("label", { className: "pa-op-note" }, make("span", { className: "pa-edit-soft", textContent: words.note }), note),
        make("div", { className: "pa-edit-row" }, done, button(words.save_note, () => this.mark(given.done, note.value)), again), judging, this.problem].filter(Boolean));
    }

    async change(path, body, told) {
      this.problem.textContent = "";
      try { await call(`operating/cases/${encodeURIComponent(this.given.reference)}${path}`, body); } catch (error) {
        this.problem.textContent = explain(error);
        return;
      }
      window.policyAssistant.announce(told);
      await this.tab.listCases();
    }

    mark(done, note) {
      const told = done === this.given.done ? words.saved : words[done ? "marked_done" : "marked_open"];
      return this.change("", { done, note }, told);
    }

    judge(judgement) { return this.change("/record", { judgement }, words.recorded); }
  }

  class Operating extends HTMLElement {
    connectedCallback() {
      if (this.body) return;
      this.showsDone = false;
      this.body = make("div", { className: "pa-op", ariaLabel: words.title, role: "region" });
      this.private = make("p", { className: "pa-edit-soft" });
      this.problem = make("p", { className: "pa-edit-bad", aria: { role: "alert" } });
      this.glance = make("div", { className: "pa-op-glance" });
      this.cases = make("div", { className: "pa-op-cases" });
      this.rest = make("div", {});
      const refresh = button(words.refresh, () => this.refresh());
      this.body.append(make("div", { className: "pa-edit-row" }, refresh, this.private), this.problem, this.glance, section("cases", this.cases), this.rest);
      this.append(this.body);
      // Nothing is asked for before somebody looks.
      new IntersectionObserver((seen, watch) => {
        if (!seen.some((each) => each.isIntersecting)) return;
        watch.disconnect();
        this.refresh();
      }).observe(this.body);
    }

    async refresh() {
      this.problem.textContent = "";
      try {
        const [given, ready] = await Promise.all([call(`operating?language=${language}`), call("health/ready").catch(() => null)]);
        this.given = given;
        this.private.textContent = say("private", { days: given.days_kept });
        this.drawGlance(given.days.slice(0, WEEK));
        this.rest.replaceChildren(this.daysPart(given.days), this.slowPart(given.slow), this.indexPart(given.index, Boolean(ready)));
        await this.listCases();
      } catch (error) { this.problem.textContent = explain(error); }
    }

    drawGlance(days) {
      const count = (...names) => sum(days.flatMap((day) => names.map((name) => day.outcomes[name] ?? 0)));
      const figures = [["asked", sum(days.map((day) => day.asked))], ["sure", count("answered")], ["unsure", count("partly", "possible", "not_stated")],
        ["slow_count", sum(days.map((day) => day.slow))]];
      this.glance.replaceChildren(make("p", { className: "pa-edit-soft", textContent: days.length ? say("week", { count: days.length }) : words.no_days }),
        make("ul", { hidden: !days.length }, ...figures.map(([key, value]) => make("li", {}, make("strong", { textContent: number(value) }), ` ${say(key, { seconds: number(this.given.slow_ms / 1000) })}`))));
    }

    async listCases() {
      const given = await call(`operating/cases?done=${this.showsDone}`);
      const choose = (done, text) => {
        const made = button(text, () => { this.showsDone = done; return this.listCases(); });
        made.setAttribute("aria-pressed", String(done === this.showsDone));
        return made;
      };
      const parts = [make("p", { className: "pa-edit-row" }, choose(false, say("open", { count: given.open })), choose(true, say("done", { count: given.done })),
        given.records ? make("a", { className: "pa-op-download", href: `${api}operating/records`, download: "", textContent: say("records", { count: given.records }) }) : null)];
      if (!given.cases.length) parts.push(make("p", { textContent: words[this.showsDone ? "none_done" : "none_open"] }));
      if (given.cases.length < given.count) parts.push(make("p", { className: "pa-edit-soft", textContent: say("shown", { shown: given.cases.length, count: given.count }) }));
      parts.push(make("ul", { className: "pa-op-list" }, ...given.cases.map((each) => new Case(this, each).item)), this.keeping());
      this.cases.replaceChildren(...parts);
    }

    // Whether questions are kept, how to change that, and their deletion.
    keeping() {
      const kept = this.given?.questions_kept;
      const row = make("p", { className: "pa-edit-row" });
      const ask = button(words.forget, () => {
        const keep = button(words.keep, () => row.replaceChildren(ask));
        const sure = button(words.forget, async () => {
          try {
            const { forgotten } = await call("operating/forget", {});
            window.policyAssistant.announce(say("forgotten", { count: forgotten }));
            await this.listCases();
          } catch (error) { this.problem.textContent = explain(error); }
        }, "pa-edit-danger");
        row.replaceChildren(make("span", { textContent: words.forget_sure }), keep, sure);
        keep.focus();
      });
      row.append(ask);
      return make("div", { className: "pa-op-keeping" }, make("p", { className: "pa-edit-soft", textContent: words[kept ? "questions_on" : "questions_off"] }), row);
    }

    daysPart(days) {
      if (!days.length) return section("days", make("p", { textContent: words.no_days }));
      const columns = OUTCOMES.filter((name) => ["answered", "not_stated"].includes(name) || days.some((day) => day.outcomes[name]));
      const rows = days.map((day) => [shownDay(day.day), number(day.asked), ...columns.map((name) => number(day.outcomes[name] ?? 0)), number(day.slow),
        day.within_ms ? seconds(day.within_ms) : words.over]);
      return section("days", table(words.days, ["day", "asked", ...columns, "slow", "within"], rows));
    }

    slowPart(slow) {
      if (!slow.length) return section("slow", make("p", { textContent: words.no_slow }));
      const longest = (stages) => Object.entries(stages).filter(([name]) => name !== "generating").sort(([, one], [, other]) => other - one)[0]?.[0];
      const rows = slow.map((one) => [shownTime(one.at), words[`outcome_${one.outcome}`], seconds(one.ms), words[`stage_${longest(one.stages)}`] ?? ""]);
      return section("slow", make("p", { className: "pa-edit-soft", textContent: say("slow_hint", { seconds: number(this.given.slow_ms / 1000) }) }),
        table(words.slow, ["at", "outcome", "ms", "stage"], rows));
    }

    indexPart(index, ready) {
      const facts = [["health", words[ready ? "ready" : "not_ready"]], ["built", shownTime(index.built)], ["documents", number(index.documents)], ["clauses", number(index.clauses)],
        ["targets", number(index.targets)], ["duties", number(index.duties)], ["id", index.id], ["free", say("gigabytes", { count: number(index.free_bytes / 1e9) })]];
      const list = make("dl", { className: "pa-edit-facts" }, ...facts.map(([key, value]) => make("div", {}, make("dt", { textContent: words[key] }), make("dd", { textContent: value }))));
      const { warnings } = index;
      const noted = warnings.length ? make("details", {}, make("summary", { textContent: say("warnings", { count: warnings.length }) }),
        make("ul", { className: "pa-op-warnings" }, ...warnings.map((one) => make("li", {}, make("strong", { textContent: one.title }), `: ${one.said.join(" ")}`))))
        : make("p", { textContent: words.no_warnings });
      return section("index", list, noted);
    }
  }
  customElements.define("pa-operating", Operating);

  me.then(({ edits }) => {
    if (!edits) return;
    const place = () => {
      const block = document.getElementById("pa-operating");
      if (block && !document.querySelector("pa-operating")) block.append(document.createElement("pa-operating"));
    };
    place();
    new MutationObserver(place).observe(document.documentElement, { childList: true, subtree: true });
  });
})();
