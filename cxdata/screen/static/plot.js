// A chart of the page. It stays in its place while the page changes, and is redrawn only where its figure differs.
const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false };
const views = new WeakMap();

function made(parent) {
  const place = document.createElement("div");
  place.setAttribute("role", "figure");
  const view = { place, width: 0, turn: 0, data: {}, picked: () => {} };
  view.observer = new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (!width || width === view.width) return;
    view.width = width;
    soon(view);
  });
  parent.append(place);
  view.observer.observe(place);
  views.set(parent, view);
  return view;
}

// After the next layout of the page: only then is it known how wide the place of a new figure is.
function soon(view) {
  if (view.soon) return;
  view.soon = true;
  view.place.ariaBusy = "true";
  requestAnimationFrame(() => setTimeout(() => {
    view.soon = false;
    if (view.width) draw(view);
  }));
}

async function draw(view) {
  const { place, data, width } = view;
  try {
    const plotly = await library(data.plotly);
    if (view.data.figure !== data.figure || view.width !== width || !place.isConnected) return;
    if (view.failed) place.textContent = "";
    view.failed = false;
    const { data: traces, layout } = JSON.parse(data.figure);
    const clicks = data.pick ? { clickmode: "event+select", dragmode: "pan" } : {};
    await plotly.react(place, traces, { ...layout, ...clicks, width }, CONFIG);
    place.ariaBusy = null;
    if (view.heard) return;
    view.heard = true;
    place.on("plotly_selected", (event) => view.picked(event?.points ?? []));
    place.on("plotly_deselect", () => view.picked([]));
  } catch (problem) {
    console.warn(problem);
    view.failed = true;
    place.textContent = data.failed;
    place.ariaBusy = null;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const view = views.get(parentElement) ?? made(parentElement);
  const changed = view.data.figure !== data.figure;
  const turn = ++view.turn;
  view.data = data;
  view.picked = (points) => {
    if (view.data.pick) setTriggerValue("picked", points.map((point) => point.customdata ?? null));
  };
  view.place.setAttribute("aria-label", data.alt);
  if (changed) soon(view);
  return () => {
    if (turn !== view.turn) return; // another figure came before this one was heard of
    view.observer.disconnect();
    globalThis.Plotly?.purge(view.place);
    view.place.remove();
    views.delete(parentElement);
  };
}
