import type { EvseHardware, StationHardware } from "../../hardware/index.js";
import type { InstalledProfile } from "./charging-profile.js";
import type { EvScheduleNotice } from "./ev-port.js";
import { EvseNegotiation, type NegotiationAbilities } from "./evse-negotiation.js";

/** The negotiations of a station with the EVs that talk ISO 15118 with it (K15 to K17). */
export interface EvNegotiations {
  /** Other profiles are installed, or limit, than before. */
  profilesChanged(): void;
  /** The EV of that EVSE has a session in which it has yet to tell its needs (K15.FR.17). */
  awaitsNeeds(evseId: number): boolean;
  /** The CSMS has heard of the EV's needs, so it may let it choose (K01.FR.34). */
  mayLetChoose(evseId: number): boolean;
  /** The CSMS has accepted how an EV means to charge. */
  scheduleAccepted(notice: EvScheduleNotice): void;
  /** What EVs mean to take, as limits of their EVSEs. */
  plans(): readonly InstalledProfile[];
  dispose(): void;
}

/** Follows the sessions of a station's EVSEs; `null` where none of these can talk ISO 15118. */
export function createEvNegotiations(
  { evses, events }: Pick<StationHardware, "evses" | "events">,
  abilities: NegotiationAbilities,
): EvNegotiations | null {
  if (evses.every(({ evCommunication }) => evCommunication === null)) return null;
  const negotiations = new Map<number, EvseNegotiation>();
  const evseOf = (id: number): EvseHardware | undefined => evses.find((evse) => evse.id === id);
  const at = (evseId: number): EvseNegotiation | undefined => {
    const evse = evseOf(evseId);
    if (!evse?.evCommunication) return undefined;
    const negotiation =
      negotiations.get(evseId) ?? new EvseNegotiation(evse, evse.evCommunication, abilities);
    negotiations.set(evseId, negotiation);
    return negotiation;
  };
  const end = (evseId: number): void => {
    negotiations.get(evseId)?.stop();
    negotiations.delete(evseId);
  };
  const forget = [
    events.on("v2gSessionStarted", ({ evseId }) => end(evseId)),
    events.on("chargingNeedsTold", ({ evseId, needs }) => at(evseId)?.needsTold(needs)),
    events.on("chargingScheduleChosen", ({ evseId, chosen }) => negotiations.get(evseId)?.chosen(chosen)),
    events.on("v2gSessionEnded", ({ evseId }) => end(evseId)),
  ];
  return {
    profilesChanged() {
      for (const negotiation of negotiations.values()) negotiation.profilesChanged();
    },
    awaitsNeeds(evseId) {
      const phase = evseOf(evseId)?.evCommunication?.session?.phase;
      return phase === "identifying" || phase === "awaitingAuthorization";
    },
    mayLetChoose: (evseId) => negotiations.get(evseId)?.csmsKnows === true,
    scheduleAccepted: (notice) => negotiations.get(notice.evseId)?.scheduleAccepted(notice),
    plans: () => [...negotiations.values()].flatMap(({ plan }) => plan ?? []),
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
      for (const negotiation of negotiations.values()) negotiation.stop();
    },
  };
}
