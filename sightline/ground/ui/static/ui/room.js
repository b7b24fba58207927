/**
 * The page of the room. Without this file its forms are plain forms. With it
 * - what is typed is kept in this browser, for each item and form, and offered back: never put over what the server has;
 * - a form is sent without leaving the page. When the connection fails it is sent again with the same key, which the server saves once;
 * - keys with Alt move between items and forms. They can be switched off.
 */
import { button, forgetOld, read, storageWorks, when } from "./kept.js";

const PREFIX = "sightline-room:";
const RESUME = PREFIX + "resume"; // this tab opens the page again by itself: what was being typed goes on
const KEYS_OFF = PREFIX + "keys-off";
const AGAIN = 8000;
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "form", "key", "outcomes", "mark", "phrase"]);

const room = document.querySelector("[data-room]");
if (room) {
  const keeps = storageWorks(PREFIX);
  if (keeps) forgetOld(PREFIX, KEYS_OFF);
  const saved = keeps ? JSON.parse(sessionStorage.getItem(RESUME)) : null;
  const resumed = saved?.room === room.dataset.room ? saved : null;
  if (keeps) sessionStorage.removeItem(RESUME);
  for (const form of room.querySelectorAll("[data-room-form]")) watch(form, keeps, resumed);
  useKeys();
  guardMoves();
}

function typed(form) {
  return [...new FormData(form)].filter(([name]) => !NOT_TYPED.has(name));
}

function fill(form, values) {
  for (const [name, value] of values) {
    const field = form.elements[name];
    if (field) field.value = value; // of radio buttons too: a list of them takes the value of the one that is chosen
  }
}

