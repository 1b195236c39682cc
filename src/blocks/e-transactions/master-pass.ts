import { Seconds, type Clock, type Timer } from "../../kernel/index.js";
import type { IdToken } from "../c-authorization/index.js";
import type { Prompt } from "./abilities.js";
import type { Session } from "./session.js";

/** How long the display asks which transactions to stop. */
const CHOICE_LASTS = Seconds(60);

const QUESTION = ["Master pass", "Choose the charging session to stop, or stop all"];

/** What a master pass does (C16). */
export interface MasterPass {
  /** The pass was presented and is accepted. */
  presented(idToken: IdToken): void;
  /**
   * Stop was pressed, for an EVSE or for all: where the display asks, this is the answer.
   * @returns whether it was one
   */
  chosen(evseId: number | undefined): boolean;
  dispose(): void;
}

/**
 * @param userInterface the driver can choose on the display: it asks which transactions to stop (C16.FR.01);
 *   without, all are stopped at once (C16.FR.02)
 */
export function createMasterPass({
  sessions,
  userInterface,
  prompt,
  clock,
}: {
  readonly sessions: () => readonly Session[];
  readonly userInterface: boolean;
  readonly prompt: Prompt;
  readonly clock: Clock;
}): MasterPass {
  let asking: { readonly idToken: IdToken; readonly timer: Timer } | null = null;

  const inUse = (): readonly Session[] =>
    sessions().filter(({ authorization, transaction }) => authorization !== null || transaction !== null);
  const stop = (idToken: IdToken, evseId: number | undefined): void => {
    for (const session of inUse()) {
      if (evseId !== undefined && session.evseId !== evseId) continue;
      session.endAuthorization({ trigger: "StopAuthorized", stopReason: "MasterPass", idToken });
    }
  };
  const stopAsking = (): void => {
    asking?.timer.cancel();
    asking = null;
    prompt.ask([]);
  };

  return {
    presented(idToken) {
      if (!userInterface) return stop(idToken, undefined);
      if (inUse().length === 0) return;
      asking?.timer.cancel();
      asking = { idToken, timer: clock.timer("choice of a master pass", CHOICE_LASTS, stopAsking) };
      prompt.ask(QUESTION);
    },
    chosen(evseId) {
      if (!asking) return false;
      const { idToken } = asking;
      stopAsking();
      stop(idToken, evseId);
      return true;
    },
    dispose() {
      asking?.timer.cancel();
    },
  };
}
