import { allowedAt, printableIdToken, type IdToken } from "../c-authorization/index.js";
import type { TransactionAbilities } from "./abilities.js";
import { withReservation } from "./authorization-record.js";
import { createKeyCodeBackOff } from "./key-code-back-off.js";
import type { Session } from "./session.js";
import { answerMatters, groupMember, meaningOf, sessionFor } from "./token-meaning.js";

/** The sessions of a station as the reader sees them. */
export interface ReaderSessions {
  /** All, the one without EVSE included. */
  all(): readonly Session[];
  /** Makes the session of a driver who has not chosen an EVSE; replaces an earlier one. */
  float(): Session;
  /** C16: what a master pass does. */
  masterPass(idToken: IdToken): void;
}

/** Acts on tokens at the reader. */
export interface TokenReader {
  presented(idToken: IdToken, evseId: number | undefined): void;
}

/**
 * What follows from a token at the reader: stops, unlocks, or asks for authorization and starts (C01, C09, C16,
 * E07). One question per token at a time.
 */
export function createTokenReader(
  sessions: ReaderSessions,
  abilities: Pick<
    TransactionAbilities,
    | "asksOnlyWhereItMatters"
    | "authorization"
    | "clock"
    | "deviceModel"
    | "logger"
    | "maySessionBegin"
    | "reservations"
  >,
): TokenReader {
  const { authorization, logger, reservations } = abilities;
  const asked = new Set<string>();
  const keyCodes = createKeyCodeBackOff(abilities.clock);

  const isInVain = (idToken: IdToken, evseId: number | undefined): boolean =>
    abilities.asksOnlyWhereItMatters() &&
    (abilities.deviceModel.find("AuthCtrlr.MasterPassGroupId") ?? "") === "" &&
    !answerMatters({ idToken }, sessions.all(), evseId, reservations);

  const stop = (session: Session, idToken: IdToken): void =>
    session.endAuthorization({ trigger: "StopAuthorized", stopReason: "Local", idToken });

  const ask = async (idToken: IdToken, evseId: number | undefined): Promise<void> => {
    const card = printableIdToken(idToken);
    const isKeyCode = idToken.type === "KeyCode";
    if (isKeyCode && keyCodes.wait() > 0) {
      logger.warn(
        { seconds: keyCodes.wait() / 1_000 },
        "too many wrong key codes: none is taken for a while",
      ); // C04.FR.06
      return;
    }
    if (isInVain(idToken, evseId)) {
      logger.info({ idToken: card, evseId }, "the token can do nothing here, whoever it is");
      return;
    }
    const { info, masterPass } = await authorization.authorize(idToken);
    if (isKeyCode) {
      if (info.status === "Accepted") keyCodes.right();
      else keyCodes.wrong();
    }
    if (info.status !== "Accepted") {
      logger.info({ idToken: card, status: info.status }, "the token is not accepted"); // C09.FR.11
      return;
    }
    if (masterPass) {
      sessions.masterPass(idToken); // C16; it starts nothing (C16.FR.03)
      return;
    }
    const member = groupMember(info, sessions.all(), evseId);
    if (member) {
      stop(member, idToken); // C09.FR.03
      return;
    }
    const driver = { idToken, ...(info.groupIdToken && { groupIdToken: info.groupIdToken }) };
    const chosen = abilities.maySessionBegin()
      ? sessionFor(driver, sessions.all(), evseId, reservations)
      : null;
    if (chosen === null) {
      logger.info({ idToken: card, evseId }, "the token is accepted, but no EVSE is free for it");
      return;
    }
    const session = chosen === "later" ? sessions.float() : chosen;
    if (session.evseId !== null && !allowedAt(info, session.evseId)) {
      logger.info({ idToken: card, evseId: session.evseId }, "the token is not allowed at this EVSE"); // C01.FR.21
      return;
    }
    session.authorize(withReservation(driver, session.evseId, reservations));
  };

  return {
    presented(idToken, evseId) {
      const locally = authorization.validLocally(idToken);
      const meaning = meaningOf(idToken, sessions.all(), evseId, locally);
      if (meaning.kind === "stop") {
        stop(meaning.session, idToken);
      } else if (meaning.kind === "unlock") {
        meaning.session.unlock();
      } else {
        const key = `${idToken.type}:${idToken.idToken.toLowerCase()}`;
        if (asked.has(key)) return;
        asked.add(key);
        ask(idToken, evseId)
          .catch((error: unknown) => logger.error({ err: error }, "a presented token could not be judged"))
          .finally(() => asked.delete(key));
      }
    },
  };
}
