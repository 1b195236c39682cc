import type { ClientHello } from "../csms/client-hello.js";
import { ValidationFailed } from "../verdict.js";

const TLS_1_2 = 0x0303;
const NO_COMPRESSION = 0;
/** Numbers of the cipher suites that A00.FR.319 asks for: both of one kind of key, or both of the other. */
const SUITES = [
  { of: "ECDHE_ECDSA", numbers: [0xc02b, 0xc02c] },
  { of: "RSA", numbers: [0x009c, 0x009d] },
] as const;

/** The station's offer is what OCPP allows and asks for (A00.FR.313, A00.FR.319, A00.FR.321). */
export function checkOffer(hello: ClientHello | null): void {
  if (!hello) throw new ValidationFailed("the station did not begin TLS");
  const { highestVersion, lowestVersion, cipherSuites, compressionMethods } = hello;
  if (highestVersion < TLS_1_2 || lowestVersion < TLS_1_2)
    throw new ValidationFailed("the station offers a version of TLS below 1.2");
  if (!SUITES.some(({ numbers }) => numbers.every((number) => cipherSuites.includes(number))))
    throw new ValidationFailed(
      `the station offers neither both suites with ${SUITES.map(({ of }) => of).join(" nor with ")}`,
    );
  if (compressionMethods.some((method) => method !== NO_COMPRESSION))
    throw new ValidationFailed("the station offers compression");
}
