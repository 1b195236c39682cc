import type { EndpointSecurity } from "../csms/endpoint-security.js";
import type { Pics } from "../pics/pics.js";
import type { StationSecurity } from "../sources/station-source.js";
import type { ServerCertificate, TestPki } from "./test-pki.js";

/** How an endpoint of the CSMS is secured in a profile, with that certificate. */
export async function endpointSecurity(
  pki: TestPki,
  profile: EndpointSecurity["profile"],
  certificate: ServerCertificate = "valid",
): Promise<EndpointSecurity> {
  if (profile <= 1) return { profile };
  const credential = await pki.server(certificate);
  if (profile === 2) return { profile, credential };
  const roots = await Promise.all([pki.root(), pki.secondRoot(), pki.successor()]);
  return { profile, credential, clientRoots: roots.map((root) => root.certificate) };
}

/** What a station as it is declared must bring along, and the EV that comes to it. */
export async function stationSecurity(
  pki: TestPki,
  { declared, test }: Pics,
  identity: string,
): Promise<StationSecurity> {
  const profile = test.securityProfile;
  const [root, manufacturerRoot] = await Promise.all([pki.root(), pki.manufacturerRoot()]);
  const own = profile === 3 ? await pki.stationCredential(identity) : null;
  const talksIso15118 = Boolean(declared["ISO15118Support"]);
  const contract = talksIso15118 ? await pki.contractChain() : null;
  return {
    profile,
    csmsRoot: root.certificate.pem,
    manufacturerRoot: manufacturerRoot.certificate.pem,
    credential: own && { privateKey: own.privateKey, chain: own.certificate.pem },
    v2gRoot: talksIso15118 ? (await pki.v2gRoot()).certificate.pem : null,
    contractChain: contract && contract.map(({ pem }) => pem).join(""),
  };
}
