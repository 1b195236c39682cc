import { DELETION_CASES } from "./deletion.js";
import { INSTALLATION_CASES } from "./installation.js";
import { RETRIEVAL_CASES } from "./retrieval.js";
import { ROOT_REPLACEMENT_CASES } from "./root-replacement.js";

/** Block M, certificates that are none of ISO 15118. */
export const CERTIFICATE_CASES = [
  ...INSTALLATION_CASES,
  ...RETRIEVAL_CASES,
  ...DELETION_CASES,
  ...ROOT_REPLACEMENT_CASES,
];
