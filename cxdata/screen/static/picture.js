// A slide drawn in the browser: one SVG with its font inside is the preview, the SVG file and the source of the PNG.
const WIDTH = 1280, HEIGHT = 720, SCALE = 3;
const shared = (globalThis.ladPicture ??= { fonts: new Map() });
const views = new WeakMap();

// Plotly itself, loaded with the first picture and kept.
function library(url) {
  globalThis.ladPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(globalThis.Plotly);
    script.onerror = () => { script.remove(); globalThis.ladPlotly = undefined; reject(new Error(url)); };
    document.head.append(script);
  });
  return globalThis.ladPlotly;
}

function asDataUrl(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

// The page learns the font too, because Plotly measures words where they will stand.
async function face({ family, url, weight, range }) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(url);
  const blob = new Blob([await answer.arrayBuffer()], { type: "font/woff2" });
  const font = new FontFace(family, await blob.arrayBuffer(), { weight, unicodeRange: range });
  document.fonts.add(await font.load());
  return `@font-face{font-family:'${family}';font-weight:${weight};unicode-range:${range};` +
    `src:url(${await asDataUrl(blob)}) format('woff2')}`;
}

function fonts(faces) {
  const key = JSON.stringify(faces);
  if (!shared.fonts.has(key)) {
    const found = Promise.all(faces.map(face)).then((rules) => rules.join(""));
    found.catch(() => shared.fonts.delete(key));
    shared.fonts.set(key, found);
  }
  return shared.fonts.get(key);
}

const escaped = (words) => words.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);

async function drawn(data) {
  const [plotly, rules] = await Promise.all([library(data.plotly), fonts(data.faces)]);
  const url = await plotly.toImage(JSON.parse(data.figure), { format: "svg", width: WIDTH, height: HEIGHT });
  const svg = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  const inside = `<title>${escaped(data.title)}</title><desc>${escaped(data.alt)}</desc>` +
    `<defs><style>${rules}</style></defs>`;
  return svg
    .replace(/<svg\b[^>]*>/, (tag) => tag + inside)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}

async function png(image) {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * SCALE;
  canvas.height = HEIGHT * SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("canvas");
  return blob;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function view(parent) {
  const part = (name) => parent.querySelector(`[data-part="${name}"]`);
  const names = ["image", "wait", "said", "png", "svg", "copy"];
  return Object.fromEntries(names.map((name) => [name, part(name)]));
}

async function shown(parts, data, state) {
  const { words } = data;
  const buttons = [parts.png, parts.svg, parts.copy];
  const say = (sentence) => { parts.said.textContent = sentence; };
  buttons.forEach((button) => { button.textContent = words[button.dataset.part]; button.disabled = true; });
  parts.copy.hidden = !(globalThis.ClipboardItem && navigator.clipboard?.write);
  parts.wait.textContent = words.drawing;
  parts.image.removeAttribute("src");
  say("");
  try {
    const svg = await drawn(data);
    if (state.figure !== data.figure) return;
    const file = new Blob([svg], { type: "image/svg+xml" });
    if (state.url) URL.revokeObjectURL(state.url);
    state.url = URL.createObjectURL(file);
    parts.image.alt = data.alt;
    parts.image.src = state.url;
    await parts.image.decode();
    await new Promise((resolve) => setTimeout(resolve, 80)); // fonts inside an image arrive after its first frame
    const once = async (act, failed) => {
      buttons.forEach((button) => { button.disabled = true; });
      try { say(await act()); } catch { say(failed); }
      buttons.forEach((button) => { button.disabled = false; });
    };
    const saved = (name) => words.saved.replace("{file}", name);
    parts.png.onclick = () => once(async () => {
      save(await png(parts.image), `${data.file}.png`);
      return saved(`${data.file}.png`);
    }, words.failed);
    parts.svg.onclick = () => once(async () => {
      save(file, `${data.file}.svg`);
      return saved(`${data.file}.svg`);
    }, words.failed);
    parts.copy.onclick = () => once(async () => {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": png(parts.image) })]);
      return words.copied;
    }, words.not_copied);
    buttons.forEach((button) => { button.disabled = false; });
  } catch (problem) {
    console.warn(problem);
    parts.image.removeAttribute("src");
    parts.wait.textContent = words.failed;
  }
}

export default function ({ data, parentElement }) {
  const state = views.get(parentElement) ?? {};
  views.set(parentElement, state);
  if (state.figure !== data.figure) {
    state.figure = data.figure;
    shown(view(parentElement), data, state);
  }
  return () => {
    state.figure = undefined;
    if (state.url) URL.revokeObjectURL(state.url);
    views.delete(parentElement);
  };
}
