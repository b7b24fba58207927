/**
 * Keeps what is typed into <textarea data-draft-key="..."> in this browser, so that a lost sign-in loses no words.
 * A draft is offered, never put in silently, and is forgotten once the page says that the form was taken
 * (<meta name="drafts-sent" content="key key">) or when the person throws it away. Drafts older than 14 days go.
 */
import { button, forgetOld, read, storageWorks, when } from "./kept.js";

const PREFIX = "sightline-draft:";

export function keepDrafts(root) {
  if (!storageWorks(PREFIX)) return;
  forgetSent(root);
  forgetOld(PREFIX);
  for (const box of root.querySelectorAll("textarea[data-draft-key]")) watch(box);
}

function forgetSent(root) {
  const sent = root.querySelector('meta[name="drafts-sent"]')?.content ?? "";
  for (const key of sent.split(/\s+/).filter(Boolean)) localStorage.removeItem(PREFIX + key);
}

function watch(box) {
  const name = PREFIX + box.dataset.draftKey;
  const draft = read(name);
  if (draft && draft.text !== box.value) offer(box, name, draft);
  let timer;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    if (box.value === box.defaultValue) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify({ text: box.value, at: Date.now() }));
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  addEventListener("pagehide", () => {
    if (timer !== undefined) save();
  });
}

function offer(box, name, draft) {
  const note = document.createElement("div");
  note.className = "sl-draft";
  note.setAttribute("role", "status");
  const words = document.createElement("p");
  words.className = "govuk-body-s";
  words.textContent = `You typed something here on ${when(draft.at)} that was not sent.`;
  const use = button("Use it", () => {
    box.value = draft.text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    note.remove();
  });
  const drop = button("Throw it away", () => {
    localStorage.removeItem(name);
    box.focus();
    note.remove();
  });
  note.append(words, use, drop);
  box.before(note);
}
