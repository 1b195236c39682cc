import type { Refusal } from "../manual-actions.js";

/** There is no such EVSE or connector. */
export const unknown = (because: string): Refusal => ({ refused: "unknown", because });

/** It cannot be done now. */
export const impossible = (because: string): Refusal => ({ refused: "impossible", because });

/** Whether a lookup answered with a refusal. */
export const isRefusal = (answer: object): answer is Refusal => "refused" in answer;
