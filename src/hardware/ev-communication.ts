/**
 * The ISO 15118 side of an EVSE: what its SECC (supply equipment communication controller) and the station tell
 * each other. A vendor's SECC implements {@link EvCommunication}; the virtual one plays the EV as well. The V2G
 * messages themselves stay behind it: the station sees facts, and EXI only as opaque base64, as OCPP does.
 *
 * One session goes: started, perhaps a certificate asked for, identified (contract or external means), authorized,
 * needs told, schedules offered, schedule chosen, energy, perhaps negotiated anew, ended.
 */
export interface EvCommunication {
  /** The session with the EV that is connected; `null` while there is none. */
  readonly session: V2gSession | null;
  /** Whether EVs may be authorized by contract; otherwise they are offered external means alone (PnCEnabled). */
  offerContract(offered: boolean): void;
  /** Tells the EV whether it may charge. Nothing happens where it does not wait for that. */
  answerAuthorization(granted: boolean): void;
  /** Hands the EV what the CSMS answered to its request for a certificate. Nothing happens where it asked for none. */
  answerCertificateRequest(answer: EvCertificateAnswer): void;
  /**
   * Offers one to three schedules to choose from, in answer to the EV's needs; none has more periods than the EV can
   * take ({@link ChargingNeeds.maxScheduleTuples}). Nothing happens where it waits for none.
   */
  offerSchedules(offers: readonly ScheduleOffer[]): void;
  /** Asks the EV to tell its needs anew, which it does in its own time (K16, K17). Nothing happens without a session. */
  askForRenegotiation(): void;
  /** Asks the EV to stop the transfer and to end the session. Nothing happens without a session. */
  askToStop(): void;
}

/**
 * How far a session has come.
 * - `identifying`: it may ask for a certificate, and chooses how it is authorized
 * - `awaitingAuthorization`: of the contract that it has shown, or by external means
 * - `awaitingSchedules`: it has told its needs and takes no energy yet
 * - `charging`: it takes energy as agreed
 * - `renegotiating`: it has told its needs anew, and takes energy as agreed before
 * - `refused`: it was not authorized
 */
export type V2gPhase =
  "identifying" | "awaitingAuthorization" | "awaitingSchedules" | "charging" | "renegotiating" | "refused";

/** Who ended a session: the EV (SessionStopReq with Terminate), the station, or whoever pulled the cable. */
export type V2gSessionEnd = "EV" | "station" | "cable";

/** How the EV's driver pays: Plug & Charge with a contract certificate, or external means. */
export type V2gIdentification = "PnC" | "EIM";

/** A session between EV and EVSE. */
export interface V2gSession {
  readonly connectorId: number;
  /** `null` until the EV has chosen. */
  readonly identification: V2gIdentification | null;
  readonly phase: V2gPhase;
  /** EVCCID: the EV's hardware address. */
  readonly vehicleId: string;
  /** The protocol agreed on, e.g. `urn:iso:15118:2:2013:MsgDef`. */
  readonly protocol: string;
}

/** What an EV shows to be authorized by contract (C07). */
export interface PresentedContract {
  /** eMAID, without separators. */
  readonly emaid: string;
  /** PEM, the contract certificate first, then its sub CAs; the root is not among them. */
  readonly chain: readonly string[];
}

/** An EV's request for a contract certificate, to be handed to the CSMS as it is (M01, M02). */
export interface EvCertificateRequest {
  readonly action: "Install" | "Update";
  /** The version of the V2G schema, e.g. `urn:iso:15118:2:2013:MsgDef`. */
  readonly schemaVersion: string;
  /** Base64 of the EXI stream. */
  readonly exiRequest: string;
}

export interface EvCertificateAnswer {
  readonly accepted: boolean;
  /** Base64 of the EXI stream for the EV; empty where nobody answered. */
  readonly exiResponse: string;
}

/** EnergyTransferModeEnumType of OCPP 2.0.1. */
export type EnergyTransferMode = "DC" | "AC_single_phase" | "AC_two_phase" | "AC_three_phase";

/** What an EV wants (K15): either its AC or its DC parameters. */
export interface ChargingNeeds {
  readonly requestedEnergyTransfer: EnergyTransferMode;
  /** RFC 3339. */
  readonly departureTime?: string;
  /** How many periods of a schedule it can take, from 1. */
  readonly maxScheduleTuples?: number;
  readonly ac?: AcChargingParameters;
  readonly dc?: DcChargingParameters;
}

/** Whole numbers, as OCPP has them. */
export interface AcChargingParameters {
  /** Wh. */
  readonly energyAmount: number;
  /** Amperes per phase. */
  readonly evMinCurrent: number;
  /** Amperes per phase. */
  readonly evMaxCurrent: number;
  /** Volts. */
  readonly evMaxVoltage: number;
}

/** Whole numbers, as OCPP has them. */
export interface DcChargingParameters {
  /** Amperes. */
  readonly evMaxCurrent: number;
  /** Volts. */
  readonly evMaxVoltage: number;
  /** Wh. */
  readonly energyAmount?: number;
  /** Watts. */
  readonly evMaxPower?: number;
  /** Per cent. */
  readonly stateOfCharge?: number;
  /** Wh. */
  readonly evEnergyCapacity?: number;
  /** Per cent. */
  readonly fullSoC?: number;
  /** Per cent. */
  readonly bulkSoC?: number;
}

/** One of the schedules that an EV may choose (SAScheduleTuple). */
export interface ScheduleOffer {
  /** Of the charging schedule that it stands for (K15.FR.10). */
  readonly id: number;
  readonly unit: "A" | "W";
  /** Seconds from now; absent: without end. */
  readonly durationSeconds?: number;
  /** In ascending order; the first starts at 0. */
  readonly periods: readonly SchedulePeriod[];
  /** The tariff that goes with an offer, as OCPP has it (SalesTariffType); carried to the EV, never read. */
  readonly salesTariff?: object;
}

export interface SchedulePeriod {
  /** Seconds from the schedule's start. */
  readonly startPeriod: number;
  /** In the schedule's unit. */
  readonly limit: number;
  /** 1 to 3; absent: as many as there are. */
  readonly phases?: number;
}

/** What the EV chose: an offer, and, where it tells one, how it means to charge within that. */
export interface ChosenSchedule {
  /** Of the offer. */
  readonly offerId: number;
  /** Its own charging profile, which counts from the moment of the offer; `null` where it tells none. */
  readonly profile: ScheduleOffer | null;
}

/** Facts that the communication with an EV reports; part of the hardware's events. */
export interface EvCommunicationEvents {
  v2gSessionStarted: { evseId: number; session: V2gSession };
  /** The EV asks for a certificate and waits for {@link EvCommunication.answerCertificateRequest}. */
  evCertificateRequested: { evseId: number; request: EvCertificateRequest };
  /** The EV shows its contract and waits for {@link EvCommunication.answerAuthorization}. */
  contractPresented: { evseId: number; contract: PresentedContract };
  /** The EV leaves it to the driver to be authorized by other means, and waits for the answer. */
  externalMeansChosen: { evseId: number };
  /** The EV tells its needs and waits for {@link EvCommunication.offerSchedules}; `anew`: while it charges already. */
  chargingNeedsTold: { evseId: number; needs: ChargingNeeds; anew: boolean };
  chargingScheduleChosen: { evseId: number; chosen: ChosenSchedule };
  v2gSessionEnded: { evseId: number; by: V2gSessionEnd };
}
