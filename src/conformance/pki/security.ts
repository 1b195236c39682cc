import type { EndpointSecurity } from "../csms/endpoint-security.js";
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

/** What a station of that profile must bring along. */
export async function stationSecurity(
  pki: TestPki,
  profile: StationSecurity["profile"],
  identity: string,
): Promise<StationSecurity> {
  const [root, manufacturerRoot] = await Promise.all([pki.root(), pki.manufacturerRoot()]);
  const own = profile === 3 ? await pki.stationCredential(identity) : null;
  return {
    profile,
    csmsRoot: root.certificate.pem,
    manufacturerRoot: manufacturerRoot.certificate.pem,
    credential: own && { privateKey: own.privateKey, chain: own.certificate.pem },
  };
}
