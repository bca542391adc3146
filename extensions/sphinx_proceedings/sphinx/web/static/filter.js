// Filters lists of papers. The page is complete without this: the controls are made here, from what
// the list says of itself, and the state of a filter is in the address, so that it can be shared.
(() => {
  "use strict";

  const LABELS = {
    session: ["Session", "All sessions"],
    track: ["Track", "All tracks"],
    keyword: ["Keyword", "All keywords"],
    author: ["Author", "All authors"],
    award: ["Award", "All papers"],
  };
  // Not "q": with it Sphinx would search the whole site, wherever its search is loaded.
  const WORDS = "words";
  const TYPING = 300; // ms until an address follows what is typed
  const SILENCE = 700; // ms until a count is said aloud

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  class List {
    constructor(root, prefix) {
      this.root = root;
      this.prefix = prefix;
      this.cards = [...root.querySelectorAll(".sp-paper-card")].map((node) => ({
        node,
        shown: true,
        text: null,
        values: Object.fromEntries(
          Object.keys(LABELS).map((kind) => [kind, (node.dataset[kind] || "").split(" ")]),
        ),
      }));
      this.groups = [...root.querySelectorAll(".sp-paper-group")].map((node) => ({
        node,
        count: node.querySelector(".sp-count"),
        cards: this.cards.filter((card) => node.contains(card.node)),
      }));
      this.selects = new Map();
      this.typing = 0;
      this.typed = false;
      root.classList.toggle("sp-many", this.cards.length > 100);
      root.prepend(this.controls());
      this.read();
      this.apply();
      // So that the first letter that is typed has nothing to wait for.
      const idle = window.requestIdleCallback || ((later) => window.setTimeout(later, 50));
      const pending = [...this.cards];
      const index = (time) => {
        do pending.splice(0, 20).forEach((card) => this.text(card));
        while (pending.length && time?.timeRemaining() > 4);
        if (pending.length) idle(index);
      };
      idle(index);
    }

    text(card) {
      card.text ??= folded(card.node.textContent);
      return card.text;
    }

    controls() {
      const name = (part) => `sp-filter-${this.prefix}${part}`;
      const form = element("form", {
        class: "sp-filter",
        role: "search",
        "aria-label": "Filter the papers",
        autocomplete: "off",
      });
      this.words = element("input", { type: "search", id: name(WORDS), spellcheck: "false" });
      form.append(
        element(
          "p",
          { class: "sp-filter-words" },
          element("label", { for: name(WORDS) }, "Words in title, authors or keywords"),
          this.words,
        ),
      );
      for (const [kind, values] of Object.entries(JSON.parse(this.root.dataset.facets))) {
        const entries = Object.entries(values);
        if (!LABELS[kind] || (entries.length < 2 && kind !== "award")) continue;
        const select = element("select", { id: name(kind) });
        const options = entries.map(([value, label]) => element("option", { value }, label));
        select.append(element("option", { value: "" }, LABELS[kind][1]), ...options);
        this.selects.set(kind, { select, options, labels: entries.map(([, label]) => label) });
        const label = element("label", { for: name(kind) }, LABELS[kind][0]);
        form.append(element("p", {}, label, select));
        // Numbers are worked out when somebody is about to choose.
        select.addEventListener("focus", () => this.number(kind));
        select.addEventListener("change", () => this.chosen());
      }
      form.classList.toggle("sp-wide", this.selects.size > 2);
      this.count = element("span", { class: "sp-filter-count", "aria-hidden": "true" });
      this.said = element("span", { class: "sp-said", role: "status" });
      this.clear = element("button", { type: "button", class: "sp-clear", hidden: "" }, "Clear all");
      this.none = element("p", { class: "sp-empty", hidden: "" }, "No paper matches.");
      form.append(element("p", { class: "sp-filter-state" }, this.count, this.said, this.clear));
      form.append(this.none);
      form.addEventListener("submit", (event) => event.preventDefault());
      this.words.addEventListener("input", () => this.written());
      this.words.addEventListener("change", () => {
        this.keep();
        this.typed = false;
      });
      this.clear.addEventListener("click", () => {
        this.set({});
        this.chosen();
        this.words.focus();
      });
      return form;
    }

    // What is wanted: words, and a value for each choice.
    state() {
      const wanted = { [WORDS]: this.words.value.trim() };
      for (const [kind, { select }] of this.selects) wanted[kind] = select.value;
      return wanted;
    }

    set(wanted) {
      this.words.value = wanted[WORDS] || "";
      for (const [kind, { select }] of this.selects) {
        select.value = wanted[kind] || "";
        if (select.selectedIndex < 0) select.value = "";
      }
    }

    // The address -----------------------------------------------------------------------------

    read() {
      const given = new URLSearchParams(location.search);
      const kinds = [WORDS, ...this.selects.keys()];
      this.set(Object.fromEntries(kinds.map((kind) => [kind, given.get(this.prefix + kind)])));
    }

    keep() {
      window.clearTimeout(this.typing);
      const address = new URL(location.href);
      for (const [kind, value] of Object.entries(this.state())) {
        if (value) address.searchParams.set(this.prefix + kind, value);
        else address.searchParams.delete(this.prefix + kind);
      }
      if (address.href === location.href) return;
      // One step back for all that was typed in one go.
      if (this.typed) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    }

    chosen() {
      this.typed = false;
      this.keep();
      this.apply();
    }

    written() {
      this.apply();
      window.clearTimeout(this.typing);
      this.typing = window.setTimeout(() => {
        this.keep();
        this.typed = true;
      }, TYPING);
    }

    returned() {
      window.clearTimeout(this.typing);
      this.typed = false;
      this.read();
      this.apply();
    }

    // The cards -------------------------------------------------------------------------------

    matches(wanted, except) {
      const words = folded(wanted[WORDS]).split(/\s+/).filter(Boolean);
      const choices = [...this.selects.keys()].filter((kind) => wanted[kind] && kind !== except);
      return (card) => {
        if (!choices.every((kind) => card.values[kind].includes(wanted[kind]))) return false;
        if (!words.length) return true;
        const text = this.text(card);
        return words.every((word) => text.includes(word));
      };
    }

    apply() {
      const wanted = this.state();
      const match = this.matches(wanted);
      // First all that is to be known, then all that changes: nothing is laid out in between.
      const found = this.cards.map(match);
      let shown = 0;
      this.cards.forEach((card, index) => {
        shown += found[index];
        if (card.shown === found[index]) return;
        card.shown = found[index];
        card.node.hidden = !card.shown;
      });
      for (const group of this.groups) {
        const here = group.cards.filter((card) => card.shown).length;
        const all = group.cards.length;
        const of = here === all ? "" : `${here} of `;
        const text = `(${of}${all} paper${all === 1 ? "" : "s"})`;
        if (group.count && group.count.textContent !== text) group.count.textContent = text;
        group.node.hidden = !here;
      }
      const all = this.cards.length;
      const active = Object.values(wanted).some(Boolean);
      const text = active ? `${shown} of ${all} papers` : `${all} papers`;
      this.count.textContent = text;
      this.clear.hidden = !active;
      this.none.hidden = shown > 0;
      window.clearTimeout(this.saying);
      if (this.spoken && this.spoken !== text) {
        this.saying = window.setTimeout(() => {
          this.said.textContent = text;
          this.spoken = text;
        }, SILENCE);
      }
      this.spoken ??= text;
    }

    number(kind) {
      const match = this.matches(this.state(), kind);
      const counts = new Map();
      for (const card of this.cards) {
        if (!match(card)) continue;
        for (const value of card.values[kind]) counts.set(value, (counts.get(value) || 0) + 1);
      }
      const { options, labels } = this.selects.get(kind);
      options.forEach((option, index) => {
        const count = counts.get(option.value) || 0;
        option.textContent = `${labels[index]} (${count})`;
        option.disabled = !count && !option.selected;
      });
    }
  }

  function run() {
    const roots = [...document.querySelectorAll(".sp-paper-list[data-facets]")];
    const lists = roots.map((root, index) => new List(root, index ? `${index + 1}-` : ""));
    if (lists.length) {
      window.addEventListener("popstate", () => lists.forEach((list) => list.returned()));
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
})();
