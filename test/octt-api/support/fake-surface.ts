import { Subject } from "rxjs";
import type { ActionOutcome, ManualActions } from "../../../src/hardware/index.js";
import type {
  ConnectorState,
  EvseState,
  Frame,
  Inspection,
  MaintenanceLogin,
  StationState,
  StationSurface,
  SurfaceEvent,
} from "../../../src/station/index.js";

/** A station that records what is done to it and refuses what it is told to refuse. */
export interface FakeSurface extends StationSurface {
  /** Every action in order, as its name and its arguments. */
  readonly done: readonly (readonly [string, ...unknown[]])[];
  readonly events: Subject<SurfaceEvent>;
  /** Tokens that were shown. */
  readonly logins: readonly MaintenanceLogin[];
  /** How often the whole state was asked for. */
  readonly statesAsked: number;
  phaseIs(phase: "booting" | "running" | "rebooting"): void;
  /** Lets every action be refused from now on; `null` lets them be done again. */
  refuse(outcome: ActionOutcome | ((action: string, args: readonly unknown[]) => ActionOutcome)): void;
  /** Lets every action throw. */
  break(): void;
  /** As it was made. */
  reset(): void;
  /** Lets energy flow at EVSE 1. */
  energyFlows(): void;
}

const connector = (evseId: number): ConnectorState => ({
  evseId,
  connectorId: 1,
  type: "sType2",
  availability: "Available",
  operationalStatus: "Operative",
  cable: "none",
  cableKind: "detachable",
  cableRatingA: null,
  rating: { dc: false, phases: 3, maxCurrent: 32, maxPower: 22_080, voltage: 230 },
  locked: false,
});

const evse = (evseId: number): EvseState => ({
  evseId,
  availability: "Available",
  operationalStatus: "Operative",
  parkingBayOccupied: evseId === 1 ? false : null,
  connectors: [connector(evseId)],
  powerPathClosed: false,
  energyTransfer: "none",
  limit: null,
  meter: { energyWh: 12.5, powerW: 0, currentA: [0, 0, 0], voltageV: [230, 230, 230], offeredA: 0 },
  suspendedBy: [],
  authorized: null,
  ev: null,
  v2g: null,
  transaction: null,
  reservation: null,
});

const frame = (seq: number): Frame => ({
  seq,
  at: "2026-01-01T00:00:00.000Z",
  direction: "sent",
  messageType: "CALL",
  messageId: `m-${seq}`,
  action: "Heartbeat",
  payload: {},
});

const FRAMES = Array.from({ length: 300 }, (_, index) => frame(index + 1));

const STATE: StationState = {
  identity: "CS-0001",
  vendorName: "Kerbside",
  model: "Duo-22",
  serialNumber: "KS-0001",
  firmwareVersion: "1.0.0",
  firmware: { sha256: null, update: null },
  softwareVersion: "0.1.0",
  bootedAt: "2026-01-01T00:00:00.000Z",
  time: "2026-01-01T00:01:00.000Z",
  phase: "running",
  networkOnline: true,
  faults: [{ kind: "GroundFailure", evseId: 1 }],
  ocpp: {
    version: "ocpp2.0.1",
    connected: true,
    registration: "Accepted",
    securityProfile: 1,
    csmsUrl: "ws://127.0.0.1:9000/ocpp/CS-0001",
    configurationSlot: 1,
    queuedMessages: 0,
  },
  evses: [evse(1), evse(2)],
  display: [{ id: 1, content: "Welcome", format: "UTF8", priority: "NormalCycle" }],
};

const numbered = <T>(limit: number, make: (number: number) => T): T[] =>
  Array.from({ length: 300 }, (_, index) => make(index + 1)).slice(-limit);

