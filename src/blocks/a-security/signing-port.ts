import type { CsmsLink } from "../../csms-link/index.js";
import type { SigningPort } from "./certificate-signing.js";
import { createSigningPortOcpp16 } from "./ocpp16.js";
import { createSigningPortOcpp2 } from "./ocpp2.js";

/** Asks in the version that the link speaks at that moment. */
export function createSigningPort(link: Pick<CsmsLink, "call" | "version">): SigningPort {
  const ocpp16 = createSigningPortOcpp16(link);
  const ocpp2 = createSigningPortOcpp2(link);
  return {
    signCertificate: (use, csr) => (link.version === "ocpp1.6" ? ocpp16 : ocpp2).signCertificate(use, csr),
  };
}
