import type { HardwareEvents, PresentedContract } from "../../hardware/index.js";
import type { Unsubscribe } from "../../kernel/index.js";
import { allowedAt, type IdToken } from "../c-authorization/index.js";
import type { TransactionAbilities } from "./abilities.js";
import { withReservation } from "./authorization-record.js";
import type { Session } from "./session.js";
import { sessionFor } from "./token-meaning.js";

/**
 * What follows from the sessions of EVs over ISO 15118: contracts are judged (C07), drivers who identify
 * themselves otherwise are awaited at the reader (C08), and the end of a session is that of the authorization
 * (E15).
 */
export function followEvSessions(
  sessionAt: (evseId: number) => Session | undefined,
  abilities: Pick<
    TransactionAbilities,
    "hardware" | "authorization" | "reservations" | "maySessionBegin" | "logger"
  >,
): readonly Unsubscribe[] {
  const { hardware, authorization, reservations, logger } = abilities;
  /** How many sessions began or ended at an EVSE: an answer is for the one in which it was asked for. */
  const turns = new Map<number, number>();
  const turn = (evseId: number): void => void turns.set(evseId, (turns.get(evseId) ?? 0) + 1);

  const refuse = (evseId: number): void =>
    hardware.evses.find(({ id }) => id === evseId)?.evCommunication?.answerAuthorization(false);

  const judge = async (evseId: number, contract: PresentedContract): Promise<void> => {
    const asked = turns.get(evseId);
    const { info, masterPass } = await authorization.authorizeContract(contract);
    const session = sessionAt(evseId);
    if (!session || turns.get(evseId) !== asked) return;
    if (session.authorization) return session.tellEvOfAuthorization();
    const emaid: IdToken = { idToken: contract.emaid, type: "eMAID" };
    const driver = { idToken: emaid, ...(info.groupIdToken && { groupIdToken: info.groupIdToken }) };
    const admitted =
      info.status === "Accepted" &&
      !masterPass && // C12.FR.09, C16.FR.03
      abilities.maySessionBegin() &&
      allowedAt(info, evseId) && // C01.FR.21
      sessionFor(driver, [session], evseId, reservations) !== null;
    if (admitted) return session.authorize(withReservation(driver, evseId, reservations));
    logger.info({ evseId, emaid: contract.emaid, status: info.status }, "the EV's contract is not accepted");
    refuse(evseId); // C07.FR.07
  };

  const on = <K extends keyof HardwareEvents>(
    type: K,
    react: (event: HardwareEvents[K]) => void,
  ): Unsubscribe => hardware.events.on(type, react);
  return [
    on("v2gSessionStarted", ({ evseId }) => turn(evseId)),
    on("contractPresented", ({ evseId, contract }) => {
      const session = sessionAt(evseId);
      // Somebody has been authorized before, e.g. by the CSMS.
      if (session?.authorization) return session.tellEvOfAuthorization();
      judge(evseId, contract).catch((error: unknown) => {
        logger.error({ err: error }, "a contract could not be judged");
        refuse(evseId);
      });
    }),
    on("externalMeansChosen", ({ evseId }) => sessionAt(evseId)?.tellEvOfAuthorization()), // C08
    on("chargingScheduleChosen", ({ evseId }) => sessionAt(evseId)?.evIsReady()),
    on("v2gSessionEnded", ({ evseId, by }) => {
      turn(evseId);
      if (by === "EV") sessionAt(evseId)?.endedByEv();
    }),
  ];
}
