import { CERTIFICATE_STATUS_CASES } from "./certificate-status.js";
import { DELETION_CASES } from "./deletion.js";
import { EV_CERTIFICATE_CASES } from "./ev-certificates.js";
import { INSTALLATION_CASES } from "./installation.js";
import { RETRIEVAL_CASES } from "./retrieval.js";
import { ROOT_REPLACEMENT_CASES } from "./root-replacement.js";

/** Block M. */
export const CERTIFICATE_CASES = [
  ...INSTALLATION_CASES,
  ...RETRIEVAL_CASES,
  ...DELETION_CASES,
  ...ROOT_REPLACEMENT_CASES,
  ...CERTIFICATE_STATUS_CASES,
  ...EV_CERTIFICATE_CASES,
];
