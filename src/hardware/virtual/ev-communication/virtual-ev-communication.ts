import type { ConnectorLayout } from "../../configuration.js";
import type {
  EvCertificateAnswer,
  EvCertificateRequest,
  EvCommunication,
  PresentedContract,
  ScheduleOffer,
  V2gIdentification,
  V2gSession,
  V2gSessionEnd,
} from "../../ev-communication.js";
import type { NeedsChange } from "../../manual-actions.js";
import type { VirtualEv } from "../electric-vehicle.js";
import { connectedConnector, type EvseState } from "../evse-state.js";
import type { Plant } from "../plant.js";
import { chooseOffer, ownProfile, type EvAbility } from "./agreement.js";
import { abilityOf, needsOf } from "./needs.js";
import { ScheduleFollower } from "./schedule-follower.js";
import { moveSession, phaseOf, type V2gEvent, type V2gState } from "./session.machine.js";

/** How an EV is to be authorized. */
export type Identity =
  | { readonly identification: "PnC"; readonly contract: PresentedContract }
  | { readonly identification: Extract<V2gIdentification, "EIM"> };

const PROTOCOL = "urn:iso:15118:2:2013:MsgDef";

/** An SECC and an EV in one: both ends of a session, without the wire between them. */
export class VirtualEvCommunication implements EvCommunication {
  readonly #plant: Plant;
  readonly #evse: EvseState;
  #state: V2gState = "none";
  #contractOffered = true;
  #identification: V2gIdentification | null = null;
  #needs: NeedsChange = {};
  #afterCertificate: PresentedContract | null = null;
  #follower: ScheduleFollower | null = null;

