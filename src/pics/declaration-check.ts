import type { Statement } from "./statement.js";
import { declaredBy } from "./statement.js";

/** Something that is declared and is not so. */
export interface UntrueDeclaration {
  readonly id: string;
  readonly declared: boolean | number;
  /** What the station itself says; `null` where no such id is known. */
  readonly found: boolean | number | null;
  /** The variable that stands behind it, where one does. */
  readonly variable?: string;
}

/**
 * Holds what somebody has declared against what the station is.
 * @returns what is untrue: ids that nobody knows, and claims without the variable or behaviour behind them. What
 *   the station can and nobody has declared is no untruth.
 */
export function untrueDeclarations(
  declared: Readonly<Record<string, boolean | number>>,
  statement: Statement,
): readonly UntrueDeclaration[] {
  const found = declaredBy(statement);
  const features = new Map(
    statement.groups.flatMap((group) => group.features).map((feature) => [feature.id, feature]),
  );
  return Object.entries(declared).flatMap(([id, claim]): readonly UntrueDeclaration[] => {
    const feature = features.get(id);
    if (!feature) return [{ id, declared: claim, found: null }];
    const truth = found[id] ?? false;
    const untrue = typeof claim === "number" || typeof truth === "number" ? claim !== truth : claim && !truth;
    if (!untrue) return [];
    return [
      {
        id,
        declared: claim,
        found: truth,
        ...(feature.variable !== undefined && { variable: feature.variable }),
      },
    ];
  });
}

/** One line for people. */
export function wordsOf({ id, declared, found, variable }: UntrueDeclaration): string {
  if (found === null) return `${id}: no such feature is known`;
  const behind = variable === undefined ? "" : ` (${variable})`;
  return `${id}: declared as ${String(declared)}, but the station says ${String(found)}${behind}`;
}
