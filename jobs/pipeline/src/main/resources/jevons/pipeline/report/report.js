(function () {
  "use strict";
  const root = document.documentElement;
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const drawn = new Map();
  let forced = null; // while printing: light
  const PAPER = 600; // what is left of the width of a sheet by broad margins

  // ---- colours, from the style sheet

  function look() {
    const style = getComputedStyle(root);
    const colour = (name) => style.getPropertyValue("--" + name).trim();
    return {
      page: colour("page"), text: colour("text"), muted: colour("muted"), line: colour("line"),
      grid: colour("grid"), panel: colour("panel"), band: colour("band"), accent: colour("accent"),
      series: [1, 2, 3, 4, 5, 6].map((i) => colour("series-" + i)),
    };
  }

  // ---- figures

  const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  function superscript(n) {
    return (n < 0 ? "⁻" : "") + [...String(Math.abs(n))].map((d) => SUPERSCRIPTS[d]).join("");
  }

  function figure(value) {
    if (value === null || value === undefined) return "–";
    const size = Math.abs(value);
    if (size !== 0 && (size >= 1e6 || size < 1e-3)) {
      const exponent = Math.floor(Math.log10(size) + 1e-12);
      const mantissa = Number((value / Math.pow(10, exponent)).toPrecision(3));
      const power = "10" + superscript(exponent);
      return mantissa === 1 ? power : minus(mantissa) + " × " + power;
    }
    return minus(Number(size >= 100 ? value.toFixed(0) : value.toPrecision(3)));
  }

  function minus(value) {
    return value.toLocaleString("en-US", { maximumFractionDigits: 6 }).replace("-", "\u2212");
  }

  const safe = (text) => echarts.format.encodeHTML(String(text));

  // ---- one chart's words to the library's options

  /** Powers of 2 divide a short logarithmic axis better than powers of 10. */
  function base(values) {
    const shown = values.filter((v) => v > 0);
    return Math.max(...shown) / Math.min(...shown) < 100 ? 2 : 10;
  }

  function axis(words, vertical, values, style, nameGap) {
    const category = words.scale === "category";
    return {
      type: words.scale === "linear" ? "value" : words.scale,
      logBase: words.scale === "log" ? base(values) : undefined,
      data: category ? words.categories : undefined,
      inverse: category && vertical,
      scale: true,
      name: words.name,
      nameLocation: vertical ? "end" : "middle",
      nameGap: nameGap,
      nameTextStyle: { color: style.muted, fontSize: 12, align: vertical ? "left" : "center" },
      axisLine: { show: !vertical || category, onZero: false, lineStyle: { color: style.line } },
      axisTick: { show: !vertical && !category, lineStyle: { color: style.line } },
      splitLine: { show: vertical ? !category : words.scale === "linear", lineStyle: { color: style.grid } },
      minorTick: { show: false },
      splitNumber: narrow() && !vertical ? 4 : 5,
      axisLabel: {
        color: style.text, fontSize: 12, hideOverlap: true,
        formatter: category || words.scale === "time" ? undefined : figure,
      },
    };
  }

  const narrow = () => root.clientWidth < 600;

  /** Lines across at values of an axis; those of the upright axis are labelled by its ticks. */
  function across(axis, upright, style) {
    return axis.lines.map((v) => ({
      [upright ? "yAxis" : "xAxis"]: v,
      label: { show: !upright, formatter: figure(v), color: style.text, fontSize: 12, position: "start" },
      lineStyle: { color: style.text, width: 1, type: "solid" },
    }));
  }

  /** Marks that would be written over each other share one label, "1–4". */
  function marked(chart, width, style) {
    if (chart.marks.length === 0) return [];
    const place = (x) => (typeof x === "number" ? x : Date.parse(x));
    const xs = chart.series[0].points.map((p) => place(p[0]));
    const span = Math.max(...xs) - Math.min(...xs) || 1;
    const groups = [];
    for (const mark of chart.marks) {
      const last = groups[groups.length - 1];
      const near = last && ((place(mark.x) - place(last.end)) / span) * (width - 70) < 16;
      if (near) {
        last.marks.push(mark);
        last.end = mark.x;
      } else {
        groups.push({ marks: [mark], end: mark.x });
      }
    }
    return groups.flatMap((group) => group.marks.map((mark, i) => {
      const last = group.marks[group.marks.length - 1];
      const words = group.marks.length === 1 ? mark.number : mark.number + "–" + last.number;
      return {
        xAxis: mark.x,
        label: { show: i === 0, formatter: words, color: style.text, fontSize: 12, position: "end", distance: 4 },
        lineStyle: { color: style.muted, width: 1, type: [3, 3] },
      };
    }));
  }

  const SYMBOLS = ["triangle", "circle", "diamond"];

  /** The highest named point has its name above it, the others below, so that they stay apart. */
  function highestNamed(chart) {
    return Math.max(...chart.series.flatMap((s) => s.points.filter((p) => p[5]).map((p) => p[1])));
  }

  function points(series, i, highest, style) {
    return {
      type: "scatter", name: series.name, symbol: SYMBOLS[i % 3],
      symbolSize: (narrow() ? [8, 6, 8] : [10, 7, 10])[i % 3],
      itemStyle: {
        color: [style.series[2], style.series[5], style.series[1]][i % 3],
        opacity: 0.8, borderColor: style.page, borderWidth: 0.5,
      },
      data: series.points.map((p) => ({
        value: [p[0], p[1]], name: p[4] || "",
        ...(p[5] ? {
          symbolSize: 15,
          itemStyle: { borderColor: style.text, borderWidth: 2, opacity: 1 },
          label: {
            show: true, formatter: "{b}", position: p[1] >= highest ? "top" : "bottom", color: style.text, fontSize: 12,
            fontWeight: "bold", textBorderColor: style.page, textBorderWidth: 3,
          },
          z: 9,
        } : {}),
      })),
    };
  }

  function band(series, style) {
    const open = (p) => p[2] === undefined || p[2] === null || p[3] === undefined || p[3] === null;
    // Each run of points that have both ends is one line, there along the high ends and back along the low ones, so that
    // the area between it and the axis is the band. Two stacked areas would add up on either side of 0 by themselves.
    const runs = [];
    series.points.forEach((p, i) => {
      if (open(p)) return;
      const last = runs[runs.length - 1];
      if (last !== undefined && last.until === i - 1) {
        last.points.push(p);
        last.until = i;
      } else {
        runs.push({ points: [p], until: i });
      }
    });
    return [
      ...runs.map(({ points }) => ({
        type: "line", name: "95 % interval", color: style.band, areaStyle: { color: style.band, opacity: 1 },
        symbol: "none", lineStyle: { width: 0 }, silent: true, tooltip: { show: false },
        data: [...points.map((p) => [p[0], p[3]]), ...points.slice().reverse().map((p) => [p[0], p[2]])],
      })),
      {
        type: "line", name: series.name, symbol: "circle", symbolSize: 7, color: style.series[0],
        lineStyle: { width: 2.5 }, data: series.points.map((p) => [p[0], p[1]]),
      },
    ];
  }

  function intervals(series, style) {
    const ends = series.points.filter((p) => p[2] !== null && p[3] !== null && p[2] !== undefined && p[3] !== undefined);
    return [
      ...ends.map((p) => ({
        type: "line", symbol: "none", silent: true, color: style.series[0],
        lineStyle: { width: 3, cap: "round" }, data: [[p[2], p[0]], [p[3], p[0]]],
      })),
      {
        type: "scatter", name: series.name, symbolSize: 11, color: style.series[0],
        itemStyle: { borderColor: style.page, borderWidth: 2 },
        data: series.points.map((p) => [p[1], p[0]]), z: 5,
      },
    ];
  }

  function drawing(chart, style) {
    return chart.series.flatMap((series, i) => {
      switch (series.kind) {
        case "stack":
          return [{
            type: "bar", name: series.name, stack: "all", color: style.series[i % 6], barCategoryGap: "18%",
            itemStyle: { borderColor: style.page, borderWidth: 0.5 },
            data: series.points.map((p) => [p[0], p[1] === undefined ? null : p[1]]),
          }];
        case "points": return [points(series, i, highestNamed(chart), style)];
        case "band": return band(series, style);
        case "intervals": return intervals(series, style);
        default:
          return [{
            type: "line", name: series.name, symbol: "none", color: style.series[i % 6],
            lineStyle: { width: 1.8 }, data: series.points.map((p) => [p[0], p[1]]),
          }];
      }
    });
  }

  function pointedAt(chart) {
    const kind = chart.series[0].kind;
    if (kind === "points") {
      const x = (v) => (chart.x.scale === "time" ? echarts.format.formatTime("yyyy-MM-dd", v) : figure(v));
      return (p) => safe(p.name) + "<br>" + safe(x(p.value[0])) + "<br>" + safe(chart.y.name) + ": " + safe(figure(p.value[1]));
    }
    if (kind === "intervals" || kind === "band") {
      return (p) => {
        // The band has a place twice.
        const own = Array.isArray(p) ? p.find((q) => q.seriesName === chart.series[0].name) : p;
        if (own === undefined) return "";
        const at = own.dataIndex;
        const point = chart.series[0].points[at];
        const names = kind === "band" ? chart.x.categories : chart.y.categories;
        const estimate = point[1];
        return safe(names[at]) + "<br><b>" + safe(figure(estimate)) + "</b> (95 %: "
          + safe(figure(point[2])) + " to " + safe(figure(point[3])) + ")";
      };
    }
    return undefined;
  }

  function options(chart, width, style) {
    const series = drawing(chart, style);
    const lines = [
      ...across(chart.y, true, style), ...across(chart.x, false, style), ...marked(chart, width, style),
    ];
    series[series.length - 1].markLine = { silent: true, symbol: "none", data: lines, animation: false };
    const kind = chart.series[0].kind;
    const aboveMarks = chart.marks.length > 0 ? 26 : 10;
    const named = kind === "stack" || kind === "points"
      ? chart.series.map((s) => s.name)
      : kind === "band"
        ? [chart.series[0].name, "95 % interval", ...chart.series.slice(1).map((s) => s.name)]
        : [];
    const stackedLegend = narrow() && kind === "points";
    const legendHeight = named.length === 0 ? 0 : stackedLegend ? 20 * named.length + 8 : 26;
    return {
      animation: false,
      aria: { enabled: true, label: { description: chart.summary } },
      backgroundColor: "transparent",
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: style.text },
      legend: {
        show: named.length > 0, data: named, top: 0, left: 0, itemGap: stackedLegend ? 6 : 14,
        orient: stackedLegend ? "vertical" : "horizontal", itemWidth: 14, itemHeight: 10,
        textStyle: { color: style.text, fontSize: 12 }, inactiveColor: style.muted,
      },
      grid: {
        containLabel: true, left: kind === "intervals" ? 32 : 4, right: 16,
        top: legendHeight + (kind === "intervals" ? 20 : aboveMarks + 18), bottom: chart.x.name ? 28 : 8,
      },
      tooltip: {
        confine: true, trigger: kind === "points" || kind === "intervals" ? "item" : "axis",
        backgroundColor: style.panel, borderColor: style.line, textStyle: { color: style.text, fontSize: 13 },
        axisPointer: { type: kind === "stack" ? "shadow" : "line" },
        formatter: pointedAt(chart),
        valueFormatter: (v) => figure(Array.isArray(v) ? v[1] : v),
        extraCssText: "max-width:80vw;white-space:normal",
      },
      // Intervals lie along x.
      xAxis: axis(chart.x, false, chart.series.flatMap((s) => s.points.flatMap(
        (p) => (kind === "intervals" ? p.slice(1, 4) : [p[0]]))), style, 26),
      yAxis: axis(chart.y, true, chart.series.flatMap((s) => s.points.flatMap((p) => p.slice(1, 4))), style, aboveMarks),
      series: series,
    };
  }

  // ---- drawing

  function draw() {
    const style = look();
    for (const chart of charts) {
      const place = document.getElementById("chart-" + chart.id);
      if (place.closest("[hidden]")) continue; // drawn when its page is turned to
      if (drawn.has(chart.id)) drawn.get(chart.id).dispose();
      const width = forced ? PAPER : place.clientWidth;
      const picture = echarts.init(place, null, { renderer: "svg", width: width });
      picture.setOption(options(chart, width, style));
      drawn.set(chart.id, picture);
    }
  }

  let widths = "";
  let waiting = 0;
  const places = charts.map((chart) => document.getElementById("chart-" + chart.id));
  const resized = new ResizeObserver(function () {
    const now = places.map((place) => place.clientWidth).join();
    if (now === widths) return; // a phone's address bar moves the height alone
    widths = now;
    clearTimeout(waiting);
    waiting = setTimeout(draw, 80);
  });

  // ---- pages: one at a time; without this script they follow each other

  const pages = [...document.querySelectorAll("section.page")];
  const links = [...document.querySelectorAll("nav a")];

  /** The page that the address names by its own anchor or by one within it. */
  function named() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return (target && target.closest("section.page")) || pages[0];
  }

  function turn() {
    const now = named();
    for (const page of pages) {
      if (page === now) page.removeAttribute("hidden");
      else page.setAttribute("hidden", "until-found"); // the browser's search finds it there
    }
    for (const link of links) {
      if (link.hash === "#" + now.id) {
        link.setAttribute("aria-current", "page");
        link.closest("ul").scrollLeft = link.offsetLeft - 32; // on a phone the row is longer than the window
      } else link.removeAttribute("aria-current");
    }
    root.dataset.page = now.id;
  }

  addEventListener("hashchange", function () {
    turn();
    draw();
    const now = named();
    if (location.hash === "#" + now.id) {
      scrollTo(0, 0);
      now.querySelector("h2").focus({ preventScroll: true });
    }
  });
  for (const page of pages) {
    page.addEventListener("beforematch", () => { location.hash = page.id; });
  }

  // ---- as-of days: the list becomes a slider

  for (const days of document.querySelectorAll("details.days")) {
    const all = [...days.querySelectorAll("li")];
    const sentences = all.map((li) => li.querySelector("span").textContent);
    const slider = document.createElement("input");
    const label = document.createElement("label");
    const said = document.createElement("output");
    const origin = document.createElement("p");
    const command = document.createElement("code");
    const copy = document.createElement("button");
    slider.type = "range";
    slider.min = 0;
    slider.max = sentences.length - 1;
    slider.value = slider.max;
    slider.id = "days-of-" + days.dataset.chart;
    label.htmlFor = slider.id;
    label.textContent = days.dataset.label;
    said.htmlFor = slider.id;
    const show = function (point) {
      said.textContent = sentences[slider.value];
      command.textContent = all[slider.value].querySelector("code").textContent;
      slider.setAttribute("aria-valuetext", sentences[slider.value]);
      const picture = drawn.get(days.dataset.chart);
      if (!point || picture === undefined) return;
      const series = picture.getOption().series.findIndex((s) => s.name !== "95 % interval");
      picture.dispatchAction({ type: "showTip", seriesIndex: series, dataIndex: Number(slider.value) });
    };
    slider.addEventListener("input", () => show(true));
    const shown = document.createElement("div");
    shown.className = "days";
    origin.className = "origin";
    copy.type = "button";
    copy.className = "copy";
    copy.textContent = "Copy";
    copy.setAttribute("aria-label", "Copy the command for the elasticity as of that day");
    origin.append("Where it comes from: ", command, copy);
    shown.append(label, slider, said, origin);
    days.before(shown);
    days.classList.add("paper"); // a slider tells nothing on paper: there the list stays
    show(false);
  }

  // ---- commands and LaTeX to the clipboard

  const spoken = document.createElement("p");
  spoken.className = "spoken";
  spoken.setAttribute("role", "status");
  document.body.append(spoken);

  for (const copy of document.querySelectorAll("button.copy")) {
    const source = copy.parentElement.querySelector("code, pre");
    copy.hidden = false;
    copy.addEventListener("click", async function () {
      let done = "Copied";
      try {
        await navigator.clipboard.writeText(source.textContent);
      } catch (blocked) {
        getSelection().selectAllChildren(source);
        done = "Selected";
      }
      copy.textContent = done;
      spoken.textContent = done; // the button's own name stays what it does
      setTimeout(function () {
        copy.textContent = "Copy";
        spoken.textContent = "";
      }, 2000);
    });
  }

  // ---- light and dark

  const button = document.getElementById("theme");
  const THEMES = ["system", "light", "dark"];

  function stored() {
    try {
      return localStorage.getItem("jevons-theme") || "system";
    } catch (blocked) {
      return "system";
    }
  }

  let theme = THEMES.includes(stored()) ? stored() : "system";

  function paint() {
    const shown = forced || theme;
    if (shown === "system") delete root.dataset.theme;
    else root.dataset.theme = shown;
    button.textContent = "Theme: " + theme;
    draw();
  }

  button.hidden = false;
  button.addEventListener("click", function () {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    try {
      localStorage.setItem("jevons-theme", theme);
    } catch (blocked) {
      // Kept for this page only.
    }
    paint();
  });
  dark.addEventListener("change", paint);

  // ---- tables as files

  function quoted(text) {
    const harmless = /^[=+@\t\r]/.test(text) ? "'" + text : text; // no formula when opened in a spreadsheet
    return /[",\n]/.test(harmless) ? '"' + harmless.replaceAll('"', '""') + '"' : harmless;
  }

  function csv(table) {
    return [...table.rows]
      .map((row) => [...row.cells].map((c) => quoted("value" in c.dataset ? c.dataset.value : c.textContent)).join(","))
      .join("\r\n") + "\r\n";
  }

  const KINDS = {
    csv: { type: "text/csv", end: ".csv", text: (id) => csv(document.getElementById(id)) },
    latex: { type: "application/x-tex", end: ".tex", text: (id) => document.getElementById(id + "-latex").textContent },
  };

  for (const save of document.querySelectorAll("button.save")) {
    const kind = KINDS[save.dataset.save];
    save.hidden = false;
    save.addEventListener("click", function () {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([kind.text(save.dataset.table)], { type: kind.type }));
      link.download = "jevons-" + save.dataset.table + kind.end;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }

  // ---- print: light, the notes unfolded, the charts' tables as they are

  let unfolded = [];
  addEventListener("beforeprint", function () {
    forced = "light";
    pages.forEach((page) => page.removeAttribute("hidden"));
    unfolded = [...document.querySelectorAll("details:not([open])")].filter((d) => !d.closest("figure") && !d.matches(".latex"));
    unfolded.forEach((d) => (d.open = true));
    paint();
  });
  addEventListener("afterprint", function () {
    forced = null;
    unfolded.forEach((d) => (d.open = false));
    turn();
    paint();
  });

  turn();
  if (location.hash === "#" + named().id) scrollTo(0, 0);
  paint();
  widths = places.map((place) => place.clientWidth).join();
  places.forEach((place) => resized.observe(place));
})();
