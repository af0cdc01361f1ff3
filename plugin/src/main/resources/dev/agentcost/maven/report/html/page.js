(() => {
  "use strict";

  const root = document.documentElement;
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  root.classList.add("js");

  // ---- theme: the system's, unless the reader chose another

  const theme = document.getElementById("theme");
  const stored = (() => {
    try {
      return localStorage.getItem("agentcost-theme") || "";
    } catch {
      return ""; // a browser may forbid storage to files
    }
  })();

  function showTheme(name) {
    if (name) {
      root.dataset.theme = name;
    } else {
      delete root.dataset.theme;
    }
    document.dispatchEvent(new Event("themechange"));
  }

  theme.value = stored;
  showTheme(theme.value);
  theme.addEventListener("change", () => {
    showTheme(theme.value);
    try {
      localStorage.setItem("agentcost-theme", theme.value);
    } catch {
      // not remembered then
    }
  });

  // ---- views: the one in which the fragment's target stands

  const views = all(".view");
  const links = all("nav a");

  function show() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1))) || views[0];
    const view = target.closest(".view");
    if (!view) {
      return; // the skip link's target holds all views
    }
    const entry = target.closest(".entry");
    views.forEach(one => (one.hidden = one !== view));
    view.classList.toggle("detail", entry !== null);
    all(".entry.open").forEach(open => open.classList.remove("open"));
    links.forEach(link => {
      if (link.hash === "#" + view.id) {
        link.setAttribute("aria-current", "page");
      } else {
        link.removeAttribute("aria-current");
      }
    });
    if (entry) {
      entry.classList.add("open");
    }
    const details = target.classList.contains("finding") ? target.querySelector("details") : null;
    if (details) {
      target.hidden = false;
      details.open = true;
    }
    if (location.hash) {
      target.focus({ preventScroll: true });
    }
    if (target === view) {
      window.scrollTo(0, 0);
    } else {
      target.scrollIntoView();
    }
    document.dispatchEvent(new CustomEvent("viewchange", { detail: target }));
  }

  window.addEventListener("hashchange", show);

  // ---- filters

  const texts = new WeakMap();

  function textOf(element) {
    if (!texts.has(element)) {
      texts.set(element, element.textContent.toLowerCase());
    }
    return texts.get(element);
  }

  function filter(id) {
    const words = all(`[data-filter="${id}"]`)
      .flatMap(input => input.value.toLowerCase().split(/\s+/))
      .filter(word => word);
    const off = new Set(all(`[data-level-of="${id}"]`).filter(box => !box.checked).map(box => box.value));
    const holder = document.getElementById(id);
    const items = holder.tBodies ? Array.from(holder.tBodies[0].rows) : Array.from(holder.children);
    let shown = 0;
    for (const item of items) {
      const fits = !off.has(item.dataset.level) && words.every(word => textOf(item).includes(word));
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    all(`[data-shown="${id}"]`).forEach(line => (line.textContent = `${shown} of ${items.length} shown`));
  }

  for (const input of all("[data-filter]")) {
    input.addEventListener("input", () => filter(input.dataset.filter));
  }
  for (const box of all("[data-level-of]")) {
    box.addEventListener("change", () => filter(box.dataset.levelOf));
  }
  for (const link of all("[data-level]")) {
    if (link.tagName === "A") {
      link.addEventListener("click", () => {
        all('[data-level-of="finding-list"]').forEach(box => (box.checked = box.value === link.dataset.level));
        filter("finding-list");
      });
    }
  }
  new Set(all("[data-filter]").map(input => input.dataset.filter)).forEach(filter);

  // ---- sorting

  function key(row, column, kind) {
    const cell = row.cells[column];
    const text = cell.dataset.order || cell.textContent.trim();
    return kind === "number" ? Number(text) : text.toLowerCase();
  }

  function sort(header, column) {
    const body = header.closest("table").tBodies[0];
    const kind = header.dataset.sort;
    const first = kind === "number" ? "descending" : "ascending";
    const other = kind === "number" ? "ascending" : "descending";
    const order = header.getAttribute("aria-sort") === first ? other : first;
    const sign = order === "ascending" ? 1 : -1;
    const rows = Array.from(body.rows, row => ({ row, key: key(row, column, kind) }));
    rows.sort((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    Array.from(header.parentElement.cells, cell => cell.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", order);
    body.append(...rows.map(one => one.row));
  }

  for (const header of all("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => sort(header, header.cellIndex));
  }

  // ---- keyboard: / goes to the filter of the view

  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const input = document.querySelector(".view:not([hidden]) [data-filter]");
      if (input) {
        event.preventDefault();
        input.focus();
      }
    }
  });

  show();
})();
