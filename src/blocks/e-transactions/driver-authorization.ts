import { Seconds, startActor } from "../../kernel/index.js";
import type { IdToken } from "../c-authorization/index.js";
import type { TransactionAbilities } from "./abilities.js";
import { authorizationMachine } from "./authorization.machine.js";
import type { AuthorizationRecord } from "./authorization-record.js";

/** A running authorization: its record, and the machine that waits for the EV. */
export interface DriverAuthorization {
  readonly record: AuthorizationRecord;
  /** Notes the group that the CSMS has told, where none was known: its members may stop (C09.FR.03). */
  belongsTo(groupIdToken: IdToken | undefined): void;
  evConnected(): void;
  /** @param waits the EV may come back within EVConnectionTimeOut (fixed cable, E10.FR.02) */
  evDisconnected(waits: boolean): void;
  /** Stops waiting; nothing is called afterwards. */
  end(): void;
}

/** Starts the machine of an authorization. `onTimeout` is called when the EV did not come in time (C01.FR.26). */
export function grantAuthorization(
  record: AuthorizationRecord,
  evConnected: boolean,
  { clock, logger, deviceModel }: Pick<TransactionAbilities, "clock" | "logger" | "deviceModel">,
  onTimeout: () => void,
): DriverAuthorization {
  const connectionTimeout = Seconds(deviceModel.integer("TxCtrlr.EVConnectionTimeOut"));
  const actor = startActor(authorizationMachine, {
    clock,
    logger,
    name: "authorization",
    input: { evConnected, connectionTimeout },
  });
  actor.subscribe((snapshot) => {
    if (snapshot.matches("timedOut")) onTimeout();
  });
  let known = record;
  return {
    get record() {
      return known;
    },
    belongsTo(groupIdToken) {
      if (groupIdToken) known = { groupIdToken, ...known };
    },
    evConnected: () => actor.send({ type: "evConnected" }),
    evDisconnected: (waits) => actor.send({ type: "evDisconnected", waits }),
    end: () => actor.send({ type: "ended" }),
  };
}
