import type { ActorRefFrom } from "xstate";
import type {
  ChargingNeeds,
  ChosenSchedule,
  EvCommunication,
  EvseHardware,
  ScheduleOffer,
} from "../../hardware/index.js";
import { Seconds, startActor, type Clock, type Logger } from "../../kernel/index.js";
import type { ChargingRateUnit, InstalledProfile } from "./charging-profile.js";
import { evNegotiationMachine } from "./ev-negotiation.machine.js";
import type { EvNegotiationPort, EvScheduleNotice } from "./ev-port.js";
import { isWithin, planAsProfile, scheduleOfEv } from "./ev-schedule.js";
import type { LimitContext } from "./schedule/index.js";
import { alternativesFor, type Alternative } from "./schedule-offers.js";

/** What negotiations ask of their surroundings. */
export interface NegotiationAbilities {
  /** What the limit of an EVSE hangs on now. */
  readonly contextOf: (evse: EvseHardware) => LimitContext;
  /** The units of charging limits that the station knows. */
  readonly units: () => readonly ChargingRateUnit[];
  /** Whether a CSMS can install profiles. */
  readonly takesProfiles: () => boolean;
  /** The EV has chosen that alternative, from 0, of what its TxProfiles leave open. */
  readonly choose: (evseId: number, index: number) => void;
  readonly port: EvNegotiationPort;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What an EV was offered. */
interface Offered {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Those that the offers were made from. */
  readonly profiles: readonly InstalledProfile[];
  readonly alternatives: readonly Alternative[];
}

/** The negotiation with the EV of one ISO 15118 session (K15 to K17). */
export class EvseNegotiation {
  readonly #evse: EvseHardware;
  readonly #communication: EvCommunication;
  readonly #abilities: NegotiationAbilities;
  readonly #actor: ActorRefFrom<typeof evNegotiationMachine>;
  #needs: ChargingNeeds | null = null;
  /** Counts how often the CSMS was told, so that a late answer is not taken for that to a later question. */
  #round = 0;
  #csmsKnows = false;
  /** The TxProfiles that were there before the CSMS was told. */
  #before: readonly InstalledProfile[] = [];
  #offered: Offered | null = null;
  /** When what was chosen is over, milliseconds since 1970. */
  #over = Infinity;
  /** The EV's own schedule, before and after the CSMS has accepted it. */
  #proposal: { readonly timeBase: number; readonly plan: InstalledProfile } | null = null;
  #plan: InstalledProfile | null = null;

  constructor(evse: EvseHardware, communication: EvCommunication, abilities: NegotiationAbilities) {
    this.#evse = evse;
    this.#communication = communication;
    this.#abilities = abilities;
    const { clock, logger } = abilities;
    this.#actor = startActor(evNegotiationMachine, {
      clock,
      logger,
      name: "evNegotiation",
      input: {
        tellNeeds: () => this.#tellNeeds(),
        offer: () => this.#offer(),
        askEv: () => communication.askForRenegotiation(),
        hasNewProfile: () => this.#hasNewProfile(),
        untilOver: () => Math.max(Seconds(1), this.#over - clock.now()),
      },
    });
  }

  /** The CSMS has heard of the EV's needs. */
  get csmsKnows(): boolean {
    return this.#csmsKnows;
  }

  /** What the EV means to take, where the CSMS has accepted that. */
  get plan(): InstalledProfile | null {
    return this.#plan;
  }

  needsTold(needs: ChargingNeeds): void {
    this.#needs = needs;
    this.#actor.send({ type: "needsTold" });
  }

