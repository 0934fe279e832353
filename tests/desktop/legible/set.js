// Sets `wanted.change` as another window of the program would. This page gets the event, which the program sends to all
// windows but the one that made the change.
const done = arguments[0];
const tauri = window.__TAURI_INTERNALS__;
const root = document.documentElement;

/** Calls the page's listeners for the event. */
function tell(event) {
  const ours = Object.getOwnPropertyNames(window).map((name) => (name.startsWith('_') ? window[name] : undefined));
  const listeners = ours.map((value) => (value instanceof Function ? undefined : value?.[event])).find((found) => found);
  for (const id of Object.getOwnPropertyNames(listeners)) {
    tauri.runCallback(listeners[id].handlerId, { event, payload: null, id: Number(id) });
  }
}

const stands = () => root.lang === wanted.lang && root.style.fontSize === `${wanted.change.text_percent}%`;

/** Waits two frames after the change, until everything that it closes is closed. */
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
