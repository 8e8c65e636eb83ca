// @ts-check

const BASE_MILLIS = 500;
const CAP_MILLIS = 30_000;

/**
 * How long to wait before the next attempt: full jitter over a span that doubles, so that pages which lost the server
 * at one moment do not come back at one moment; never sooner than the server asked.
 *
 * @param {number} failures in a row before this one, from 0
 * @param {number} atLeastMillis what the server asked for
 * @param {() => number} random from 0 to below 1
 * @returns {number} milliseconds
 */
export function delayMillis(failures, atLeastMillis = 0, random = Math.random) {
  const span = Math.min(CAP_MILLIS, BASE_MILLIS * 2 ** failures);
  return Math.round(atLeastMillis + random() * span);
}
