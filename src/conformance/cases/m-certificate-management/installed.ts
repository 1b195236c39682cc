import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";

/** The entries of a GetInstalledCertificateIds of one type; none where it finds none. */
export async function installed(
  { csms }: CaseTools,
  certificateType: string,
): Promise<readonly { readonly certificateHashData: Payload }[]> {
  const { certificateHashDataChain } = await csms.request("GetInstalledCertificateIds", {
    certificateType: [certificateType],
  });
  return (certificateHashDataChain ?? []) as readonly { readonly certificateHashData: Payload }[];
}
