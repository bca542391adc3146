// The page of a paper: records to copy, and its PDF where a browser can show it. All of it is on the
// page without this: the records as text and as files, the PDF as a link.
(() => {
  "use strict";

  const SAID = 2000; // ms for which a button says what it did

  function copyButton(record) {
    const text = record.querySelector("pre, .sp-reference");
    const name = record.dataset.record;
    const button = document.createElement("button");
    const said = document.createElement("span");
    button.type = "button";
    button.className = "sp-copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${name}`);
    said.className = "sp-said";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      let done = "Copied";
      try {
        await navigator.clipboard.writeText(text.textContent.trim() + (text.matches("pre") ? "\n" : ""));
      } catch {
        // It may be forbidden: then it is selected, for the reader to copy.
        const details = record.querySelector("details");
        if (details) details.open = true;
        window.getSelection().selectAllChildren(text);
        done = "Selected";
      }
      button.textContent = done;
      said.textContent = `${name}: ${done.toLowerCase()}`;
      window.setTimeout(() => {
        button.textContent = "Copy";
        said.textContent = "";
      }, SAID);
    });
    let actions = record.querySelector(".sp-actions");
    if (!actions) {
      actions = document.createElement("div");
      actions.className = "sp-actions";
      record.append(actions);
    }
    actions.append(button, said);
  }

  function show(viewer) {
    const frame = document.createElement("iframe");
    frame.src = viewer.dataset.pdf;
    frame.title = viewer.dataset.title;
    viewer.append(frame);
  }

  function run() {
    if (navigator.clipboard) document.querySelectorAll(".sp-record").forEach(copyButton);
    if (!navigator.pdfViewerEnabled) return;
    const seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          seen.unobserve(entry.target);
          show(entry.target);
        }
      },
      { rootMargin: "200px" },
    );
    for (const viewer of document.querySelectorAll(".sp-viewer")) {
      viewer.classList.add("sp-shows");
      seen.observe(viewer);
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
})();
