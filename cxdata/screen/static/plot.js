// A chart of the page. It stays in its place while the page changes, and is redrawn only where its figure differs.
const FAR = 24; // pixels from which a point still answers to the pointer
const views = new WeakMap();

function made(parent) {
  const place = document.createElement("div");
  place.className = "lad-chart";
  place.style.position = "relative";
  place.setAttribute("role", "figure");
  const view = { place, width: 0, turn: 0, data: {}, hits: [], picked: () => {} };
  view.drawing = place.appendChild(document.createElement("div"));
  view.tip = place.appendChild(tip());
  view.observer = new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (!width || width === view.width) return;
    view.width = width;
    draw(view);
  });
  place.addEventListener("pointermove", (event) => point(view, found(view, event)));
  place.addEventListener("pointerleave", () => point(view));
  place.addEventListener("blur", () => point(view));
  place.addEventListener("click", (event) => pick(view, found(view, event)));
  place.addEventListener("keydown", (event) => pressed(view, event));
  if (document.fonts.status === "loading") document.fonts.ready.then(() => view.width && draw(view));
  place.ariaBusy = "true";
  parent.append(place);
  view.observer.observe(place);
  views.set(parent, view);
  return view;
}

function tip() {
  const made = document.createElement("div");
  made.className = "lad-tip";
  made.setAttribute("role", "status");
  made.style.cssText = "position:fixed;z-index:1000;pointer-events:none;visibility:hidden;" +
    "white-space:pre;padding:3px 8px;border:1px solid";
  return made;
}

function draw(view) {
  const { place, data, drawing } = view;
  try {
    view.figure = JSON.parse(data.figure);
    const { svg, hits } = sketch(view.figure, view.width, view.chosen);
    drawing.innerHTML = svg;
    drawing.firstChild.style.display = "block";
    view.hits = hits;
  } catch (problem) {
    console.warn(problem);
    drawing.textContent = data.failed;
    view.hits = [];
  }
  point(view);
  place.ariaBusy = null;
  Object.assign(place, { figure: view.figure, points: view.hits }); // for whoever looks at the page by script
}

const within = ({ box: [left, right, top, bottom] }, x, y) => x >= left && x <= right && y >= top && y <= bottom;

// What the pointer is on: words that say more, else the nearest point, else the bar under it.
function found({ place, hits }, { clientX, clientY }) {
  const box = place.getBoundingClientRect(), x = clientX - box.left, y = clientY - box.top;
  const words = hits.find((hit) => hit.which === undefined && within(hit, x, y));
  if (words) return words;
  let best, least = FAR;
  for (const hit of hits) {
    if (hit.r === undefined) continue;
    const far = Math.hypot(hit.x - x, hit.y - y) - Math.max(hit.r, 3);
    if (far < least) [best, least] = [hit, far];
  }
  return best ?? hits.findLast((hit) => hit.box && hit.which !== undefined && within(hit, x, y));
}

// Shows what a point says, beside it; without one, nothing.
function point(view, hit) {
  if (view.at === hit) return;
  view.at = hit;
  const { tip, place } = view;
  place.style.cursor = hit?.which !== undefined && view.data.pick ? "pointer" : "";
  if (!hit?.said) {
    tip.style.visibility = "hidden";
    tip.textContent = "";
    return;
  }
  const { font, bgcolor, bordercolor } = view.figure.layout.template.layout.hoverlabel;
  Object.assign(tip.style, { font: `${font.size}px ${font.family}`, lineHeight: "1.3", color: font.color });
  Object.assign(tip.style, { background: bgcolor, borderColor: bordercolor, visibility: "visible" });
  tip.innerHTML = lines(hit.said).map((row) =>
    row.map(({ bold, words }) => (bold ? `<b>${words}</b>` : words)).join("")).join("<br>");
  const box = place.getBoundingClientRect(), { width, height } = tip.getBoundingClientRect();
  const [x, y, off] = [box.left + hit.x, box.top + hit.y, (hit.r ?? 0) + 8];
  const right = x + off + width < document.documentElement.clientWidth;
  tip.style.left = `${right ? x + off : Math.max(0, x - off - width)}px`;
  tip.style.top = `${Math.min(Math.max(0, y - height / 2), innerHeight - height)}px`;
}

function pick(view, hit) {
  if (!view.data.pick || hit?.which === undefined) return;
  const again = view.chosen && view.chosen[0] === hit.which && view.chosen[1] === hit.i;
  view.chosen = again ? undefined : [hit.which, hit.i];
  draw(view);
  view.picked(again ? [] : [hit.data]);
}

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// Arrows go to the next point in their direction, Enter picks it.
function pressed(view, event) {
  const points = view.hits.filter((hit) => hit.which !== undefined), way = WAYS[event.key];
  if (event.key === "Escape") return point(view);
  if ((event.key === "Enter" || event.key === " ") && view.at) pick(view, view.at);
  else if (way && points.length) point(view, view.at ? next(points, view.at, way) : points[0]);
  else return;
  event.preventDefault();
}

const middle = ({ box, x, y }) => (box ? [(box[0] + box[1]) / 2, (box[2] + box[3]) / 2] : [x, y]);

function next(points, from, [dx, dy]) {
  const [x, y] = middle(from);
  let best = from, least = Infinity;
  for (const hit of points) {
    const [a, b] = middle(hit).map((value, i) => value - [x, y][i]);
    const ahead = a * dx + b * dy, aside = Math.abs(a * dy) + Math.abs(b * dx);
    if (ahead > 0.5 && ahead + 3 * aside < least) [best, least] = [hit, ahead + 3 * aside];
  }
  return best;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const view = views.get(parentElement) ?? made(parentElement);
  const changed = view.data.figure !== data.figure;
  const turn = ++view.turn;
  view.data = data;
  view.picked = (points) => setTriggerValue("picked", points);
  view.place.setAttribute("aria-label", data.alt);
  view.place.tabIndex = data.pick ? 0 : -1;
  if (changed) {
    view.chosen = undefined;
    if (view.width) draw(view);
  }
  return () => {
    if (turn !== view.turn) return; // another figure came before this one was heard of
    view.observer.disconnect();
    view.place.remove();
    views.delete(parentElement);
  };
}
