// A figure of cxdata/charts as one SVG: the part of Plotly's language that charts speak, with Plotly's own measures.
const ROUND = (value) => Math.round(value * 100) / 100;
const DASHES = { dot: [1, 1], dash: [3, 3] };
const ASCENT = 0.969, HEIGHT_OF = 1.21, LINE = 1.3; // of a letter's size, in Inter
const UNSELECTED = 0.2;

const each = (value, i, other) => (Array.isArray(value) ? value[i] : value) ?? other;
const safe = (words) => String(words).replace(/[<>"]/g, (c) => ({ "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

// Words of a figure know bold letters and line breaks; whatever else looks like a tag is shown as it stands.
function lines(said) {
  let bold = false;
  return String(said).split(/<br\s*\/?>/).map((line) => line.split(/(<\/?b>)/).flatMap((part) => {
    if (part === "<b>" || part === "</b>") { bold = part === "<b>"; return []; }
    return part ? [{ bold, words: safe(part).replace(/ {2,}/g, (run) => "\u00a0".repeat(run.length)) }] : [];
  }));
}

function scaled(layout, name, from, to) {
  const axis = { ...layout.template?.layout?.[name[0] + "axis"], ...layout[name.replace(/^([xy])/, "$1axis")] };
  const [low, high] = axis.range ?? [0, 1], [start, end] = axis.domain ?? [0, 1];
  const log = axis.type === "log" ? (value) => Math.log10(value) : (value) => value;
  const at = (share) => from + share * (to - from);
  const measured = (value) => at(start + (value - low) / (high - low) * (end - start));
  const along = (value) => measured(log(value));
  return { ...axis, measured, along, at: (share) => at(start + share * (end - start)), ends: [at(start), at(end)] };
}

// Where things stand: pixels of every axis, and of places said as "paper", "x2" or "y3 domain".
function ground({ layout }, width) {
  const { l, r, t, b } = layout.margin, height = layout.height, made = {};
  const box = { left: l, right: width - r, top: t, bottom: height - b };
  const axis = (name) => (made[name] ??= name[0] === "x"
    ? scaled(layout, name, box.left, box.right) : scaled(layout, name, box.bottom, box.top));
  const place = (ref, value, how, paper) => {
    if (ref === "paper") return paper(value);
    const [name, domain] = ref.split(" ");
    return domain ? axis(name).at(value) : axis(name)[how](value);
  };
  const [across, up] = [(share) => l + share * (box.right - l), (share) => box.bottom - share * (box.bottom - t)];
  const x = (ref, value, how = "along") => place(ref ?? "x", value, how, across);
  const y = (ref, value, how = "along") => place(ref ?? "y", value, how, up);
  return { width, height, axis, x, y, template: layout.template?.layout ?? {} };
}

const dashed = (dash, width) => (DASHES[dash] ?? []).map((times) => times * Math.max(width, 3)).join() ||
  (dash && dash !== "solid" ? dash.replace(/px/g, "") : "");

function stroke({ color = "#444", width = 2, dash } = {}) {
  const dashes = dashed(dash, width), drawn = `stroke="${width ? safe(color) : "none"}" stroke-width="${width}"`;
  return dashes ? `${drawn} stroke-dasharray="${safe(dashes)}"` : drawn;
}

const sharp = (value, width) => (Math.round(width) % 2 ? Math.round(value - 0.5) + 0.5 : Math.round(value));

function shape(one, at) {
  const x = (value) => (one.xsizemode === "pixel" ? at.x(one.xref, one.xanchor) + value : at.x(one.xref, value));
  const y = (value) => (one.ysizemode === "pixel" ? at.y(one.yref, one.yanchor) - value : at.y(one.yref, value));
  let [x0, x1, y0, y1] = [x(one.x0), x(one.x1), y(one.y0), y(one.y1)];
  const line = { color: "#444", width: 2, ...one.line };
  if (one.type === "rect") {
    return `<path d="M${ROUND(x0)},${ROUND(y0)}H${ROUND(x1)}V${ROUND(y1)}H${ROUND(x0)}Z" ` +
      `fill="${safe(one.fillcolor ?? "none")}" ${stroke(line)}/>`;
  }
  if (ROUND(x0) === ROUND(x1)) x0 = x1 = sharp(x0, line.width);
  if (ROUND(y0) === ROUND(y1)) y0 = y1 = sharp(y0, line.width);
  return `<path d="M${ROUND(x0)},${ROUND(y0)}L${ROUND(x1)},${ROUND(y1)}" fill="none" ${stroke(line)}/>`;
}

// Shapes in their order, each cut off where the axes that it lies on end.
function shapes(all, at) {
  let drawn = "", inside = "", before = "";
  const end = () => { drawn += before && cut(before, inside, at); inside = ""; };
  for (const one of all) {
    const refs = [one.xref ?? "x", one.yref ?? "y"], clip = refs.join("|");
    if (clip !== before) { end(); before = clip; }
    inside += shape(one, at);
  }
  end();
  return drawn;
}

// What lies on a pair of axes, "x|y2" or "paper|y domain", and nothing beyond their ends.
function cut(refs, inside, at) {
  const ends = (ref, all) => (ref === "paper" ? [0, all] : [...at.axis(ref.split(" ")[0]).ends].sort((p, q) => p - q));
  const [across, up] = refs.split("|"), [[left, right], [top, bottom]] = [ends(across, at.width), ends(up, at.height)];
  const box = [left, top, Math.max(0, right - left), Math.max(0, bottom - top)].map(ROUND);
  return inside && `<svg x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" viewBox="${box.join(" ")}" ` +
    `preserveAspectRatio="none">${inside}</svg>`;
}

function grid(name, at) {
  const axis = at.axis(name);
  if (axis.visible === false) return ["", ""];
  const across = name[0] === "y";
  const other = at.axis(axis.anchor ?? (across ? "x" : "y")), [start, end] = other.ends.map(ROUND);
  const { size, color, family } = axis.tickfont ?? {}, away = axis.showline ? 0.2 * size : 0;
  let rules = "", words = "";
  (axis.tickvals ?? []).forEach((value, i) => {
    const place = axis.along(value), [low, high] = [...axis.ends].sort((p, q) => p - q);
    if (place < low - 0.1 || place > high + 0.1) return;
    if (axis.showgrid) rules += across ? `M${start},${sharp(place, 1)}H${end}` : `M${sharp(place, 1)},${start}V${end}`;
    const half = 0.65 * size;
    if (axis.showticklabels === false || (across && (place < half || place > at.height - half))) return; // would be cut
    const where = across ? `x="${ROUND(start - 1 - away)}" y="${Math.round(place + 0.35 * size)}" text-anchor="end"`
      : `x="${ROUND(place)}" y="${Math.round(start + size + 0.5 + away)}" text-anchor="middle"`;
    words += `<text ${where}>${safe(axis.ticktext[i]).replace(/ $/, "\u00a0")}</text>`;
  });
  const [from, to] = axis.ends.map(ROUND);
  if (axis.showline) words += `<path d="M${from},${start + 0.5}H${to}" stroke="${safe(axis.linecolor)}"/>`;
  const letters = `font-size="${size}" font-family="${safe(family)}" fill="${safe(color)}"`;
  const lines = rules && `<path d="${rules}" fill="none" stroke="${safe(axis.gridcolor)}"/>`;
  return [lines, words && `<g ${letters}>${words}</g>`];
}

const faded = (opacity) => (opacity < 1 ? ` opacity="${opacity}"` : "");

// Things that look alike are one element: a map has hundreds of cells, but nine colours.
function gathered(pieces) {
  const alike = new Map();
  for (const { look, d } of pieces) alike.set(look, (alike.get(look) ?? "") + d);
  return [...alike].map(([look, d]) => `<path ${look} d="${d}"/>`).join("");
}

function bars(trace, at, opacity, hit) {
  const lying = trace.orientation === "h";
  const along = at.axis((lying ? trace.xaxis : trace.yaxis) ?? (lying ? "x" : "y"));
  const across = at.axis((lying ? trace.yaxis : trace.xaxis) ?? (lying ? "y" : "x"));
  const [sizes, places] = lying ? [trace.x, trace.y] : [trace.y, trace.x];
  const line = trace.marker?.line ?? {}, pieces = [], words = [];
  sizes.forEach((size, i) => {
    if (size === null || places[i] === null) return;
    const base = each(trace.base, i, 0), half = each(trace.width, i, 0.8) / 2, wide = each(line.width, i, 0);
    const edge = wide % 2 ? (v) => Math.round(v - 0.5) + 0.5 : (v) => (wide ? Math.round(v) : ROUND(v));
    const a = [along.along(base), along.along(base + size)].sort((p, q) => p - q);
    const b = [across.along(places[i] - half), across.along(places[i] + half)].sort((p, q) => p - q);
    const box = lying ? [...a, ...b] : [...b, ...a];
    const [left, right, top, bottom] = box.map(edge);
    const [paint, seen] = [each(trace.marker?.color, i, "none"), opacity(i)];
    const look = `fill="${safe(paint)}" ${stroke({ color: each(line.color, i), width: wide })}${faded(seen)}`;
    pieces.push({ look, d: `M${left},${top}H${right}V${bottom}H${left}Z` });
    const end = along.along(base + size), middle = (box[2] + box[3]) / 2;
    hit({ i, box, x: lying ? end : (box[0] + box[1]) / 2, y: lying ? middle : end });
    const said = each(trace.text, i, ""), size_of = each(trace.textfont?.size, i, 13);
    if (!said) return;
    const y = trace.textposition === "outside" ? top - 3 - (HEIGHT_OF - ASCENT) * size_of : middle + 0.362 * size_of;
    const font = { size: size_of, color: each(trace.textfont?.color, i, at.template.font?.color) };
    words.push({ said, font, x: (left + right) / 2, y });
  });
  const clip = trace.cliponaxis === false && trace.textposition === "outside";
  return { clipped: gathered(pieces) + (clip ? "" : texts(words, at)), free: clip ? texts(words, at) : "" };
}

// Short words, each round its middle, gathered by their letters.
function texts(words, at) {
  const alike = new Map();
  for (const { said, font, x, y } of words) {
    const [[{ bold, words: shown } = { words: "" }]] = lines(said);
    const look = `font-size="${ROUND(font.size)}" fill="${safe(font.color)}"${bold ? ' font-weight="bold"' : ""}`;
    alike.set(look, `${alike.get(look) ?? ""}<text x="${ROUND(x)}" y="${Math.round(y)}">${shown}</text>`);
  }
  const common = `font-family="${safe(at.template.font?.family ?? "sans-serif")}" text-anchor="middle"`;
  return [...alike].map(([look, inside]) => `<g ${look} ${common}>${inside}</g>`).join("");
}

function path(xs, ys, closed) {
  let d = "", open = false;
  const end = () => { if (open && closed) d += "Z"; open = false; };
  xs.forEach((x, i) => {
    if (x === null || ys[i] === null) return end();
    d += `${open ? "L" : "M"}${ROUND(x)},${ROUND(ys[i])}`;
    open = true;
  });
  end();
  return d;
}

const SYMBOLS = {
  circle: (x, y, r) => `M${x + r},${y}A${r},${r} 0 1,1 ${x - r},${y}A${r},${r} 0 1,1 ${x + r},${y}Z`,
  diamond: (x, y, r) => `M${x + r * 1.3},${y}L${x},${y + r * 1.3}L${x - r * 1.3},${y}L${x},${y - r * 1.3}Z`,
  "triangle-left": (x, y, r) => `M${x + r / 2},${y - r * 1.155}v${r * 2.31}L${x - r},${y}Z`,
  "triangle-right": (x, y, r) => `M${x - r / 2},${y - r * 1.155}v${r * 2.31}L${x + r},${y}Z`,
  "arrow-wide": (x, y, r, turn, back) => {
    const angle = (turn * Math.PI) / 180, leg = 2 * r;
    const [tx, ty] = [x - back * Math.sin(angle), y + back * Math.cos(angle)];
    const foot = (side) => {
      const way = angle + Math.PI + side * (Math.PI / 4);
      return `${ROUND(tx + leg * Math.sin(way))},${ROUND(ty - leg * Math.cos(way))}`;
    };
    return `M${ROUND(tx)},${ROUND(ty)}L${foot(1)}A${leg},${leg} 0 0 1 ${foot(-1)}Z`;
  },
};

function points(trace, xs, ys, opacity, hit) {
  const marker = trace.marker ?? {}, line = marker.line ?? {}, pieces = [];
  xs.forEach((x, i) => {
    if (x === null || ys[i] === null) return;
    const r = ROUND(each(marker.size, i, 6) / 2), symbol = each(marker.symbol, i, "circle"), seen = opacity(i);
    hit({ i, x, y: ys[i], r });
    if (!seen) return;
    const hollow = symbol.endsWith("-open"), paint = each(marker.color, i, "#444"), wide = each(line.width, i, 0);
    const edge = hollow ? { color: paint, width: wide || 1 } : { color: each(line.color, i), width: wide };
    const look = `fill="${hollow ? "none" : safe(paint)}" ${stroke(edge)}${faded(seen)}`;
    const drawn = SYMBOLS[symbol.replace("-open", "")];
    pieces.push({ look, d: drawn(ROUND(x), ROUND(ys[i]), r, each(marker.angle, i, 0), each(marker.standoff, i, 0)) });
  });
  return gathered(pieces);
}

function scatter(trace, at, opacity, hit) {
  const [across, up] = [at.axis(trace.xaxis ?? "x"), at.axis(trace.yaxis ?? "y")];
  const xs = trace.x.map((v) => (v === null ? null : across.along(v)));
  const ys = trace.y.map((v) => (v === null ? null : up.along(v)));
  let drawn = "";
  if (trace.fill === "toself") drawn += `<path d="${path(xs, ys, true)}" fill="${safe(trace.fillcolor)}"/>`;
  const modes = trace.mode ?? "lines";
  if (modes.includes("lines") && trace.line?.width !== 0) {
    drawn += `<path d="${path(xs, ys)}" fill="none" stroke-miterlimit="2" ${stroke({ width: 2, ...trace.line })}/>`;
  }
  let dots = modes.includes("markers") ? points(trace, xs, ys, opacity, hit) : "";
  if (trace.opacity < 1) {
    [drawn, dots] = [drawn, dots].map((part) => part && `<g${faded(trace.opacity)}>${part}</g>`);
  }
  return trace.cliponaxis === false ? { clipped: drawn, free: dots } : { clipped: drawn + dots, free: "" };
}
