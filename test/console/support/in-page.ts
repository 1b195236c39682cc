/** Scripts that run in the page, as text: the tests themselves know no browser. */

/** Whether the red of the limit is drawn in many columns of the first chart of EVSE 1. */
export const LIMIT_IS_DRAWN = `(() => {
  const canvas = document.querySelector('article[data-evse="1"] canvas');
  if (!canvas) return false;
  const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const columns = new Set();
  for (let index = 0; index < data.length; index += 4) {
    const [red, green, blue, alpha] = data.slice(index, index + 4);
    if (alpha > 200 && red > 150 && green < 80 && blue < 80) columns.add((index / 4) % width);
  }
  return columns.size > 40;
})()`;

/** Resolves with the time at which EVSE 2 is seen to be occupied. */
export const WHEN_OCCUPIED = `new Promise((resolve) => {
  const card = document.querySelector('article[data-evse="2"]');
  const observer = new MutationObserver(() => {
    if (card.textContent.includes("Occupied")) resolve(Date.now());
  });
  observer.observe(card, { subtree: true, childList: true, characterData: true });
})`;

/** Bytes of code and style as they came over the network. */
export const WEIGHT = `performance
  .getEntriesByType("resource")
  .filter(({ name }) => name.includes("/assets/"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

/** Milliseconds from the beginning to the first paint with content. */
export const FIRST_PAINT = `performance.getEntriesByName("first-contentful-paint")[0].startTime`;

/** Fields, buttons and links that a screen reader could not name. */
export const NAMELESS = `[...document.querySelectorAll("input, select, button, a")]
  .filter((element) => {
    if (element.ariaLabel) return false;
    if (element.matches("input, select")) return !element.labels?.length;
    return !element.textContent.trim();
  })
  .map(({ outerHTML }) => outerHTML.slice(0, 120))`;
