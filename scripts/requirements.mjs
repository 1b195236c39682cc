/**
 * Says which requirements of OCPP 2.0.1 Part 2 are named in code, in tests, in neither.
 *
 *   npm run requirements                 sums by block
 *   npm run requirements -- --block H    every requirement of a block, or of a use case (--block H01)
 *   npm run requirements -- --missing    only those that stand in neither (with --block)
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import coverage from "./requirement-coverage.cjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Generated, or tests of these scripts, which name requirements at random. */
const NOT_ABOUT_OCPP = [join("src", "protocol", "generated"), join("test", "scripts")];

function textsBelow(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|json|ya?ml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !NOT_ABOUT_OCPP.some((part) => file.startsWith(join(root, part))))
    .map((file) => readFileSync(file, "utf8"));
}

function printSummary(requirements) {
  const rows = coverage.summaryByBlock(requirements);
  const total = { block: "all" };
  for (const key of ["total", "inCode", "inTests", "inBoth", "inNeither"]) {
    total[key] = rows.reduce((sum, row) => sum + row[key], 0);
  }
  console.log("block  total  in code  in tests  in both  in neither");
  for (const { block, total: all, inCode, inTests, inBoth, inNeither } of [...rows, total]) {
    const cells = [String(all).padStart(5), String(inCode).padStart(7), String(inTests).padStart(8)];
    console.log(
      [block.padEnd(5), ...cells, String(inBoth).padStart(7), String(inNeither).padStart(10)].join("  "),
    );
  }
}

function printBlock(requirements, block, onlyMissing) {
  const chosen = requirements.filter(({ id }) => id.startsWith(block.toUpperCase()));
  if (chosen.length === 0) console.log(`No requirement starts with ${block}.`);
  for (const { id, inCode, inTests } of chosen) {
    if (onlyMissing && (inCode || inTests)) continue;
    const places = [inCode && "code", inTests && "tests"].filter(Boolean);
    console.log(`${id.padEnd(11)} ${places.join(" and ") || "-"}`);
  }
}

const { values } = parseArgs({
  options: { block: { type: "string" }, missing: { type: "boolean", default: false } },
});
const ids = coverage.readIds(readFileSync(join(root, "scripts", "requirement-ids.txt"), "utf8"));
const code = [...textsBelow("src"), ...textsBelow("devicemodel")];
const { requirements, unknown } = coverage.requirementCoverage(ids, code, textsBelow("test"));
if (values.block !== undefined) printBlock(requirements, values.block, values.missing);
else if (values.missing) printBlock(requirements, "", true);
else {
  printSummary(requirements);
  if (unknown.length > 0) console.log(`\nNamed, but no requirement of 2.0.1: ${unknown.join(", ")}`);
}
