import type { RequestHandlers } from "../../csms-link/index.js";
import { statusInfoOf, type OcppVersion, type RequestOf, type ResponseOf } from "../../protocol/index.js";
import type { NetworkProfiles } from "./network-profiles.js";

/** Values of OCPPVersionEnumType; OCPP 2.1 names 2.0.1 and itself more exactly. */
const VERSIONS: Readonly<Record<string, OcppVersion>> = {
  OCPP16: "ocpp1.6",
  OCPP20: "ocpp2.0.1",
  OCPP201: "ocpp2.0.1",
  OCPP21: "ocpp2.1",
};

/** SetNetworkProfile of OCPP 2.0.1 and 2.1 (B09). */
export function networkProfileHandlersOcpp2(
  profiles: Pick<NetworkProfiles, "set">,
  changed: (slot: number) => void,
): RequestHandlers {
  return {
    SetNetworkProfile({ configurationSlot, connectionData }: RequestOf<"ocpp2.0.1", "SetNetworkProfile">) {
      const { ocppCsmsUrl, securityProfile, ocppVersion, ocppTransport, messageTimeout, vpn, apn } =
        connectionData;
      const outcome = profiles.set(configurationSlot, {
        url: ocppCsmsUrl,
        securityProfile,
        version: VERSIONS[ocppVersion] ?? null,
        transport: ocppTransport,
        messageTimeout,
        needsVpn: vpn !== undefined,
        needsApn: apn !== undefined,
      });
      if (outcome.status === "Accepted") changed(configurationSlot);
      return {
        response: {
          status: outcome.status,
          ...statusInfoOf(outcome),
        } satisfies ResponseOf<"ocpp2.0.1", "SetNetworkProfile">,
      };
    },
  };
}
