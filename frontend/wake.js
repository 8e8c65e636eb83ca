// @ts-check

/**
 * Calls back when the page comes back to life: it is shown again, thawed, taken out of the back-forward cache, or the
 * browser is online again. Being hidden is no reason to do anything.
 *
 * @param {() => void} action
 */
export function onWake(action) {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      action();
    }
  });
  document.addEventListener("resume", action);
  window.addEventListener("online", action);
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) {
      action();
    }
  });
}
