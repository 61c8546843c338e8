// Tells the page whether the window is too narrow for two columns; says so again only when that changes.
export default function ({ data, setStateValue }) {
  const narrow = window.matchMedia("(max-width: 1100px)");
  const tell = () => { if (narrow.matches !== data.narrow) setStateValue("narrow", narrow.matches); };
  narrow.addEventListener("change", tell);
  tell();
  return () => narrow.removeEventListener("change", tell);
}
