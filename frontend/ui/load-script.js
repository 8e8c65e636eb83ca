// @ts-check

const LOAD_MILLIS = 10_000;

/** @type {Map<string, Promise<void>>} address -> its loading */
const loads = new Map();

/**
 * Loads a classic script, once.
 *
 * @param {string} src
 * @returns {Promise<void>} rejected if it cannot be loaded, or not in time; the next call tries again
 */
export function loadScript(src) {
  const loading = loads.get(src) ?? append(src);
  loads.set(src, loading);
  loading.catch(() => loads.delete(src));
  return loading;
}

/** @param {string} src */
function append(src) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = src;
      const fail = () => {
        clearTimeout(timer);
        script.remove();
        reject(new Error(`${src} cannot be loaded`));
      };
      const timer = setTimeout(fail, LOAD_MILLIS);
      script.onerror = fail;
      script.onload = () => {
        clearTimeout(timer);
        resolve();
      };
      document.head.append(script);
    })
  );
}
