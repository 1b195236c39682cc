import type { DataType } from "../../../device-model/index.js";

const isNumeric = (dataType: DataType): boolean => dataType === "integer" || dataType === "decimal";

/** Values have six decimals at most; what a difference has beyond them is an artefact of the arithmetic. */
const rounded = (difference: number): number => Math.round(difference * 1e6) / 1e6;

/**
 * Whether a value has changed by more than `difference` since `reference` (N07.FR.18), or at all where it is no number
 * (N07.FR.19). The members of a MemberList have no order.
 */
export function hasChanged(
  dataType: DataType,
  difference: number,
  reference: string,
  value: string,
): boolean {
  if (reference === value) return false;
  if (isNumeric(dataType)) {
    const [before, now] = [Number(reference), Number(value)];
    // From nothing to something is a change.
    if (reference === "" || value === "") return true;
    return rounded(Math.abs(now - before)) > difference;
  }
  if (dataType === "boolean") return reference.toLowerCase() !== value.toLowerCase();
  if (dataType === "MemberList") return membersOf(reference).join() !== membersOf(value).join();
  return true;
}

const membersOf = (list: string): string[] =>
  list
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "")
    .sort();
