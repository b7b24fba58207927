/**
 * Sends what is typed into the fields of <... data-unsent="address" data-unsent-prefix="u12-"> to the server a few seconds
 * later, where it is kept as words that are not sent: they are there again after a lost sign-in, and on another device.
 * Without this file a button keeps them. drafts.js keeps the same words in this browser for when nothing can be sent.
 *
 * data-unsent-seen   a hidden field with the token of what this page knows to be kept
 * data-unsent-note   where it is said what became of the words
 */
const PAUSE = 2500;
const AGAIN = 15000;
const FIELDS = ["text", "no_change", "delivery", "confidence", "forecast", "forecast-day", "forecast-month", "forecast-year"];

export function keepUnsent(root) {
  for (const place of root.querySelectorAll("[data-unsent]")) watch(place);
}

function watch(place) {
  const form = place.closest("form");
  const seen = place.querySelector("[data-unsent-seen]");
  const note = place.querySelector("[data-unsent-note]");
  const prefix = place.dataset.unsentPrefix;
  if (!form || !seen || !note) return;
  let timer;
  let busy = false;
  let again = false;
  let sent = false;
  let last = JSON.stringify(said());

  function said() {
    const all = new FormData(form);
    return FIELDS.filter((name) => all.has(prefix + name)).map((name) => [name, all.get(prefix + name)]);
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  async function save() {
    const now = said();
    if (sent || JSON.stringify(now) === last) return;
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    const words = new URLSearchParams(now);
    words.set("seen", seen.value);
    words.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(place.dataset.unsent, { method: "POST", body: words, credentials: "same-origin" });
      const told = (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.json() : null;
      if (answer.ok && told) {
        last = JSON.stringify(now);
        seen.value = told.seen;
      }
      tell(told ? told.words : "What you typed could not be kept on the server: this page is out of date. It stays in this browser; open the page again, and it is offered to you.", !answer.ok);
      if (answer.status === 429) later(AGAIN);
    } catch {
      tell("There is no connection. What you typed stays in this browser, and is sent to be kept when the connection is back.", true);
      later(AGAIN);
    } finally {
      busy = false;
      if (again) {
        again = false;
        later(PAUSE);
      }
    }
  }

  function tell(words, problem) {
    note.textContent = words;
    note.classList.toggle("sl-inline__kept--problem", problem);
  }

  place.addEventListener("input", () => later(PAUSE));
  place.addEventListener("change", () => later(PAUSE));
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });
}
