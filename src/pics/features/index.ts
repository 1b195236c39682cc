import type { FeatureGroup } from "../feature.js";
import { CORE } from "./core.js";
import { HARDWARE } from "./hardware.js";
import { PROFILES } from "./profiles.js";

/** All that a PICS of OCPP 2.0.1 asks, in the order in which it is shown. */
export const FEATURE_GROUPS: readonly FeatureGroup[] = [HARDWARE, ...CORE, ...PROFILES];
