// Plotly itself, loaded once for everything that draws with it.
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
