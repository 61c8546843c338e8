// Words anywhere on a sketch, and the whole sketch put together.
const ANCHORS = { left: 0, middle: 0.5, center: 0.5, right: 1, top: 0, bottom: 1 };
const ENDS = { 0: "start", 0.5: "middle", 1: "end" };

function wide(rows, size, family) {
  const pen = (globalThis.ladPen ??= document.createElement("canvas").getContext("2d"));
  const letters = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
  const plain = (words) => words.replace(/&(lt|gt|quot|amp);/g, (found) => letters[found]);
  return Math.max(0, ...rows.map((row) => row.reduce((sum, { bold, words }) => {
    pen.font = `${bold ? "bold " : ""}${size}px ${family}`;
    return sum + pen.measureText(plain(words)).width;
  }, 0)));
}

// The share of a box that lies left of (or above) its place, where the note does not say so itself.
function anchored(note, side, ref) {
  const said = note[`${side}anchor`] ?? "auto";
  if (said !== "auto") return ANCHORS[said];
  if (ref !== "paper" && !ref.endsWith(" domain")) return 0.5;
  const share = side === "x" ? note.x : 1 - note.y;
  return share < 1 / 3 ? 0 : share > 2 / 3 ? 1 : 0.5;
}

function note(one, at, hit) {
  const defaults = at.template.annotationdefaults ?? {};
  const { size, color, family } = { ...at.template.font, ...defaults.font, ...one.font };
  const rows = lines(one.text), high = one.height ?? size * (HEIGHT_OF + LINE * (rows.length - 1));
  const turned = one.textangle ?? 0, angle = (turned * Math.PI) / 180;
  const [ax, ay] = [anchored(one, "x", one.xref ?? "x"), anchored(one, "y", one.yref ?? "y")];
  const align = ANCHORS[one.align ?? "center"];
  const known = turned || one.hovertext || one.bgcolor || (rows.length > 1 && align !== ax);
  const across = one.width ?? (known ? wide(rows, size, family) : 0);
  const [sin, cos] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))];
  const [boxed, tall] = [across * cos + high * sin, across * sin + high * cos];
  const x = at.x(one.xref, one.x, "measured") + (one.xshift ?? 0); // on a log axis notes say the exponent
  const y = at.y(one.yref, one.y, "measured") - (one.yshift ?? 0);
  const [left, top] = [x - ax * boxed, y - ay * tall];
  const middle = top + tall / 2, start = known || one.width ? left + (boxed - across) / 2 : x;
  const box = [left, left + boxed, top, top + tall];
  if (one.hovertext) hit({ box, x: left + boxed / 2, y: top, said: one.hovertext });
  const free = known || one.width !== undefined;
  const [end, from] = free ? [ENDS[align], start + align * across] : [ENDS[ax], x];
  const first = middle - (size * (HEIGHT_OF + LINE * (rows.length - 1))) / 2 + ASCENT * size;
  const said = rows.map((row, i) => {
    const y = first + i * LINE * size, where = `x="${ROUND(from)}" y="${turned ? ROUND(y) : Math.round(y)}"`;
    const same = row.every(({ bold }) => bold === row[0].bold);
    const inside = same ? row.map(({ words }) => words).join("")
      : row.map(({ bold, words }) => (bold ? `<tspan font-weight="bold">${words}</tspan>` : words)).join("");
    return row.length ? `<text ${where}${same && row[0].bold ? ' font-weight="bold"' : ""}>${inside}</text>` : "";
  }).join("");
  const corner = `x="${ROUND(start)}" y="${ROUND(middle - high / 2)}"`;
  const ground = one.bgcolor ? `<rect ${corner} width="${across}" height="${high}" fill="${safe(one.bgcolor)}"/>` : "";
  const turn = turned ? ` transform="rotate(${turned} ${ROUND(left + boxed / 2)} ${ROUND(middle)})"` : "";
  const look = `font-size="${ROUND(size)}" font-family="${safe(family)}" fill="${safe(color)}" text-anchor="${end}"`;
  return { look, inside: ground + said, turn };
}

function notes(all, at, hit) {
  const alike = new Map();
  for (const one of all ?? []) {
    if (!one.text) continue;
    const { look, inside, turn } = note(one, at, hit);
    alike.set(look, (alike.get(look) ?? "") + (turn ? `<g${turn}>${inside}</g>` : inside));
  }
  return [...alike].map(([look, inside]) => `<g ${look}>${inside}</g>`).join("");
}

// How much of each point is seen: all that is chosen, and of the others as much as the figure leaves them.
function seen(trace, which, chosen) {
  const own = (i) => each(trace.marker?.opacity, i, 1);
  if (!chosen) return own;
  const left = trace.unselected?.marker?.opacity ?? UNSELECTED;
  return (i) => (chosen[0] === which && chosen[1] === i ? trace.selected?.marker?.opacity ?? own(i) : left);
}

// SVG of the figure, and what can be pointed at: `{box | r, x, y, said, data}`. `chosen` is [trace, point] or nothing.
function sketch(figure, width, chosen) {
  const { data, layout } = figure, at = ground(figure, width), hits = [], subplots = new Map();
  for (const [kind, how] of [["bar", bars], ["scatter", scatter]]) {
    data.forEach((trace, which) => {
      if (trace.type !== kind) return;
      const refs = `${trace.xaxis ?? "x"}|${trace.yaxis ?? "y"}`, held = subplots.get(refs) ?? ["", ""];
      const hit = (found) => {
        if (trace.hoverinfo === "skip") return;
        hits.push({ ...found, which, said: each(trace.hovertext, found.i), data: trace.customdata?.[found.i] ?? null });
      };
      const { clipped, free } = how(trace, at, seen(trace, which, chosen), hit);
      subplots.set(refs, [held[0] + clipped, held[1] + free]);
    });
  }
  const axes = Object.keys(layout).filter((name) => /^[xy]axis\d*$/.test(name)).map((name) => name.replace("axis", ""));
  const grids = axes.map((name) => grid(name, at));
  const lying = (below) => (layout.shapes ?? []).filter((one) => (one.layer === "below") === below);
  const parts = [
    shapes(lying(true), at),
    ...grids.map(([rules]) => rules),
    ...[...subplots].map(([refs, [clipped, free]]) => cut(refs, clipped, at) + free),
    ...grids.map(([, words]) => words),
    shapes(lying(false), at),
    notes(layout.annotations, at, (area) => hits.push(area)),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${at.height}" ` +
    `viewBox="0 0 ${width} ${at.height}" aria-hidden="true">${parts.join("")}</svg>`;
  return { svg, hits };
}
