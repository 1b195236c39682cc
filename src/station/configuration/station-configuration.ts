import type { UpdateHabits } from "../../blocks/l-firmware-management/index.js";
import type { InitialValues } from "../../device-model/index.js";
import type { EvseLayout } from "../../hardware/index.js";
import type { LogOptions } from "../../kernel/index.js";
import type { OcppVersion } from "../../protocol/index.js";

/** 0: plain, for sandboxes only; 1: password; 2: password over TLS; 3: client certificate. */
export const SECURITY_PROFILES = [0, 1, 2, 3] as const;
export type SecurityProfile = (typeof SECURITY_PROFILES)[number];

/** The configuration of one station, complete and checked. */
export interface StationConfiguration {
  /** Station identity in the URL path; 1 to 48 characters, without a colon. */
  readonly identity: string;
  readonly vendorName: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly firmwareVersion: string;
  /** Offered in this order; at least one, each once. */
  readonly ocppVersions: readonly OcppVersion[];
  readonly csms: {
    /** ws: for security profiles 0 and 1, wss: for 2 and 3. The identity is appended. */
    readonly url: string;
    readonly securityProfile: SecurityProfile;
    /** 16 to 40 characters; always there with security profiles 1 and 2. */
    readonly basicAuthPassword?: string;
  };
  /** Ids from 1 without gaps. */
  readonly evses: readonly EvseLayout[];
  /** The driver can choose on the display; then a master pass asks which transactions to stop (C16). */
  readonly userInterface: boolean;
  /** Drivers can show tokens, or type them (`TokenReader.Available`). */
  readonly tokenReader: boolean;
  /** Drivers can start by a button (C02). */
  readonly startButton: boolean;
  /** The station notices that its power fails and ends its transactions before it goes down. */
  readonly backupPower: boolean;
  /** Not yet held against the device model, which does so when it is made. */
  readonly variables: InitialValues;
  /** Folder of the station's store. */
  readonly storage: string;
  readonly api: {
    readonly host: string;
    /** 0 takes any free port. */
    readonly port: number;
    /** Bearer token; `null` only where `host` is a loopback address. */
    readonly token: string | null;
  };
  /** The OCTT's own calls. */
  readonly octt: {
    readonly sut: boolean;
    readonly evPort: number | null;
    readonly relay: { readonly url: string; readonly token: string } | null;
  };
  /** What the station can do while it updates its firmware. */
  readonly firmware: UpdateHabits & {
    /** Takes firmware without a signature too, where the version of OCPP has a message for it (1.6). */
    readonly unsigned: boolean;
  };
  /** PKI folder. */
  readonly certs: string;
  readonly log: LogOptions;
  readonly clock: {
    /** Virtual seconds per second, above 0 and at most 60. */
    readonly rate: number;
  };
}

/** The EVSEs of a station whose configuration names none: two AC sockets, the first with a bay sensor. */
export const TWO_AC_SOCKETS: readonly EvseLayout[] = [true, false].map((parkingBaySensor, index) => ({
  id: index + 1,
  parkingBaySensor,
  connectors: [{ id: 1, type: "sType2", cable: "detachable", phases: 3, maxCurrent: 32, dc: false }],
}));
