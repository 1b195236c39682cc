import {
  createCertificateSigning,
  createOwnCertificates,
  createSecurityEvents,
  createSecurityLog,
  createSigningPort,
  tlsOptions,
  type CertificateSigning,
  type OwnCertificates,
  type SecurityEvents,
  type SecurityEventType,
  type SecurityLog,
} from "../blocks/a-security/index.js";
import {
  createConnectionPlan,
  createNetworkProfiles,
  type NetworkPlan,
  type NetworkProfiles,
} from "../blocks/b-provisioning/index.js";
import {
  createInstalledCertificates,
  type InstalledCertificates,
} from "../blocks/m-certificate-management/index.js";
import {
  createCsmsLink,
  type ConnectFailure,
  type CsmsLink,
  type CsmsLinkAbilities,
} from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";
import type { CertificateHashData } from "../pki/index.js";
import { Minutes, type Clock, type Logger, type Store } from "../kernel/index.js";
import { configuredProfile, connectionTarget } from "./connection-target.js";
import type { StationConfiguration } from "./configuration/index.js";
import { createPlugAndChargePause } from "./plug-and-charge-pause.js";
import type { Provisioning } from "./provisioning.js";

/** Who the station is, whom it trusts, where its CSMS is, and the link that stands on all that. */
export interface Security {
  readonly link: CsmsLink;
  readonly profiles: NetworkProfiles;
  readonly installed: InstalledCertificates;
  readonly own: OwnCertificates;
  readonly signing: CertificateSigning;
  readonly events: SecurityEvents;
  readonly log: SecurityLog;
  /** The connection that was opened has another CSMS at its end than the one before (B10.FR.10). */
  connected(): { readonly elsewhere: boolean };
  /** Whether the open connection stands on that CSMS root (M04.FR.06 of the security whitepaper of OCPP 1.6). */
  isRootInUse(hashData: CertificateHashData): boolean;
  /** Connects anew where a change asks for that; to be called when its answer is sent (A01). */
  apply(): void;
  /** The clock went forward by so many milliseconds (SettingSystemTime). */
  clockSet(by: number): void;
  dispose(): void;
}

/** What {@link createSecurity} asks of its surroundings. */
export interface SecurityAbilities extends Omit<CsmsLinkAbilities, "target" | "plan" | "tls"> {
  readonly nextFrameNumber: () => number;
  readonly configuration: StationConfiguration;
  readonly provisioning: Provisioning;
  readonly deviceModel: DeviceModel;
  readonly clock: Clock;
  readonly store: Store;
  readonly logger: Logger;
}

/** The security event that a failed attempt must raise (A00.FR.310, A00.FR.316, A00.FR.323 and their like). */
const EVENT_OF_FAILURE: Readonly<Record<ConnectFailure, SecurityEventType | null>> = {
  unreachable: null,
  csmsCertificate: "InvalidCsmsCertificate",
  tlsVersion: "InvalidTLSVersion",
  cipherSuite: "InvalidTLSCipherSuite",
  authentication: "FailedToAuthenticateAtCsms",
};

/** A CSMS that sends rubbish all day must not fill the log with it. */
const QUIET_AFTER_INVALID_MESSAGE = Minutes(1);

