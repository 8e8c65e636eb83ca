// @ts-check
import { language } from "./i18n.js";

/** @typedef {import("./prices.js").Price} Price */
/** @typedef {import("./i18n.js").Words} Words */

/**
 * @param {number} price
 * @returns {string} with cents, in the language of the page
 */
export function number(price) {
  return format({ minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(price);
}

/** @param {number} rate */
export function rateNumber(rate) {
  return format({ minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(rate);
}

/**
 * @param {Price} price
 * @returns {string} since the start: `+1.25%`
 */
export function change({ price, open }) {
  const share = price / open - 1;
  return format({
    style: "percent",
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  }).format(share);
}

/**
 * @param {Price} price
 * @returns {"up" | "down" | "same"}
 */
export function direction({ price, open }) {
  if (price === open) {
    return "same";
  }
  return price > open ? "up" : "down";
}

/** @param {number} at in milliseconds since 1970 */
export function time(at) {
  return new Date(at).toLocaleTimeString(language(), { timeStyle: "medium" });
}

/** @param {Intl.NumberFormatOptions} options */
function format(options) {
  return new Intl.NumberFormat(language(), options);
}