const INSPECTION: Inspection = {
  charging: () => [
    {
      evseId: 1,
      dc: false,
      factors: [{ kind: "cable", what: "the cable", amps: 20 }],
      because: "20 A on 3 phases: the cable allows no more.",
      next: { at: "2026-01-01T01:00:00.000Z", amps: 10, what: "TxProfile 1 allows 10 A" },
      schedule: {
        start: "2026-01-01T00:00:00.000Z",
        unit: "A",
        periods: [{ startPeriod: 0, limit: 20 }],
      },
    },
  ],
  profiles: () => [
    { id: 1, evseId: 1, source: "CSO", purpose: "TxProfile", kind: "Relative", stackLevel: 0, schedules: [] },
  ],
  variables: () => [
    {
      path: "EVSE@1.Power",
      component: { name: "EVSE", evse: { id: 1 } },
      variable: { name: "Power" },
      characteristics: { dataType: "decimal", supportsMonitoring: true },
      attributes: [{ type: "Actual", value: "0", mutability: "ReadOnly", persistent: true, constant: false }],
      monitors: [],
    },
  ],
  queue: (limit) => numbered(limit, (number) => ({ kind: "transactionEvent", fact: { seqNo: number } })),
  reservations: () => [{ id: 1, idToken: "A", evseId: 1, expiresAt: "2026-01-01T01:00:00.000Z" }],
  certificates: () => [
    {
      use: "CSMSRootCertificate",
      generation: "current",
      subject: "Root",
      serialNumber: "1",
      validFrom: "2026-01-01T00:00:00.000Z",
      validTo: "2027-01-01T00:00:00.000Z",
      fingerprint: "00",
    },
  ],
  securityEvents: (limit) =>
    numbered(limit, () => ({ type: "ResetOrReboot", timestamp: "2026-01-01T00:00:00.000Z" })),
  log: (limit) =>
    numbered(limit, (number) => ({
      at: "2026-01-01T00:00:00.000Z",
      level: "info",
      message: `line ${number}`,
    })),
};

export function createFakeSurface(): FakeSurface {
  const done: [string, ...unknown[]][] = [];
  const logins: MaintenanceLogin[] = [];
  let decide: (action: string, args: readonly unknown[]) => ActionOutcome = () => null;
  let phase: "booting" | "running" | "rebooting" = "running";
  let statesAsked = 0;
  let flows = false;

  const act =
    (name: string) =>
    (...args: unknown[]): ActionOutcome => {
      const outcome = decide(name, args);
      if (!outcome) done.push([name, ...args]);
      return outcome;
    };
  const actions: ManualActions = {
    plugIn: act("plugIn"),
    plugOut: act("plugOut"),
    presentToken: act("presentToken"),
    pressStart: act("pressStart"),
    pressStop: act("pressStop"),
    suspend: act("suspend"),
    resume: act("resume"),
    changeEv: act("changeEv"),
    setParkingBay: act("setParkingBay"),
    setFault: act("setFault"),
    setNetwork: act("setNetwork"),
    startV2gSession: act("startV2gSession"),
    stopV2gSession: act("stopV2gSession"),
    requestEvCertificate: act("requestEvCertificate"),
    renegotiate: act("renegotiate"),
    setNetworkConditions: act("setNetworkConditions"),
  };

  return {
    firmwareVersion: "1.0.0",
    phase: () => phase,
    state: () => {
      statesAsked++;
      const [first, ...others] = STATE.evses;
      return flows && first
        ? { ...STATE, evses: [{ ...first, energyTransfer: "charging" }, ...others] }
        : STATE;
    },
    evseState: (evseId) => STATE.evses.find((one) => one.evseId === evseId),
    connectorState: (evseId, connectorId) =>
      STATE.evses.find((one) => one.evseId === evseId)?.connectors.find((c) => c.connectorId === connectorId),
    actions,
    externalLimits: { set: act("setExternalLimit"), clear: act("clearExternalLimit") },
    deauthorize: act("deauthorize"),
    maintenanceLogin: (login) => void logins.push(login),
    logins,
    reboot: act("reboot"),
    setVariable: act("setVariable"),
    messages: ({ since = 0, limit }) => FRAMES.filter(({ seq }) => seq > since).slice(-limit),
    inspection: INSPECTION,
    events: new Subject<SurfaceEvent>(),
    done,
    get statesAsked() {
      return statesAsked;
    },
    energyFlows: () => void (flows = true),
    phaseIs: (next) => (phase = next),
    refuse: (outcome) => (decide = typeof outcome === "function" ? outcome : () => outcome),
    break: () => {
      decide = () => {
        throw new Error("a wire is loose");
      };
    },
    reset: () => {
      done.length = 0;
      decide = () => null;
      phase = "running";
      statesAsked = 0;
    },
  };
}
