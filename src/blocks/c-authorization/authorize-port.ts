import type { CsmsLink } from "../../csms-link/index.js";
import type { AuthorizePort } from "./interface.js";
import { createOcpp16AuthorizePort } from "./ocpp16.js";
import { createOcpp2AuthorizePort } from "./ocpp2.js";

/** Asks in the version that the link speaks at that moment. */
export function createAuthorizePort(link: Pick<CsmsLink, "call" | "version">): AuthorizePort {
  const ocpp16 = createOcpp16AuthorizePort(link);
  const ocpp2 = createOcpp2AuthorizePort(link);
  const port = (): AuthorizePort => (link.version === "ocpp1.6" ? ocpp16 : ocpp2);
  return {
    authorize: (idToken) => port().authorize(idToken),
    authorizeContract: (emaid, evidence) => port().authorizeContract(emaid, evidence),
  };
}
