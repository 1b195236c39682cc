import type { DialogueItem } from "../dialogue.js";
import { distributionOf, type Distribution } from "./distribution.js";
import { MEASURES_OF, type MeasureId, type MeasuredVersion } from "./measures.js";

/** Seconds that a PICS declares for values of the performance measurement. */
export type DeclaredPerformance = Readonly<Partial<Record<MeasureId, number>>>;

/** A value as it was measured, and as it was declared. */
export interface MeasuredValue {
  readonly id: MeasureId;
  readonly title: string;
  readonly definition: string;
  /** Seconds; `null` where the PICS does not say. */
  readonly declared: number | null;
  /** Milliseconds; `null` where no trace has a sample. */
  readonly measured: Distribution | null;
  /** Whether no sample was above what is declared; `null` where there is nothing to compare. It is no verdict. */
  readonly withinDeclared: boolean | null;
}

/** The performance measurement of a station from the traces of its cases. */
export function measurePerformance(
  version: MeasuredVersion,
  dialogues: readonly (readonly DialogueItem[])[],
  declaredValues: DeclaredPerformance = {},
): readonly MeasuredValue[] {
  return MEASURES_OF[version].map(({ id, title, definition, samplesIn }) => {
    const declared = declaredValues[id] ?? null;
    const measured = distributionOf(dialogues.flatMap(samplesIn));
    return {
      id,
      title,
      definition,
      declared,
      measured,
      withinDeclared: declared === null || measured === null ? null : measured.maximum <= declared * 1000,
    };
  });
}
