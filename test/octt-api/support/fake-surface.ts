import { Subject } from "rxjs";
import type { ActionOutcome, ManualActions } from "../../../src/hardware/index.js";
import type {
  ConnectorState,
  EvseState,
  Frame,
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
}

const connector = (evseId: number): ConnectorState => ({
  evseId,
  connectorId: 1,
  type: "sType2",
  availability: "Available",
  operationalStatus: "Operative",
  cable: "none",
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
  meter: { energyWh: 12.5, powerW: 0, currentA: [0, 0, 0], voltageV: [230, 230, 230] },
  ev: null,
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

export function createFakeSurface(): FakeSurface {
  const done: [string, ...unknown[]][] = [];
  const logins: MaintenanceLogin[] = [];
  let decide: (action: string, args: readonly unknown[]) => ActionOutcome = () => null;
  let phase: "booting" | "running" | "rebooting" = "running";
  let statesAsked = 0;

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
      return STATE;
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
    events: new Subject<SurfaceEvent>(),
    done,
    get statesAsked() {
      return statesAsked;
    },
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
