import type { Tester } from "../tester/tester.js";
import type { StationSource } from "./station-source.js";

/** A station that runs already, somebody else's perhaps. */
export interface ForeignStation {
  readonly identity: string;
  /** Of basic authentication; `null` where it uses none. */
  readonly password: string | null;
  /** The port at which the station expects its CSMS. */
  readonly csmsPort: number;
  readonly tester: Tester;
}

/** The one station, for every case the same: what a case leaves behind is tidied up after it. */
export function foreignStation({ identity, password, csmsPort, tester }: ForeignStation): StationSource {
  return {
    identity,
    password,
    csmsPort,
    fresh: false,
    start: () => Promise.resolve({ tester, crashed: () => null, stop: () => Promise.resolve() }),
  };
}
