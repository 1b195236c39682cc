import type { Tester } from "../tester/tester.js";

/** The CSMS that a station is to be pointed at. */
export interface CsmsAddress {
  /** Without the identity. */
  readonly url: string;
  readonly identity: string;
  readonly password: string;
  readonly security: StationSecurity;
}

/** What a station needs for its security profile. */
export interface StationSecurity {
  readonly profile: 0 | 1 | 2 | 3;
  /** Roots that the station trusts from the start (PEM). */
  readonly csmsRoot: string;
  readonly manufacturerRoot: string;
  /** The station's own key and chain (PEM), in profile 3. */
  readonly credential: { readonly privateKey: string; readonly chain: string } | null;
  /** The root above certificates that EVs see (PEM), where the station talks ISO 15118. */
  readonly v2gRoot: string | null;
  /** The contract that the EV carries (PEM, with its sub CAs), where the station talks ISO 15118. */
  readonly contractChain: string | null;
}

/** A station under test. */
export interface RunningStation {
  readonly tester: Tester;
  /** Why the station is no more, in a sentence; `null` while it lives. */
  crashed(): string | null;
  /** Lets go of the station; one that was started for the test is stopped, and what it left is removed. */
  stop(): Promise<void>;
}

/** Where stations under test come from. */
export interface StationSource {
  /** Identity of the station in the URL. */
  readonly identity: string;
  /** Of basic authentication; `null` where the station uses none. */
  readonly password: string | null;
  /** The port that the test CSMS must listen on; 0 for any. */
  readonly csmsPort: number;
  /** Whether each case gets a station that has just been started and holds nothing. */
  readonly fresh: boolean;
  start(csms: CsmsAddress): Promise<RunningStation>;
}
