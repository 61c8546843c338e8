// Tells the page whether the window is too narrow for two columns, and scrolls to what a link or a click was about.
let shown = 0;

// Charts above it are drawn later and push it down, so it is looked for until the reader moves.
function scrolled(selector) {
  let tries = 12;
  const moves = ["wheel", "touchstart", "keydown", "pointerdown"];
  const stop = () => { tries = 0; moves.forEach((move) => window.removeEventListener(move, stop)); };
  moves.forEach((move) => window.addEventListener(move, stop, { passive: true }));
  const again = () => {
    if (tries-- <= 0) return stop();
    const card = document.querySelector(selector);
    const top = card ? card.getBoundingClientRect().top : 0;
    if (card && (top < 0 || top > window.innerHeight / 3)) card.scrollIntoView({ block: "start" });
    setTimeout(again, 250);
  };
  again();
}

export default function ({ data, setStateValue }) {
  const narrow = window.matchMedia("(max-width: 1100px)");
  const tell = () => { if (narrow.matches !== data.narrow) setStateValue("narrow", narrow.matches); };
  narrow.addEventListener("change", tell);
  tell();
  if (data.aim && data.turn !== shown) scrolled(data.aim);
  shown = data.turn;
  return () => narrow.removeEventListener("change", tell);
}
