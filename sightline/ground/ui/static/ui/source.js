// A paper in numbered lines beside its review: the lines of what is open are brought into sight. Without this file they are a press away.
for (const box of document.querySelectorAll("[data-show-line]")) {
  const line = document.getElementById(box.dataset.showLine);
  if (line) box.scrollTop = line.offsetTop - box.offsetTop - 48;
}