  /** Other profiles are installed, or limit, than before. */
  profilesChanged(): void {
    if (this.#hasNewProfile()) this.#actor.send({ type: "profileCame" });
    const offered = this.#offered;
    if (!offered || !this.#actor.getSnapshot().matches("agreed")) return;
    const { profiles, ...context } = this.#context();
    if (profiles === offered.profiles) return;
    const outlookBy = (those: readonly InstalledProfile[]): string =>
      JSON.stringify(this.#alternatives({ ...context, profiles: those }));
    // K16.FR.02: what counts is what the EV may expect, not what is installed.
    if (outlookBy(profiles) === outlookBy(offered.profiles)) this.#offered = { ...offered, profiles };
    else this.#actor.send({ type: "outlookChanged" });
  }

  chosen({ offerId, profile }: ChosenSchedule): void {
    const { logger, port, choose } = this.#abilities;
    const evseId = this.#evse.id;
    const alternative = this.#offered?.alternatives.find(({ offer }) => offer.id === offerId);
    if (!this.#offered || !alternative) {
      logger.warn({ evseId, offerId }, "the EV has chosen a schedule that it was not offered");
      return;
    }
    const { at } = this.#offered;
    const { offer, index } = alternative;
    const { supply } = this.#context();
    const own = profile && profile.periods.length > 0 ? profile : null;
    const within = own !== null && isWithin(own, offer, supply); // K15.FR.09, K16.FR.04, K17.FR.09
    if (own && !within) logger.warn({ evseId }, "the EV means to take more than it was offered; limits hold");
    const schedule = scheduleOfEv(own ?? offer, offer.id, supply);
    this.#over = at + Seconds(offer.durationSeconds ?? Infinity);
    this.#proposal = within ? { timeBase: at, plan: planAsProfile(schedule, evseId, at) } : null;
    this.#plan = null;
    this.#actor.send({ type: "chosen" });
    choose(evseId, index);
    // K15.FR.10, K15.FR.19, K16.FR.05, K16.FR.13, K17.FR.10, K17.FR.16
    port.tellSchedule({ evseId, timeBase: at, schedule, ...this.#selected(offer) });
    this.profilesChanged(); // since the offer was made
  }

  /** The CSMS accepts how the EV means to charge (K15.FR.11). */
  scheduleAccepted({ timeBase }: EvScheduleNotice): void {
    if (this.#proposal?.timeBase === timeBase) this.#plan = this.#proposal.plan; // K15.FR.14, K16.FR.10, K17.FR.14
  }

  stop(): void {
    this.#round++;
    this.#actor.stop();
  }

  #tellNeeds(): void {
    const { port, takesProfiles } = this.#abilities;
    const round = ++this.#round;
    const needs = this.#needs;
    const { profiles } = this.#context();
    const knew = this.#csmsKnows;
    this.#before = profiles.filter(({ profile }) => profile.purpose === "TxProfile");
    const answered = (willProvide: boolean): void => this.#actor.send({ type: "answered", willProvide });
    if (!needs || !takesProfiles()) return answered(false);
    this.#csmsKnows = true;
    void port.tellNeeds(this.#evse.id, needs).then((answer) => {
      if (answer === "none") this.#csmsKnows &&= knew;
      // Without a transaction there can be no TxProfile.
      if (round === this.#round) answered(answer === "Accepted" && this.#context().transaction !== null);
    });
  }

  #offer(): void {
    const at = this.#abilities.clock.now();
    const context = this.#context();
    const alternatives = this.#alternatives(context);
    this.#offered = { at, profiles: context.profiles, alternatives };
    this.#communication.offerSchedules(alternatives.map(({ offer }) => offer));
  }

  #alternatives(context: LimitContext): readonly Alternative[] {
    const { clock, units } = this.#abilities;
    const { departureTime, maxScheduleTuples } = this.#needs ?? {};
    return alternativesFor(context, {
      at: clock.now(),
      units: units(),
      ...(departureTime !== undefined && { departure: Date.parse(departureTime) }),
      ...(maxScheduleTuples !== undefined && { mostPeriods: maxScheduleTuples }),
    });
  }

  #hasNewProfile(): boolean {
    const { profiles, transaction } = this.#context();
    return profiles.some(
      (installed) =>
        installed.profile.purpose === "TxProfile" &&
        installed.profile.transactionId === transaction?.transactionId &&
        !this.#before.includes(installed),
    );
  }

  /** The schedule of the CSMS that was chosen; there is none where the offer was the station's own. */
  #selected({ id }: ScheduleOffer): { readonly selectedId?: number } {
    const known = this.#context().profiles.some(({ profile }) =>
      profile.schedules.some((schedule) => schedule.id === id),
    );
    return known ? { selectedId: id } : {};
  }

  #context(): LimitContext {
    return this.#abilities.contextOf(this.#evse);
  }
}
