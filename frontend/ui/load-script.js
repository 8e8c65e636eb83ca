// @ts-check

/** @type {Map<string, Promise<void>>} address -> its loading */
const loads = new Map();

/**
 * Loads a classic script, once.
 *
 * @param {string} src
 * @returns {Promise<void>} rejected if it cannot be loaded; the next call tries again
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
      script.onload = () => resolve();
      script.onerror = () => {
        script.remove();
        reject(new Error(`${src} cannot be loaded`));
      };
      document.head.append(script);
    })
  );
}
