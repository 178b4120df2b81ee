/* <searchroom-box site="https://archive.example">: a search of this catalogue on another site.
   Everything of an answer is put in as text. Styled by that site: parts, and --searchroom-*. */
"use strict";
(() => {
  const STYLE = `
    :host { display: block; font: inherit; color: inherit; }
    form { display: flex; flex-wrap: wrap; gap: var(--searchroom-gap, .5em); align-items: end; }
    label { flex: 1 1 12em; }
    input { display: block; box-sizing: border-box; width: 100%; font: inherit; padding: .4em; }
    button { font: inherit; padding: .4em 1em; min-height: 2.2em; }
    ol { padding: 0; list-style: none; margin: var(--searchroom-gap, .5em) 0; }
    li { margin-bottom: var(--searchroom-gap, .5em); overflow-wrap: anywhere; }
    a { color: var(--searchroom-link, LinkText); }
    p { margin: .2em 0; }
    .date { color: var(--searchroom-quiet, inherit); }`;
  const LENGTH = 200; // characters of a summary: two or three lines
  const here = document.currentScript && new URL(document.currentScript.src);
  const home = here ? new URL(".", here).href : "";

  const made = (name, part, text) => {
    const element = document.createElement(name);
    if (part) element.className = part;
    if (part) element.setAttribute("part", part);
    if (text) element.textContent = text;
    return element;
  };
  const link = (part, text, address) => {
    const element = made("a", part, text);
    if (/^https?:/.test(address)) element.href = address;
    return element;
  };
  const short = (text) => (text.length > LENGTH ? `${text.slice(0, LENGTH).trimEnd()} …` : text);

  class SearchroomBox extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open", delegatesFocus: true });
      const sheet = new CSSStyleSheet(); // a style element would need 'unsafe-inline' of the site
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const form = made("form", "form");
      form.setAttribute("role", "search");
      const label = made("label", "label", this.word("label", "Search the catalogue"));
      this.input = made("input", "input");
      this.input.type = "search";
      this.input.name = "q";
      this.input.value = this.word("q", "");
      label.append(this.input);
      form.append(label, made("button", "button", this.word("button", "Search")));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.search();
      });
      this.status = made("p", "status");
      this.status.setAttribute("role", "status");
      this.list = made("ol", "results");
      this.more = made("p", "more");
      root.append(form, this.status, this.list, this.more);
      if (this.input.value) this.search();
    }

    word(name, usual) {
      return this.getAttribute(name) || usual;
    }

    async search() {
      this.asked?.abort();
      const asked = (this.asked = new AbortController());
      const address = new URL("api/v1/search", this.word("site", home).replace(/\/*$/, "/"));
      const search = new URLSearchParams(this.word("narrow", ""));
      search.set("q", this.input.value);
      search.set("size", this.word("size", "5"));
      search.set("facets", "none");
      search.set("highlight", "0");
      address.search = search;
      this.list.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(address, { signal: asked.signal, credentials: "omit" });
        if (!answer.ok) throw new Error(answer.status);
        this.show(await answer.json());
      } catch (error) {
        if (asked.signal.aborted) return;
        this.list.replaceChildren();
        this.more.replaceChildren();
        this.status.textContent = this.word("failed", "The search cannot be reached just now.");
      }
      this.list.removeAttribute("aria-busy");
    }

    show(answer) {
      const total = answer.total.value.toLocaleString(document.documentElement.lang || undefined);
      this.status.textContent = this.word("found", "Records found: {}").replace("{}", total);
      this.list.replaceChildren(...answer.results.map((record) => this.item(record)));
      const all = link("all", this.word("all", "All of them"), answer.links.html);
      this.more.replaceChildren(...(answer.results.length ? [all] : []));
    }

    item(record) {
      const item = made("li", "result");
      item.append(link("title", record.title || this.word("untitled", "Untitled"), record.links.html));
      if (record.date?.display) item.append(made("p", "date", record.date.display));
      if (record.summary) item.append(made("p", "summary", short(record.summary)));
      return item;
    }
  }
  if (!customElements.get("searchroom-box")) customElements.define("searchroom-box", SearchroomBox);
})();
