// Sets `wanted.change` as another window of the program would: this one learns of it by the event, which the program
// sends to all but the one that asked.
const done = arguments[0];
const tauri = window.__TAURI_INTERNALS__;
const root = document.documentElement;

/** Calls what the page has listening for the event. */
function tell(event) {
  const ours = Object.getOwnPropertyNames(window).map((name) => (name.startsWith('_') ? window[name] : undefined));
  const listeners = ours.map((value) => (value instanceof Function ? undefined : value?.[event])).find((found) => found);
  for (const id of Object.getOwnPropertyNames(listeners)) {
    tauri.runCallback(listeners[id].handlerId, { event, payload: null, id: Number(id) });
  }
}

const stands = () => root.lang === wanted.lang && root.style.fontSize === `${wanted.change.text_percent}%`;

/** Two frames behind the change all that closes by it is closed. */
function wait() {
  if (stands()) requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
  else requestAnimationFrame(wait);
}

if (stands()) done(true);
else {
  tauri
    .invoke('preferences', {})
    .then((preferences) => tauri.invoke('preferences_set', { preferences: { ...preferences, ...wanted.change } }))
    .then(() => {
      tell('preferences-changed');
      wait();
    })
    .catch((reason) => done(String(reason?.message ?? JSON.stringify(reason))));
}
