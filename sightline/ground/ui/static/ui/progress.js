/**
 * A part of the page that changes while work goes on: <div data-refresh="/address" data-refresh-seconds="2">.
 * The address answers the same markup; when it no longer has data-refresh, the page stops asking.
 * Without scripts the page offers a link to load it again.
 */
export function refreshProgress(root) {
  for (const part of root.querySelectorAll("[data-refresh]")) again(part, 0);
}

function again(part, failures) {
  const wait = Math.min(60, Number(part.dataset.refreshSeconds || 2) * 2 ** failures);
  setTimeout(async () => {
    if (document.hidden) return again(part, failures);
    try {
      const answer = await fetch(part.dataset.refresh, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) return again(part, failures + 1);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const replacement = part.id && fresh.getElementById(part.id);
      if (!replacement) return;
      part.replaceWith(replacement);
      if (replacement.dataset.refresh) again(replacement, 0);
      else if (replacement.dataset.refreshDone) location.assign(replacement.dataset.refreshDone);
    } catch {
      again(part, failures + 1);
    }
  }, wait * 1000);
}