function watch(form, keeps, resumed) {
  const name = `${PREFIX}${room.dataset.room}:${form.dataset.roomForm}`;
  const note = form.querySelector("[data-room-note]");
  let server = JSON.stringify(typed(form));
  let timer;
  let busy = false;
  let waiting = null; // what was sent and not answered, as text

  const draft = keeps ? read(name) : null;
  if (draft && JSON.stringify(draft.values) !== server) {
    if (resumed && draft.server === server) take();
    else offer();
  } else if (draft) {
    localStorage.removeItem(name);
  }

  if (resumed?.form === form.dataset.roomForm) tell(resumed.words);

  function take() {
    fill(form, draft.values);
    form.elements.key.value = draft.key;
    waiting = draft.waiting ?? null;
  }

  function keep() {
    if (!keeps) return;
    const values = typed(form);
    if (JSON.stringify(values) === server && waiting === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify({ values, server, waiting, key: form.elements.key.value, at: Date.now() }));
  }

  function tell(words, problem = false) {
    if (note.textContent !== words) note.textContent = words; // said once, not at every attempt
    note.classList.toggle("sl-room__note--problem", problem);
  }

  function offer() {
    const box = document.createElement("div");
    box.className = "sl-room__offer";
    box.setAttribute("role", "status");
    const words = document.createElement("p");
    words.className = "govuk-body";
    words.textContent = `You typed something here on ${when(draft.at)} that was not saved. What the server has stands below.`;
    const quote = document.createElement("p");
    quote.className = "govuk-body-s";
    quote.textContent = draft.values.filter(([, value]) => value.length > 12).map(([, value]) => `“${value.slice(0, 300)}”`).join(" ");
    box.append(words, quote, button("Use what I typed", () => {
      take();
      box.remove();
      keep();
      form.querySelector("[data-room-first]")?.focus();
    }), button("Throw it away", () => {
      localStorage.removeItem(name);
      box.remove();
      form.querySelector("[data-room-first]")?.focus();
    }));
    form.prepend(box);
  }

  async function save(again = false) {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    const now = JSON.stringify(typed(form));
    const first = waiting ?? now;
    waiting = first;
    keep();
    if (!again) tell("Saving…");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), credentials: "same-origin", headers: { "X-Sightline-Room": "1" },
      });
      const json = (answer.headers.get("Content-Type") ?? "").includes("json");
      if (json) answered(await answer.json(), first, now);
      else if ([502, 503, 504].includes(answer.status)) failed("The server did not answer.");
      else {
        waiting = null;
        keep();
        tell(answer.redirected
          ? "You are not signed in any more, so nothing was saved. Your words are kept on this device. Sign in in another tab, then open this page again: they are offered to you."
          : "The server could not save this. Your words are kept on this device. Open this page again: they are offered to you.", true);
      }
    } catch {
      failed("There is no connection.");
    } finally {
      busy = false;
    }
  }

  function answered(told, first, now) {
    waiting = null;
    for (const each of room.querySelectorAll("[data-room-form]")) {
      if (told.outcomes !== undefined) each.elements.outcomes.value = told.outcomes;
      if (told.mark !== undefined) each.elements.mark.value = told.mark;
    }
    if (told.state === "refused") {
      keep();
      tell(told.words, true);
      return;
    }
    form.elements.key.value = told.key;
    if (JSON.stringify(typed(form)) !== (told.state === "already" ? first : now)) {
      keep();
      tell(`${told.words} That was as you sent it. What you changed since stands here and is not saved yet.`, true);
      return;
    }
    if (keeps) localStorage.removeItem(name);
    const place = document.activeElement?.closest("[data-room-form]");
    if (place && place !== form) stay(told.words);
    else show(told.words);
  }

  /** Somebody types in another form meanwhile, so the page is not opened again under their hands. */
  function stay(words) {
    if (form.dataset.roomForm !== "minute") form.reset();
    server = JSON.stringify(typed(form));
    tell(`${words} The page shows it when you open it again.`);
  }

  function show(words) {
    if (keeps) sessionStorage.setItem(RESUME, JSON.stringify({ room: room.dataset.room, form: form.dataset.roomForm, words }));
    location.reload();
  }

  function failed(why) {
    tell(`${why} Your words are kept on this device and are sent again by themselves. They are saved once, however often they are sent.`, true);
    timer = setTimeout(() => save(true), AGAIN);
  }

  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.dataset.roomPhrase !== undefined) usePhrase(event.submitter);
    else save();
  });
  addEventListener("online", () => {
    if (waiting !== null) save(true);
  });

  function usePhrase(pressed) {
    const part = (field) => form.elements[`${form.dataset.roomForm}-${field}`];
    const words = part("words");
    const own = words.value.trim() && words.value !== words.defaultValue && words.dataset.phrase !== words.value;
    // Words that somebody typed are not put away for a phrase: it is added below them.
    words.value = own ? `${words.value.trimEnd()}\n${pressed.dataset.words}` : pressed.dataset.words;
    if (!own) words.dataset.phrase = words.value;
    part("result").value = pressed.dataset.result;
    if (part("about")) part("about").value = pressed.dataset.about;
    keep();
    words.focus();
    const open = words.value.indexOf("[");
    if (open >= 0) words.setSelectionRange(open, words.value.indexOf("]", open) + 1);
  }
}

function useKeys() {
  const help = room.querySelector("[data-room-keys]");
  const on = room.querySelector("[data-room-keys-on]");
  help.hidden = false;
  try {
    on.checked = localStorage.getItem(KEYS_OFF) === null;
  } catch {
    on.checked = true;
  }
  on.addEventListener("change", () => {
    try {
      if (on.checked) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "1");
    } catch {
      // Without storage the choice holds for this page.
    }
  });
  addEventListener("keydown", (event) => {
    if (!on.checked || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
    const form = document.activeElement?.closest("[data-room-form]");
    const go = room.querySelector(`[data-room-go="${event.code}"]`);
    const first = room.querySelector(`[data-room-first="${event.code}"]`);
    if (event.code === "KeyK" && form) form.requestSubmit();
    else if (go) go.click();
    else if (first) first.focus();
    else return;
    event.preventDefault();
  });
}

function guardMoves() {
  const line = room.querySelector("[data-room-line]");
  room.addEventListener("click", (event) => {
    if (navigator.onLine || !event.target.closest("a[href], .sl-room__press")) return;
    event.preventDefault();
    line.textContent = "There is no connection, so this page stays open. What you type is kept on this device.";
    line.classList.add("sl-room__line--problem");
    line.scrollIntoView({ block: "nearest" });
  });
  addEventListener("online", () => {
    line.textContent = "";
    line.classList.remove("sl-room__line--problem");
  });
}
