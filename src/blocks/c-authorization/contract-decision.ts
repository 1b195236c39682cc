import type { PresentedContract } from "../../hardware/index.js";
import type { Certificate } from "../../pki/index.js";
import { checkContract } from "./contract.js";
import type { AuthorizationStatus, ContractEvidence, ContractJudgement, IdTokenInfo } from "./interface.js";

/** What a decision about a contract hangs on. */
export interface ContractRules {
  /** `ISO15118Ctrlr.PnCEnabled` */
  readonly pncEnabled: boolean;
  /** `ISO15118Ctrlr.CentralContractValidationAllowed` */
  readonly centralValidation: boolean;
  /** Of mobility operators and of V2G, as they are installed. */
  readonly roots: readonly Certificate[];
  readonly online: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What becomes of a contract before its eMAID is judged. */
export type ContractDecision =
  | { readonly verdict: "refuse"; readonly status: AuthorizationStatus; readonly because: string }
  | {
      readonly verdict: "judge";
      readonly evidence: ContractEvidence;
      /** The station has validated it, and so may judge its eMAID alone where nobody answers. */
      readonly offlineToo: boolean;
    };

/** Decides by the chain of a contract whether its eMAID is judged, and what the CSMS is shown of it (C07). */
export function decideContract(contract: PresentedContract, rules: ContractRules): ContractDecision {
  if (!rules.pncEnabled) return refuse("PnCEnabled is false");
  const check = checkContract(contract, rules.roots, rules.now);
  if (check.verdict === "invalid") return refuse(check.because, check.status);
  if (check.verdict === "valid")
    return { verdict: "judge", evidence: { kind: "ocsp", requests: check.ocspRequests }, offlineToo: true }; // C07.FR.02
  const because = "its root certificate is not installed";
  if (!rules.centralValidation) return refuse(because);
  if (!rules.online) return refuse(`${because}, and the CSMS cannot be asked`); // C07.FR.08
  return { verdict: "judge", evidence: { kind: "chain", pem: check.pem }, offlineToo: false }; // C07.FR.06
}

const refuse = (because: string, status: AuthorizationStatus = "Invalid"): ContractDecision => ({
  verdict: "refuse",
  status,
  because,
});

/** What the CSMS has said of certificate and eMAID together: one is as good as the other (C07.FR.13 to C07.FR.17). */
export function judgedTogether({ info, certificateStatus = "Accepted" }: ContractJudgement): IdTokenInfo {
  if (certificateStatus === "Accepted" || info.status !== "Accepted") return info;
  return { ...info, status: certificateStatus === "CertificateExpired" ? "Expired" : "Invalid" };
}
