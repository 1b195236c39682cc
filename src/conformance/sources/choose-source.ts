import type { Clock } from "../../kernel/index.js";
import type { Variant } from "../pics/load-pics.js";
import { createHttpCalls } from "../tester/http-calls.js";
import { octtTester } from "../tester/octt-tester.js";
import { stationApiTester } from "../tester/station-api-tester.js";
import { foreignStation } from "./foreign-station.js";
import { ownStations } from "./own-station.js";
import type { StationSource } from "./station-source.js";

/** A station that runs already, and how to reach it. */
export interface ForeignStationSettings {
  readonly identity: string;
  readonly password: string | null;
  /** Where the station expects its CSMS. */
  readonly csmsPort: number;
  /** How it is driven: by the station API, or by the OCTT's own calls. */
  readonly api:
    | { readonly kind: "stationApi"; readonly url: string; readonly token: string | null }
    | { readonly kind: "octt"; readonly sut: string; readonly ev: string | null };
}

/** Whom a run tests. */
export interface StationChoice {
  /** Whether stations that the suite starts are driven by the OCTT's own calls. */
  readonly drivenByOctt: boolean;
  readonly foreign?: ForeignStationSettings;
}

/** Where the stations of each variant come from. */
export function sourceOf(
  { foreign, drivenByOctt }: StationChoice,
  clock: Clock,
): (variant: Variant) => StationSource {
  if (!foreign) return (variant) => ownStations(clock, variant, drivenByOctt ? "octt" : "stationApi");
  const call = createHttpCalls(clock);
  const { api } = foreign;
  const tester = api.kind === "octt" ? octtTester(call, api) : stationApiTester(call, api.url, api.token);
  return () => foreignStation({ ...foreign, tester });
}
