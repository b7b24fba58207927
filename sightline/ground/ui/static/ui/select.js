/** Tables with a column of tick boxes: a box in the head ticks all, and a line says how many are ticked. */
export function selectAll(root) {
  for (const table of root.querySelectorAll("[data-select-rows]")) {
    const boxes = [...table.querySelectorAll("tbody input[type=checkbox]")];
    const all = table.querySelector("thead input[data-select-all]");
    const count = root.querySelector(`[data-select-count="${table.dataset.selectRows}"]`);
    if (!all || boxes.length === 0) continue;
    all.closest("[hidden]")?.removeAttribute("hidden");
    const show = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      all.checked = ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
      if (count) count.textContent = ticked === 0 ? "None selected" : `${ticked} of ${boxes.length} selected`;
    };
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      show();
    });
    table.addEventListener("change", show);
    show();
  }
}
