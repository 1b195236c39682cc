import type { Boot, Heartbeat } from "../blocks/b-provisioning/index.js";
import type { Transactions } from "../blocks/e-transactions/index.js";
import type { Availability } from "../blocks/g-availability/index.js";
import type { Reservations } from "../blocks/h-reservation/index.js";
import type { Monitoring } from "../blocks/n-diagnostics/index.js";
import type { CsmsLink, TracedFrame } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";
import type { StationHardware } from "../hardware/index.js";
import type { Unsubscribe } from "../kernel/index.js";
import type { CertificatesForEvs } from "./certificates-for-evs.js";
import type { DriverInformation } from "./driver-information.js";
import type { Security } from "./security.js";
import type { VersionBinding } from "./version-binding.js";

/** Who tells what happens in a life, and who is to hear of it. */
export interface LifeEventParts {
  readonly link: CsmsLink;
  readonly boot: Boot;
  readonly heartbeat: Heartbeat;
  readonly security: Pick<Security, "connected" | "events">;
  readonly hardware: Pick<StationHardware, "events">;
  readonly availability: Pick<Availability, "events">;
  readonly transactions: Pick<Transactions, "events">;
  readonly reservations: Pick<Reservations, "sessionsChanged">;
  readonly monitoring: Pick<Monitoring, "look" | "transactionsChanged">;
  readonly certificatesForEvs: Pick<CertificatesForEvs, "look"> | null;
  readonly drivers: Pick<DriverInformation, "display" | "transactionEnded">;
  readonly deviceModel: Pick<DeviceModel, "integer">;
  readonly binding: () => VersionBinding;
  /** The CSMS has accepted the station. */
  readonly accepted: () => boolean;
  /** The clock went forward by so many milliseconds. */
  readonly clockWasSet: (by: number) => void;
  readonly onFrame: ((frame: TracedFrame) => void) | undefined;
  readonly onAccepted: () => void;
  readonly onChange: () => void;
}

/**
 * Lets the blocks hear what happens elsewhere in the station, for as long as a life lasts.
 * @returns what ends it
 */
export function followEvents(parts: LifeEventParts): readonly Unsubscribe[] {
  return [...followConnection(parts), ...followSessions(parts)];
}

function followConnection(parts: LifeEventParts): Unsubscribe[] {
  const { link, boot, heartbeat, security, monitoring, deviceModel, binding, drivers } = parts;
  const { certificatesForEvs } = parts;
  return [
    link.events.on("opened", ({ offlineFor }) => {
      parts.onChange();
      if (security.connected().elsewhere) boot.forgetRegistration(); // B10.FR.10
      const known = parts.accepted();
      boot.connected();
      if (known) {
        binding().reconnected(offlineFor ?? 0, deviceModel.integer("OCPPCommCtrlr.OfflineThreshold"));
        heartbeat.start();
        monitoring.look();
        certificatesForEvs?.look();
      }
    }),
    link.events.on("closed", () => {
      boot.disconnected();
      heartbeat.stop();
      drivers.display.refresh();
      parts.onChange();
    }),
    ...(parts.onFrame ? [link.events.on("frame", parts.onFrame)] : []),
    boot.events.on("changed", () => {
      link.setTrafficRules(boot.trafficRules);
      parts.onChange();
    }),
    boot.events.on("clockSet", ({ by }) => parts.clockWasSet(by)),
    boot.events.on("accepted", () => {
      binding().reportAll(); // B01.FR.05
      heartbeat.start();
      monitoring.look();
      certificatesForEvs?.look();
      parts.onAccepted();
    }),
  ];
}

function followSessions(parts: LifeEventParts): Unsubscribe[] {
  const { security, hardware, availability, transactions, reservations, monitoring, drivers } = parts;
  const driverChanged = (): void => {
    drivers.display.refresh();
    parts.onChange();
  };
  return [
    hardware.events.on("faultChanged", ({ kind, active }) => {
      if (kind === "TamperDetected" && active) security.events.raise("TamperDetectionActivated");
    }),
    availability.events.on("connectorStatusChanged", () => parts.onChange()),
    transactions.events.on("started", () => {
      monitoring.transactionsChanged();
      driverChanged();
    }),
    transactions.events.on("updated", driverChanged),
    transactions.events.on("ended", ({ transactionId }) => {
      monitoring.transactionsChanged();
      drivers.transactionEnded(transactionId);
      driverChanged();
    }),
    transactions.events.on("authorizationChanged", () => {
      reservations.sessionsChanged();
      driverChanged();
    }),
  ];
}
