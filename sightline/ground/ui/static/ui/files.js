/** <div data-drop> around a file input: files may be dropped on it, and what was chosen is listed with its size. */
export function dropFiles(root) {
  for (const zone of root.querySelectorAll("[data-drop]")) {
    const input = zone.querySelector("input[type=file]");
    const list = zone.querySelector("[data-drop-list]");
    if (!input || !list) continue;
    zone.classList.add("sl-drop--live");
    const show = () => {
      list.replaceChildren(...[...input.files].map(line));
      list.hidden = input.files.length === 0;
    };
    input.addEventListener("change", show);
    for (const name of ["dragenter", "dragover"])
      zone.addEventListener(name, (event) => {
        event.preventDefault();
        zone.classList.add("sl-drop--over");
      });
    for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("sl-drop--over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer?.files.length) return;
      const files = new DataTransfer();
      for (const file of [...(input.multiple ? input.files : []), ...event.dataTransfer.files]) files.items.add(file);
      input.files = input.multiple || files.files.length === 1 ? files.files : input.files;
      show();
    });
    show();
  }
}

function line(file) {
  const item = document.createElement("li");
  item.textContent = `${file.name} (${size(file.size)})`;
  return item;
}

function size(count) {
  if (count < 1000) return `${count} bytes`;
  return count < 1e6 ? `${Math.round(count / 1000)} KB` : `${(count / 1e6).toFixed(1)} MB`;
}
