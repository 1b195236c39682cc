import type { ManualImage } from "../manual/index.js";
import type { StationConfiguration } from "../station/index.js";

/** What is wrong with an image of the lab pack. */
export type Flaw = "none" | "damaged" | "wrongSignature" | "foreignSigner" | "otherModel";

/** An image of the lab pack. */
export interface PlannedImage extends ManualImage {
  readonly flaw: Flaw;
}

/** The version after this one: its last number counted up. */
export const nextVersion = (version: string): string =>
  /\d$/.test(version) ? version.replace(/\d+$/, (last) => String(BigInt(last) + 1n)) : `${version}.1`;

/** How an image is called, without the end of the name; a model may have characters that a file name may not. */
export const imageName = (model: string, version: string): string =>
  `${model}-${version}`.replace(/[^\w.-]+/g, "-");

const PLAN: readonly (readonly [Flaw, suffix: string, outcome: string, cases: readonly string[]])[] = [
  [
    "none",
    "",
    "this software as a good image: it is installed, and BootNotification tells its version",
    ["TC_L_01", "TC_L_02", "TC_L_03"],
  ],
  [
    "foreignSigner",
    "-foreign-signer",
    "signed under a root that the station does not trust: InvalidCertificate",
    ["TC_L_05"],
  ],
  [
    "wrongSignature",
    "-wrong-signature",
    "its signature is that of another file: InvalidSignature",
    ["TC_L_06"],
  ],
  [
    "damaged",
    "-damaged",
    "well signed, but not what it says of itself: InstallVerificationFailed",
    ["TC_L_08"],
  ],
  [
    "otherModel",
    "-other-model",
    "well signed, but for another model: InstallVerificationFailed",
    ["TC_L_08"],
  ],
];

/** The images that a laboratory is given for a station. */
export function firmwarePlan({
  model,
  firmwareVersion,
}: Pick<StationConfiguration, "model" | "firmwareVersion">): readonly PlannedImage[] {
  const version = nextVersion(firmwareVersion);
  const base = imageName(model, version);
  return PLAN.map(([flaw, suffix, outcome, cases]) => ({
    flaw,
    file: `${base}${suffix}.img`,
    version,
    outcome,
    cases,
  }));
}
