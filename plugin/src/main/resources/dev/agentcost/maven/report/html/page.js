(() => {
  "use strict";

  const root = document.documentElement;
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

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

  // ---- details of large reports: text until they are asked for

  const ISLAND = 'script[type="text/html"]';
  const islands = new Map();

  /** A line that stood before in the page is there as = and its number, any other that begins with = has one more. */
  function readIslands() {
    const lines = [];
    for (const island of all(ISLAND)) {
      const own = island.textContent.split("\n").map(line => {
        if (line[0] === "=" && line[1] !== "=") {
          return lines[parseInt(line.slice(1), 36)];
        }
        const text = line[0] === "=" ? line.slice(1) : line;
        lines.push(text);
        return text;
      });
      islands.set(island, own);
    }
  }

  function unfold(holder) {
    const island = holder && holder.querySelector(ISLAND);
    if (island) {
      if (islands.size === 0) {
        readIslands();
      }
      island.insertAdjacentHTML("afterend", islands.get(island).join("\n").replaceAll("<\\/", "</"));
      island.remove();
    }
  }

  document.addEventListener("toggle", event => unfold(event.target), true);

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
    views.forEach(one => one.classList.toggle("current", one === view));
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
      unfold(entry);
      entry.classList.add("open");
    }
    const details = target.classList.contains("finding") ? target.querySelector("details") : null;
    if (details) {
      target.hidden = false;
      unfold(details);
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
      texts.set(element, (element.querySelector("summary") || element).textContent.toLowerCase());
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

  // ---- graphs: drawn from their tables when they are looked at

  const SVG = "http://www.w3.org/2000/svg";
  const KINDS = { method: "method", repetition: "repeats", model: "model call", tool: "tool call" };
  const LINE = 17;
  const LONGEST = 60;
  const SMALLEST = 0.8; // of its size: smaller text cannot be read

  function svg(name, attributes = {}, ...content) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, value);
    }
    element.append(...content);
    return element;
  }

  const pen = document.createElement("canvas").getContext("2d");

  function widthOf(text, font) {
    pen.font = font;
    return pen.measureText(text).width;
  }

  function linesOf(item) {
    const note = item.querySelector(".note");
    const place = item.querySelector(".place").textContent;
    const lines = [
      { style: "kind", font: "11px sans-serif", text: KINDS[item.dataset.kind] },
      { style: "name", font: "600 12.5px monospace", text: item.querySelector("b").textContent },
      { style: "small", font: "11.5px sans-serif", text: place.slice(place.lastIndexOf("/") + 1) }
    ];
    if (note) {
      const text = note.textContent;
      const short = text.length > LONGEST ? text.slice(0, LONGEST) + "\u2026" : text;
      lines.splice(2, 0, { style: "small", font: "11.5px sans-serif", text: short });
    }
    return lines;
  }

  function drawNode(item, box) {
    const kind = item.dataset.kind;
    const round = kind === "repetition" || kind === "model" ? 18 : 5;
    const group = svg("g", { class: kind + (item.dataset.unbounded === "true" ? " unbounded" : "") });
    group.append(
      svg("rect", {
        class: "shape",
        x: box.x - box.width / 2,
        y: box.y - box.height / 2,
        width: box.width,
        height: box.height,
        rx: round
      })
    );
    box.lines.forEach((line, i) => {
      const y = box.y - box.height / 2 + 8 + LINE * (i + 0.75);
      group.append(svg("text", { class: line.style, x: box.x, y }, line.text));
    });
    return item.dataset.finding ? svg("a", { href: "#" + item.dataset.finding }, group) : group;
  }

  function pathOf(points) {
    const middle = (a, b) => `${(a.x + b.x) / 2} ${(a.y + b.y) / 2}`;
    const at = point => `${point.x} ${point.y}`;
    let path = "M" + at(points[0]);
    for (let i = 1; i < points.length - 1; i++) {
      const end = i < points.length - 2 ? middle(points[i], points[i + 1]) : at(points[i + 1]);
      path += ` Q${at(points[i])} ${end}`;
    }
    return points.length < 3 ? path + " L" + at(points[points.length - 1]) : path;
  }

  function tip(points) {
    const end = points[points.length - 1];
    const before = points[points.length - 2];
    const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
    return svg("path", { class: "tip", d: "M0 0L-9 4.5L-9 -4.5Z", transform: `translate(${end.x} ${end.y}) rotate(${angle})` });
  }

  function drawGraph(figure) {
    const graph = new dagre.graphlib.Graph({ multigraph: true });
    graph.setGraph({ rankdir: "TB", nodesep: 26, ranksep: 40, marginx: 14, marginy: 14 });
    const items = all("[data-node]", figure);
    for (const item of items) {
      const lines = linesOf(item);
      const width = Math.max(...lines.map(line => widthOf(line.text, line.font))) + 32;
      graph.setNode(item.dataset.node, { lines, width, height: lines.length * LINE + 16 });
    }
    all("[data-from]", figure).forEach((row, i) => {
      const times = row.dataset.times === "1" ? "" : "\u00d7 " + row.dataset.times;
      const width = times ? widthOf(times, "600 12px monospace") + 12 : 0;
      graph.setEdge(row.dataset.from, row.dataset.to, { times, width, height: times ? 18 : 0, labelpos: "c" }, String(i));
    });
    dagre.layout(graph);
    const size = graph.graph();
    const drawing = svg("svg", {
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: "group",
      "aria-label": "Graph of what it runs; the table below says the same"
    });
    drawing.style.width = "100%";
    drawing.style.maxWidth = size.width + "px";
    drawing.style.minWidth = size.width * SMALLEST + "px";
    const edges = graph.edges().map(edge => graph.edge(edge));
    edges.forEach(edge => drawing.append(svg("path", { class: "edge", d: pathOf(edge.points) }), tip(edge.points)));
    edges
      .filter(edge => edge.times)
      .forEach(edge => drawing.append(svg("text", { class: "times", x: edge.x, y: edge.y + 4 }, edge.times)));
    items.forEach(item => drawing.append(drawNode(item, graph.node(item.dataset.node))));
    const place = figure.querySelector(".drawing");
    place.append(drawing);
    place.tabIndex = 0;
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", "Graph");
    place.scrollLeft = (place.scrollWidth - place.clientWidth) / 2;
  }

  // ---- curves: drawn from their tables, anew where the colours or the width change

  const PENS = [
    { light: "#1a2029", dark: "#e7ebf1", dash: [] },
    { light: "#2a55c7", dark: "#93b4ff", dash: [8, 4] },
    { light: "#17734a", dark: "#77d6a2", dash: [2, 4] },
    { light: "#a3470a", dark: "#f0a570", dash: [12, 4, 2, 4] },
    { light: "#8a2a9c", dark: "#dc9bea", dash: [5, 5] },
    { light: "#0b6f80", dark: "#6fd0e0", dash: [1, 3] }
  ];
  const charts = new Map();

  function isDark() {
    const system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    return (root.dataset.theme || system) === "dark";
  }

  const numbers = text => text.split(" ").map(Number);
  const short = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });
  const exact = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });

  /** With the unit. A bound is not rounded here: to the nearest may be down. */
  function amount(dimension, value, format) {
    if (value === null || value === undefined) {
      return "";
    }
    if (dimension === "latencyMillis") {
      return format.format(value / 1000) + " s";
    }
    return (dimension === "dollars" ? "$" : "") + format.format(value);
  }

  /** The legend shows the last point, unless the reader points at another. */
  function showLast(chart) {
    const show = () => chart.setLegend({ idx: chart.data[0].length - 1 });
    chart.over.addEventListener("mouseleave", () => setTimeout(show));
    setTimeout(show);
  }

  function drawChart(figure) {
    const chosen = figure.querySelector(".choices input:checked");
    const place = figure.querySelector(".chart");
    const table = figure.querySelector(`table[data-dimension="${chosen.value}"]`);
    const rows = all("[data-values]", table);
    const dark = isDark();
    const quiet = getComputedStyle(place).color;
    const grid = dark ? "#2b3440" : "#dfe3ea";
    const axis = { stroke: quiet, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, font: "12px system-ui, sans-serif" };
    if (charts.has(figure)) {
      charts.get(figure).destroy();
    }
    charts.set(
      figure,
      new uPlot(
        {
          width: place.clientWidth || figure.clientWidth,
          height: Math.min(340, Math.max(230, window.innerHeight / 2.5)),
          scales: { x: { time: false } },
          cursor: { drag: { x: false, y: false } },
          hooks: { ready: [showLast] },
          axes: [
            { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5, 1e6, 1e9], label: "turns", labelFont: axis.font, labelSize: 20 },
            { ...axis, size: 76, values: (chart, splits) => splits.map(value => amount(chosen.value, value, short)) }
          ],
          series: [
            { label: "turns", value: (chart, value) => amount("turns", value, exact) },
            ...rows.map((row, i) => ({
              label: row.cells[0].textContent,
              stroke: dark ? PENS[i % PENS.length].dark : PENS[i % PENS.length].light,
              dash: PENS[i % PENS.length].dash,
              width: i === 0 ? 2.5 : 2,
              points: { show: false },
              value: (chart, value) => amount(chosen.value, value, exact)
            }))
          ]
        },
        [numbers(figure.dataset.turns), ...rows.map(row => numbers(row.dataset.values))],
        place
      )
    );
  }

  function redraw() {
    charts.forEach((chart, figure) => {
      if (figure.offsetParent) {
        drawChart(figure);
      }
    });
  }

  document.addEventListener("viewchange", event => {
    const entry = event.detail.closest(".entry");
    if (!entry) {
      return;
    }
    for (const figure of all(".graph", entry)) {
      if (!figure.querySelector("svg")) {
        drawGraph(figure);
      }
    }
    for (const figure of all(".curves", entry)) {
      if (!figure.querySelector(".choices input:checked")) {
        const choices = all(".choices input", figure);
        (choices.find(choice => choice.value === "dollars") || choices[0]).checked = true;
        figure.addEventListener("change", () => drawChart(figure));
      }
      drawChart(figure);
    }
  });
  document.addEventListener("themechange", redraw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  let resized = 0;
  window.addEventListener("resize", () => {
    clearTimeout(resized);
    resized = setTimeout(redraw, 100);
  });

  // ---- keyboard: / goes to the filter of the view

  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const input = document.querySelector(".view.current [data-filter]");
      if (input) {
        event.preventDefault();
        input.focus();
      }
    }
  });

  show();
})();
