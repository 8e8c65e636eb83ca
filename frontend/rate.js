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
    if (this.#times.length < KEPT) {
      this.#times.push(nowMillis);
    }
  }

  /** @param {number} nowMillis */
  perSecond(nowMillis) {
    if (Number.isNaN(this.#since)) {
      return 0;
    }
    this.#times = this.#times.filter((time) => time > nowMillis - SPAN_MILLIS);
    const span = Math.min(SPAN_MILLIS, Math.max(LEAST_MILLIS, nowMillis - this.#since));
    return this.#times.length / (span / 1000);
  }
}
