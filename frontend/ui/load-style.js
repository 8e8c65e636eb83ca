// @ts-check

/**
 * Links a style sheet, once.
 *
 * @param {string} href
 */
export function loadStyle(href) {
  const linked = [...document.querySelectorAll("link[rel=stylesheet]")];
  if (!linked.some((link) => link instanceof HTMLLinkElement && link.href === href)) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    document.head.append(link);
  }
}
