/* A button beside each citation that copies it, and the styles opened in place on a record's page.
   Without this file the citations are text to select, and the styles a page of their own. */
"use strict";
(() => {
  const words = JSON.parse(document.currentScript?.dataset.says || "{}");
  const say = (text) => words[text] || text; // in the language of the page
  const says = document.createElement("p");
  says.className = "vh";
  says.setAttribute("role", "status");
  document.body.append(says);

  const buttons = (root) => {
    if (!navigator.clipboard) return; // of a page that was not sent over https
    for (const text of root.querySelectorAll(".cite")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = say("Copy");
      const label = (text.previousElementSibling || text).textContent;
      button.setAttribute("aria-label", say("Copy: ") + label);
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text.innerText.trim());
          button.textContent = says.textContent = say("Copied");
        } catch {
          getSelection().selectAllChildren(text);
          says.textContent = say("Selected; copy it with the keyboard");
        }
      });
      text.after(button);
    }
  };
  buttons(document);

  const link = document.querySelector("a[data-cites]");
  if (!link || !window.fetch) return;
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw answer;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const cites = page.getElementById("cites");
      cites.querySelector(".cite").remove(); // the archive's own stands here already
      cites.querySelector("h2").remove();
      for (const old of cites.querySelectorAll("h2")) {
        const low = document.createElement("h3");
        low.textContent = old.textContent;
        old.replaceWith(low);
      }
      link.closest("p").replaceWith(document.adoptNode(cites));
      buttons(cites);
      cites.tabIndex = -1;
      cites.focus();
    } catch {
      location.href = link.href;
    }
  });
})();
