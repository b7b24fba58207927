/** What pages keep in this browser under names that begin alike: JSON with the moment in `at`, for fourteen days. */
const FOURTEEN_DAYS = 14 * 24 * 60 * 60 * 1000;

/** Whether this browser lets us keep anything. */
export function storageWorks(prefix) {
  try {
    localStorage.setItem(prefix + "test", "1");
    localStorage.removeItem(prefix + "test");
    return true;
  } catch {
    return false;
  }
}

/** Forget what is too old or cannot be read, but for one name. */
export function forgetOld(prefix, except = "") {
  for (const name of Object.keys(localStorage).filter((each) => each.startsWith(prefix) && each !== except)) {
    const kept = read(name);
    if (!kept || Date.now() - kept.at > FOURTEEN_DAYS) localStorage.removeItem(name);
  }
}

/** What is kept under a name; null where nothing is, or nothing that can be read. */
export function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

/** A moment as people write it. */
export function when(at) {
  return new Date(at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
}

/** A button that looks like a link. */
export function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "sl-link-button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