/** Wires trust, profiles and link for one life of a station. */
export function createSecurity(abilities: SecurityAbilities): Security {
  const { configuration, provisioning, deviceModel, clock, store, random, logger } = abilities;
  const { settings, network, validators, nextFrameNumber } = abilities;
  const { identity, serialNumber } = configuration;

  const installed = createInstalledCertificates({ deviceModel, store, clock, logger });
  installed.provision(provisioning.roots);
  const own = createOwnCertificates({
    ...{ identity, serialNumber },
    // A00.FR.405 of the security whitepaper: a central system of 1.6 looks for the serial number.
    commonName: () => (link.version === "ocpp1.6" ? serialNumber : identity),
    ...{ deviceModel, installed, store, clock, logger },
  });
  if (provisioning.credential) {
    const { privateKey, chain } = provisioning.credential;
    own.provision("ChargingStationCertificate", privateKey, chain);
  }

  const configured = configuredProfile(configuration);
  const profiles = createNetworkProfiles({
    configured,
    versions: configuration.ocppVersions,
    prerequisites: {
      hasCsmsRoot: () => installed.roots("CSMSRootCertificate").length > 0,
      hasStationCertificate: () => own.credential("ChargingStationCertificate") !== null,
      hasPassword: () => (deviceModel.find("SecurityCtrlr.BasicAuthPassword") ?? "") !== "",
    },
    deviceModel,
    store,
    logger,
  });
  const plan: NetworkPlan = createConnectionPlan({
    priority: () => profiles.priority(),
    attempts: () => deviceModel.integer("OCPPCommCtrlr.NetworkProfileConnectionAttempts"),
    lastConnected: () => profiles.lastConnected(),
    preferred: () => profiles.preferred(),
    hasFallbackRoot: () => installed.fallbackRoot() !== null,
    hasFormerCertificate: () => own.credential("ChargingStationCertificate", "former") !== null,
  });
  let peerAuthorities: readonly string[] = [];
  const target = connectionTarget({ identity, configured, profiles, plan, deviceModel });
  const link = createCsmsLink({
    target,
    plan,
    settings,
    clock,
    store,
    random,
    logger,
    network,
    validators,
    nextFrameNumber,
    tls: () => {
      const { root, certificate } = plan.attempt;
      const fallback = root === "fallback" ? installed.fallbackRoot() : null;
      return tlsOptions({
        url: target.url,
        roots: fallback ? [fallback] : installed.roots("CSMSRootCertificate"),
        credential:
          target.securityProfile === 3 ? own.credential("ChargingStationCertificate", certificate) : null,
        wildcards: deviceModel.boolean("SecurityCtrlr.AllowCSMSTLSWildcards"),
        verifiedBy: (authorities) => void (peerAuthorities = authorities),
      });
    },
  });

  const log = createSecurityLog(store);
  const events = createSecurityEvents({ link, log, clock, logger });
  const plugAndCharge = createPlugAndChargePause(deviceModel, store);
  const signing = createCertificateSigning({
    port: createSigningPort(link),
    certificates: own,
    deviceModel,
    onRejected(use) {
      if (use !== "ChargingStationCertificate") plugAndCharge.begin();
    },
    clock,
    logger,
  });

  let lastFailure: ConnectFailure | null = null;
  let quietUntil = -Infinity;
  let passwordChanged = false;
  const forget = [
    link.events.on("attemptFailed", ({ failure, because }) => {
      const type = EVENT_OF_FAILURE[failure];
      // A00.FR.316: once for repeated attempts.
      if (type && failure !== lastFailure) events.raise(type, because);
      lastFailure = failure;
    }),
    link.events.on("badFrame", ({ description }) => {
      if (clock.elapsed() < quietUntil) return;
      quietUntil = clock.elapsed() + QUIET_AFTER_INVALID_MESSAGE;
      events.raise("InvalidMessages", description);
    }),
    // A01.FR.11: the change, never the password (A01.FR.12).
    deviceModel.watch("SecurityCtrlr.BasicAuthPassword", () => {
      events.raise("ReconfigurationOfSecurityParameters", "BasicAuthPassword was changed");
      passwordChanged = true;
    }),
    deviceModel.watch("SecurityCtrlr.SecurityProfile", (value) =>
      events.raise("ReconfigurationOfSecurityParameters", `security profile ${value} is used from now on`),
    ),
  ];

  return {
    link,
    profiles,
    installed,
    own,
    signing,
    events,
    log,
    connected() {
      lastFailure = null;
      const { slot, root, certificate } = plan.attempt;
      const { securityProfile } = link.target;
      if (securityProfile >= 2 && root === "current") installed.dropFallbackRoot(); // M05.FR.13
      if (securityProfile === 3 && own.worked(certificate)) {
        events.raise("DiscardedRenewedClientCertificate", "the CSMS could not be reached with it"); // A02.FR.29
      }
      return { elsewhere: profiles.connected(slot) };
    },
    isRootInUse(hashData) {
      const fingerprint = installed.fingerprintOf("CSMSRootCertificate", hashData);
      const secured = link.online && link.target.securityProfile >= 2;
      return secured && fingerprint !== null && peerAuthorities.includes(fingerprint);
    },
    apply() {
      const upgrade = profiles.preferred() !== null;
      if (!passwordChanged && !upgrade) return;
      passwordChanged = false;
      link.reconnect(upgrade ? "a higher security profile is to be used" : "the password has changed");
    },
    clockSet(by) {
      const threshold = deviceModel.integer("ClockCtrlr.TimeAdjustmentReportingThreshold") * 1_000;
      if (Math.abs(by) > threshold) events.raise("SettingSystemTime", `by ${Math.round(by / 1_000)} s`);
    },
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
      plugAndCharge.dispose();
      signing.dispose();
    },
  };
}
