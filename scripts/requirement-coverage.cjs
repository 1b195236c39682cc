/** Which requirements of Part 2 are named in code and in tests. Pure, so that a test can prove it. */

const ID = /\b([A-P]\d\d)\.FR\.(\d{2,3})\b/g;

/** The ids of a list with one id a line; `#` opens a comment. */
function readIds(text) {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}

/** All ids named in some texts. */
function idsIn(texts) {
  return new Set(texts.flatMap((text) => [...text.matchAll(ID)].map(([id]) => id)));
}

/** Where each requirement stands; `unknown` are ids that are named but not in the list. */
function requirementCoverage(ids, codeTexts, testTexts) {
  const inCode = idsIn(codeTexts);
  const inTests = idsIn(testTexts);
  const requirements = ids.map((id) => ({ id, inCode: inCode.has(id), inTests: inTests.has(id) }));
  const known = new Set(ids);
  const unknown = [...new Set([...inCode, ...inTests])].filter((id) => !known.has(id)).sort();
  return { requirements, unknown };
}

/** The sums of each block, by its letter. */
function summaryByBlock(requirements) {
  const blocks = new Map();
  for (const { id, inCode, inTests } of requirements) {
    const block = id[0];
    const sum = blocks.get(block) ?? { block, total: 0, inCode: 0, inTests: 0, inBoth: 0, inNeither: 0 };
    sum.total += 1;
    if (inCode) sum.inCode += 1;
    if (inTests) sum.inTests += 1;
    if (inCode && inTests) sum.inBoth += 1;
    if (!inCode && !inTests) sum.inNeither += 1;
    blocks.set(block, sum);
  }
  return [...blocks.values()].sort((a, b) => (a.block < b.block ? -1 : 1));
}

module.exports = { readIds, requirementCoverage, summaryByBlock };
