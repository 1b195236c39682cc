import type { FeatureGroup } from "../feature.js";
import { CORE } from "./core.js";
import { HARDWARE } from "./hardware.js";
import { FEATURES_OF_OCPP16 } from "./ocpp16.js";
import { PROFILES } from "./profiles.js";

/** In the order in which they are shown. */
const FEATURES_OF_OCPP201: readonly FeatureGroup[] = [HARDWARE, ...CORE, ...PROFILES];

/** The versions of OCPP that there is a PICS for. */
export type PicsVersion = "ocpp2.0.1" | "ocpp1.6";

/** What the PICS of each version asks. */
export const FEATURES_OF: Readonly<Record<PicsVersion, readonly FeatureGroup[]>> = {
  "ocpp2.0.1": FEATURES_OF_OCPP201,
  "ocpp1.6": FEATURES_OF_OCPP16,
};
