import type { Payload } from "../../protocol/index.js";
import type { DialogueItem } from "../dialogue.js";
import type { CaseResult } from "../result.js";

/** A BootNotification of the station. */
export interface Boot {
  /** RFC 3339, of the suite's clock. */
  readonly time: string;
  /** `null` where the station does not tell one. */
  readonly firmwareVersion: string | null;
  /** Whether the case had ordered other firmware before. */
  readonly afterUpdate: boolean;
}

const UPDATES = ["UpdateFirmware", "SignedUpdateFirmware"];

/** The boots in a trace, in their order. */
export function bootsIn(dialogue: readonly DialogueItem[]): readonly Boot[] {
  let afterUpdate = false;
  return dialogue.flatMap(({ from, kind, text, payload, time }): readonly Boot[] => {
    if (kind !== "request") return [];
    if (from === "csms") afterUpdate ||= UPDATES.includes(text);
    if (from !== "station" || text !== "BootNotification") return [];
    return [{ time, firmwareVersion: versionIn((payload ?? {}) as Payload), afterUpdate }];
  });
}

/** OCPP 2 names it in chargingStation, OCPP 1.6 beside the other fields. */
function versionIn(payload: Payload): string | null {
  const station = (payload["chargingStation"] ?? payload) as Payload;
  const version = station["firmwareVersion"];
  return version === undefined ? null : String(version);
}

/** What was said in a case, for the check of the firmware. */
export type BootedCase = Pick<CaseResult, "id" | "variant" | "dialogue">;

/**
 * Changes of the firmwareVersion that no case has ordered: a certification is of one version.
 * @param cases of one station, in the order in which they were run
 * @param fresh whether each case began with the firmware of the first; otherwise an update stays
 * @returns a sentence for each boot with another version than expected
 */
export function unorderedFirmware(cases: readonly BootedCase[], fresh: boolean): readonly string[] {
  const problems: string[] = [];
  let current: string | null | undefined;
  for (const { id, variant, dialogue } of cases) {
    let updated = current;
    for (const { firmwareVersion, afterUpdate, time } of bootsIn(dialogue)) {
      if (afterUpdate) {
        updated = firmwareVersion;
        continue;
      }
      current ??= firmwareVersion;
      if (firmwareVersion !== current)
        problems.push(
          `${id} ${variant}: the station booted with firmware ${String(firmwareVersion)} instead of ${String(current)} at ${time}, and no case had ordered an update`,
        );
      updated = current;
    }
    if (!fresh) current = updated;
  }
  return problems;
}
