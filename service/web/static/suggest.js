/* Suggestions while typing, as the combobox of the ARIA Authoring Practices. Without this file,
   or where anything here fails, the box is a plain search field. */
"use strict";
(() => {
  const WAIT = 120; // milliseconds after a key, so that fast typing asks once
  const says_in = JSON.parse(document.currentScript?.dataset.says || "{}");
  const say = (text) => says_in[text] || text; // in the language of the page
  const tongue = document.documentElement.lang;
  const box = document.getElementById("q");
  const url = box && box.form && box.form.dataset.suggest;
  if (!url || !window.fetch || !window.AbortController) return;

  const list = document.createElement("div");
  list.id = "q-list";
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say("Suggestions"));
  box.after(list);
  const says = document.createElement("p");
  says.className = "vh";
  says.setAttribute("role", "status");
  box.form.append(says);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-haspopup", "listbox");

  let options = [];
  let at = -1; // the active option; -1 is the box itself
  let timer = 0;
  let asked = null;

  const close = () => {
    clearTimeout(timer);
    if (asked) asked.abort();
    list.hidden = true;
    options = [];
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const activate = (to) => {
    if (options[at]) options[at].setAttribute("aria-selected", "false");
    at = to;
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[at].id);
  };

  const go = (option) => {
    const to = new URL(option.dataset.url, window.location.href);
    close();
    const chosen = new URLSearchParams(window.location.search).get("lang");
    if (chosen) to.searchParams.set("lang", chosen);
    window.location.assign(to.pathname + to.search); // on this host, whatever its public name
  };

  const show = (results) => {
    list.replaceChildren();
    options = [];
    at = -1;
    box.removeAttribute("aria-activedescendant");
    let group = null;
    let kind = "";
    for (const one of results) {
      if (one.kind !== kind) {
        kind = one.kind;
        group = document.createElement("div");
        group.setAttribute("role", "group");
        const label = document.createElement("div");
        label.id = "q-kind-" + options.length;
        label.className = "kind";
        label.setAttribute("role", "presentation");
        label.textContent = say(one.label);
        group.setAttribute("aria-labelledby", label.id);
        group.append(label);
        list.append(group);
      }
      const option = document.createElement("div");
      option.id = "q-option-" + options.length;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = one.links.html;
      option.textContent = one.text;
      if (kind !== "title") {
        const count = document.createElement("span");
        count.className = "n";
        count.textContent = " " + one.count.toLocaleString(tongue);
        option.append(count);
      }
      group.append(option);
      options.push(option);
    }
    list.hidden = !options.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    says.textContent = options.length
      ? options.length + " " + say(options.length === 1 ? "suggestion" : "suggestions")
      : "";
  };

  const ask = async () => {
    if (asked) asked.abort();
    const typed = box.value.trim();
    if (typed.length < 2) return close();
    asked = new AbortController();
    try {
      const answer = await fetch(url + "?q=" + encodeURIComponent(typed), { signal: asked.signal });
      if (!answer.ok) return close();
      const body = await answer.json();
      if (document.activeElement === box && box.value.trim() === typed) show(body.results);
    } catch {
      // a newer key, or a server that is away: the box still searches
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = at + step; // past either end is the box again
      activate(next >= options.length ? -1 : next < -1 ? options.length - 1 : next);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      go(options[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the box keeps the focus, so that it does not close the list
    const option = event.target.closest("[role=option]");
    if (option && event.button === 0) go(option);
  });
  box.addEventListener("blur", close);
  window.addEventListener("pageshow", close);
})();