  constructor(plant: Plant, evse: EvseState) {
    this.#plant = plant;
    this.#evse = evse;
    plant.events.bus.on("cableChanged", ({ evseId, before }) => {
      if (evseId === this.#evseId && before === "connected") this.#unplugged();
    });
  }

  get session(): V2gSession | null {
    const phase = phaseOf(this.#state);
    const connector = connectedConnector(this.#evse);
    const { ev } = this.#evse.facts;
    if (!phase || !connector || !ev) return null;
    return {
      connectorId: connector.id,
      identification: this.#identification,
      phase,
      vehicleId: ev.macAddress,
      protocol: PROTOCOL,
    };
  }

  offerContract(offered: boolean): void {
    this.#contractOffered = offered;
  }

  answerAuthorization(granted: boolean): void {
    this.#plant.change(() => {
      if (this.#move(granted ? "grant" : "refuse") && granted) this.#tellNeeds(false);
    });
  }

  answerCertificateRequest({ accepted }: EvCertificateAnswer): void {
    this.#plant.change(() => {
      const contract = this.#afterCertificate;
      if (!this.#move("certificateAnswered")) return;
      // With its new certificate the EV goes on by itself (TC_M_26); without one its driver decides.
      if (accepted && contract) this.#identify({ identification: "PnC", contract });
    });
  }

  offerSchedules(offers: readonly ScheduleOffer[]): void {
    this.#plant.change(() => {
      const at = this.#place();
      if (!at) return;
      const ability = abilityOf(at.ev, at.connector);
      const offer = chooseOffer(offers, ability, this.#secondsUntilDeparture(at.ev.departureTime));
      if (!offer || !this.#move("agree")) return;
      const profile = ownProfile(offer, ability);
      this.#follow(profile, ability);
      this.#plant.events.add("chargingScheduleChosen", {
        evseId: this.#evseId,
        chosen: { offerId: offer.id, profile },
      });
    });
  }

  askForRenegotiation(): void {
    this.renegotiate({});
  }

  askToStop(): void {
    this.end("station");
  }

  /** A session is there in which the EV has not yet said how it is authorized. */
  get readyToIdentify(): boolean {
    return this.#state === "identifying";
  }

  /** The EV begins a session, unless it is in one. Whether that could be done. */
  begin(): boolean {
    return this.#plant.change(() => {
      if (this.#state === "refused") this.#end("station");
      if (!this.#move("begin")) return false;
      this.#identification = null;
      this.#needs = {};
      this.#evse.allowance = { amps: 0 };
      const { ev } = this.#evse.facts;
      if (ev && !ev.iso15118) this.#plant.setFacts(this.#evse, { ev: { ...ev, iso15118: true } });
      const { session } = this;
      if (session) this.#plant.events.add("v2gSessionStarted", { evseId: this.#evseId, session });
      return true;
    });
  }

  /** The EV says how it is authorized, and what it needs. Whether that could be done. */
  identify(identity: Identity, needs: NeedsChange): boolean {
    return this.#plant.change(() => {
      if (!this.#identify(identity)) return false;
      this.#needs = needs;
      return true;
    });
  }

  /**
   * The EV asks for a certificate. Whether that could be done.
   * @param afterwards what it shows once it has its certificate; `null`: it waits for its driver
   */
  askForCertificate(request: EvCertificateRequest, afterwards: PresentedContract | null): boolean {
    return this.#plant.change(() => {
      if (!this.#move("askForCertificate")) return false;
      this.#afterCertificate = afterwards;
      this.#plant.events.add("evCertificateRequested", { evseId: this.#evseId, request });
      return true;
    });
  }

  /** The EV tells its needs anew. Whether that could be done. */
  renegotiate(needs: NeedsChange): boolean {
    return this.#plant.change(() => {
      if (!this.#move("renegotiate")) return false;
      this.#needs = { ...this.#needs, ...needs };
      this.#tellNeeds(true);
      return true;
    });
  }

  /** The session ends; the EV takes no energy until it begins another or is connected anew. Whether there was one. */
  end(by: V2gSessionEnd): boolean {
    return this.#plant.change(() => this.#end(by));
  }

  /** The session is gone and nobody hears of it: the power went. */
  lose(): void {
    this.#state = "none";
    this.#forget();
  }

  get #evseId(): number {
    return this.#evse.layout.id;
  }

  #move(event: V2gEvent): boolean {
    const next = moveSession(this.#state, event);
    if (next) this.#state = next;
    return next !== null;
  }

  /** An EV whose contract is not wanted leaves it to its driver. */
  #identify(wish: Identity): boolean {
    if (!this.#move("identify")) return false;
    const evseId = this.#evseId;
    const identity: Identity = this.#contractOffered ? wish : { identification: "EIM" };
    this.#identification = identity.identification;
    if (identity.identification === "EIM") this.#plant.events.add("externalMeansChosen", { evseId });
    else this.#plant.events.add("contractPresented", { evseId, contract: identity.contract });
    return true;
  }

  #tellNeeds(anew: boolean): void {
    const at = this.#place();
    if (!at) return;
    const needs = needsOf(at.ev, at.connector, this.#needs);
    this.#plant.events.add("chargingNeedsTold", { evseId: this.#evseId, needs, anew });
  }

  #place(): { readonly connector: ConnectorLayout; readonly ev: VirtualEv } | null {
    const connector = connectedConnector(this.#evse);
    const { ev } = this.#evse.facts;
    return connector && ev ? { connector, ev } : null;
  }

  #end(by: V2gSessionEnd): boolean {
    if (!this.#move("end")) return false;
    this.#forget();
    this.#evse.allowance = { amps: 0 };
    this.#plant.events.add("v2gSessionEnded", { evseId: this.#evseId, by });
    return true;
  }

  #unplugged(): void {
    this.#plant.change(() => {
      this.#end("cable");
      this.#evse.allowance = null;
    });
  }

  #forget(): void {
    this.#follower?.stop();
    this.#follower = null;
    this.#afterCertificate = null;
  }

  /** Takes what a schedule allows from now on, and tells its needs anew when that is over. Only within a change. */
  #follow(profile: ScheduleOffer, ability: EvAbility): void {
    this.#follower?.stop();
    const follower = new ScheduleFollower(this.#plant.clock, profile, ability, (isOver) => {
      this.#plant.change(() => void (this.#evse.allowance = follower.allowance));
      if (isOver) this.renegotiate({});
    });
    this.#follower = follower;
    this.#evse.allowance = follower.allowance;
  }

  #secondsUntilDeparture(departureTime: string | null): number | undefined {
    const told = this.#needs.departureTime ?? departureTime;
    return told === null ? undefined : Math.max(1, (Date.parse(told) - this.#plant.clock.now()) / 1_000);
  }
}
