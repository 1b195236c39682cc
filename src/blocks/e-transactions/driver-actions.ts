import type { HardwareEvents } from "../../hardware/index.js";
import type { Follower } from "../../kernel/index.js";
import type { IdToken } from "../c-authorization/index.js";
import type { TransactionAbilities } from "./abilities.js";
import { createMasterPass, type MasterPass } from "./master-pass.js";
import { createTokenReader, type TokenReader } from "./presented-tokens.js";
import type { StationSessions } from "./station-sessions.js";

/** What follows for the sessions from what drivers and their EVs do at the hardware, and from its faults. */
export class DriverActions implements Follower<HardwareEvents> {
  readonly #sessions: StationSessions;
  readonly #abilities: TransactionAbilities;
  /** Made with the first token, and with the first master pass. */
  #reader: TokenReader | null = null;
  #masterPass: MasterPass | null = null;

  constructor(sessions: StationSessions, abilities: TransactionAbilities) {
    this.#sessions = sessions;
    this.#abilities = abilities;
  }

  cableChanged({ evseId, connectorId, cable, before }: HardwareEvents["cableChanged"]): void {
    const { hardware, authorization } = this.#abilities;
    const session = this.#sessions.at(evseId);
    if (cable === "connected") {
      if (session) this.#sessions.adoptInto(session);
      session?.cableConnected();
      // C01.FR.01: where nobody need be authorized, plugging in is enough.
      if (session && !authorization.required) this.#sessions.authorizeAnybody(session);
    } else if (before === "connected") {
      const connector = hardware.evses[evseId - 1]?.connectors.find(({ id }) => id === connectorId);
      if (connector) session?.cableDisconnected(connector);
    }
  }

  energyTransferChanged({ evseId }: HardwareEvents["energyTransferChanged"]): void {
    this.#sessions.at(evseId)?.energyTransferChanged();
  }

  phasesChanged({ evseId, phases }: HardwareEvents["phasesChanged"]): void {
    this.#sessions.at(evseId)?.phasesChanged(phases);
  }

  parkingBayChanged({ evseId, occupied }: HardwareEvents["parkingBayChanged"]): void {
    const session = this.#sessions.at(evseId);
    if (session && occupied) this.#sessions.adoptInto(session);
    session?.parkingBayChanged(occupied);
  }

  tokenPresented({ token, evseId }: HardwareEvents["tokenPresented"]): void {
    const sessions = this.#sessions;
    this.#reader ??= createTokenReader(
      {
        all: () => sessions.all(),
        float: () => sessions.float(),
        masterPass: (idToken) => this.#masterPassPresented(idToken),
      },
      this.#abilities,
    );
    this.#reader.presented(token as IdToken, evseId);
  }

  startPressed({ evseId }: HardwareEvents["startPressed"]): void {
    const session = this.#sessions.at(evseId);
    if (session && this.#abilities.maySessionBegin()) this.#sessions.authorizeAnybody(session); // C02.FR.01
  }

  stopPressed({ evseId, emergency }: HardwareEvents["stopPressed"]): void {
    if (!emergency && this.#masterPass?.chosen(evseId)) return; // C16.FR.01
    for (const session of this.#sessions.all()) {
      if (evseId !== undefined && session.evseId !== evseId) continue;
      if (emergency) session.abort("AbnormalCondition", "EmergencyStop");
      else if (session.authorization) {
        session.endAuthorization({ trigger: "StopAuthorized", stopReason: "Local" }); // E07.FR.05
      }
    }
  }

  faultChanged({ kind, evseId, active }: HardwareEvents["faultChanged"]): void {
    const reason =
      kind === "GroundFailure" ? "GroundFault" : kind === "OverCurrent" ? "OvercurrentFault" : "Other";
    if (!active || !["Faulted", "GroundFailure", "OverCurrent", "ContactorWelded"].includes(kind)) return;
    for (const session of this.#sessions.all()) {
      if (evseId === undefined || session.evseId === evseId) session.abort("AbnormalCondition", reason); // E06.FR.16
    }
  }

  dispose(): void {
    this.#masterPass?.dispose();
  }

  #masterPassPresented(idToken: IdToken): void {
    const { userInterface, prompt, clock } = this.#abilities;
    const sessions = () => this.#sessions.all();
    this.#masterPass ??= createMasterPass({ sessions, userInterface, prompt, clock });
    this.#masterPass.presented(idToken);
  }
}
