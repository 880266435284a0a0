// Keys for readers who go through the evidence: j opens the next line, k the previous one, Escape closes it.
(() => {
  const lines = [...document.querySelectorAll("details.line")];
  const hint = document.querySelector(".keys");
  if (hint) hint.hidden = false;
  let at = -1;
  const show = (next) => {
    if (lines[at]) lines[at].open = false;
    at = Math.max(0, Math.min(lines.length - 1, next));
    const line = lines[at];
    if (!line) return;
    line.open = true;
    line.querySelector("summary").focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("focusin", (event) => {
    const line = event.target.closest && event.target.closest("details.line");
    if (line) at = lines.indexOf(line);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") show(at + 1);
    else if (event.key === "k") show(at - 1);
    else if (event.key === "Escape" && lines[at]) lines[at].open = false;
  });
})();
