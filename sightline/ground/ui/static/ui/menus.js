/** Menus made of <details>: Escape and a click elsewhere close them, as people expect. */
export function closeMenus(root) {
  const menus = [...root.querySelectorAll("details[data-menu]")];
  root.addEventListener("click", (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    }
  });
}
