// Read a heat map under the finger: which token looks at which, and how much.
// The page is whole without this script; it only answers questions.

const maps = JSON.parse(document.getElementById("maps").textContent);
// Labels are a list, or the name of a stream whose tokens they are.
const labels = (which) => maps.labels[which] ?? which;

// Thousandths; the zeros at the end of a row are left out, and null is not a number.
const written = (value = 0) => (value === null ? "NaN" : (value / 1000).toFixed(3));

for (const drawing of document.querySelectorAll("svg[data-map]")) {
  const map = maps.maps[drawing.dataset.map];
  const readout = document.querySelector(`[data-for="${drawing.dataset.map}"]`);
  const frame = drawing.querySelector(".here");
  const [left, top, wide, high] = ["left", "top", "wide", "high"].map((name) =>
    Number(drawing.dataset[name]),
  );
  const atRest = readout.textContent;

  const show = (event) => {
    const box = drawing.getBoundingClientRect();
    const scale = drawing.viewBox.baseVal.width / box.width;
    const column = Math.floor(((event.clientX - box.left) * scale - left) / wide);
    const row = Math.floor(((event.clientY - box.top) * scale - top) / high);
    const inside = row in labels(map.down) && column in labels(map.across);
    if (!inside) return rest();
    frame.setAttribute("x", left + column * wide);
    frame.setAttribute("y", top + row * high);
    frame.setAttribute("visibility", "visible");
    const parts = {
      row: labels(map.down)[row],
      column: labels(map.across)[column],
      value: written(map.rows[row][column]),
    };
    readout.textContent = map.sentence.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  };
  const rest = () => {
    frame.setAttribute("visibility", "hidden");
    readout.textContent = atRest;
  };
  drawing.addEventListener("pointermove", show);
  drawing.addEventListener("pointerdown", show);
  drawing.addEventListener("pointerleave", rest);
}
