export interface Requirement {
  readonly id: string;
  readonly inCode: boolean;
  readonly inTests: boolean;
}

export interface BlockSummary {
  readonly block: string;
  readonly total: number;
  readonly inCode: number;
  readonly inTests: number;
  readonly inBoth: number;
  readonly inNeither: number;
}

export function readIds(text: string): string[];
export function requirementCoverage(
  ids: readonly string[],
  codeTexts: readonly string[],
  testTexts: readonly string[],
): { requirements: Requirement[]; unknown: string[] };
export function summaryByBlock(requirements: readonly Requirement[]): BlockSummary[];
