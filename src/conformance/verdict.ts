/** A validation of the case, or a rule that holds in every case, was not met: the verdict is FAIL. */
export class ValidationFailed extends Error {
  override readonly name = "ValidationFailed";
}

/** The case could not be carried out for a reason that says nothing about the station: the verdict is INCONC. */
export class Inconclusive extends Error {
  override readonly name = "Inconclusive";
}

export type Verdict = "PASS" | "FAIL" | "INCONC" | "NOT APPLICABLE";
