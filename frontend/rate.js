// @ts-check

const SPAN_MILLIS = 5_000;

const LEAST_MILLIS = 1_000;

const KEPT = 10_000;

/** How many a second, over the last five seconds. */
export class Rate {
  /** @type {number[]} */
  #times = [];
  #since = NaN;

  /** @param {number} nowMillis */
  heard(nowMillis) {
    if (Number.isNaN(this.#since)) {
      this.#since = nowMillis;
    }
    this.#forget(nowMillis);
    if (this.#times.length < KEPT) {
      this.#times.push(nowMillis);
    }
  }

  /** @param {number} nowMillis */
  perSecond(nowMillis) {
    if (Number.isNaN(this.#since)) {
      return 0;
    }
    this.#forget(nowMillis);
    const span = Math.min(SPAN_MILLIS, Math.max(LEAST_MILLIS, nowMillis - this.#since));
    return this.#times.length / (span / 1000);
  }

  /** @param {number} nowMillis */
  #forget(nowMillis) {
    const kept = this.#times.findIndex((time) => time > nowMillis - SPAN_MILLIS);
    this.#times.splice(0, kept < 0 ? this.#times.length : kept);
  }
}
