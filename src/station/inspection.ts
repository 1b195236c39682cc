import { CERTIFICATE_USES } from "../blocks/m-certificate-management/index.js";
import type { InstalledProfile } from "../blocks/k-smart-charging/index.js";
import type { Monitor } from "../blocks/n-diagnostics/index.js";
import { canonicalPath, type VariableReport } from "../device-model/index.js";
import type { VirtualStation } from "../hardware/index.js";
import { toTimestamp, type RecentLog } from "../kernel/index.js";
import type { Certificate } from "../pki/index.js";
import { chargingView, type EvseCharging } from "./charging-view.js";
import type { Life } from "./life-interface.js";

/** Schema Variable of the station API. */
export interface VariableState extends VariableReport {
  /** As `Component[instance]@evse.connector.Variable[instance]`. */
  readonly path: string;
  readonly monitors: readonly Pick<Monitor, "id" | "type" | "value" | "severity" | "transaction" | "kind">[];
}

/** Schema QueuedMessage of the station API. */
export interface QueuedMessage {
  /** What waits, e.g. `transactionEvent`. */
  readonly kind: string;
  /** What it is about, in terms of no OCPP version: it gets the words of one when it is sent. */
  readonly fact: unknown;
}

/** Schema ReservationState of the station API. */
export interface ReservationState {
  readonly id: number;
  readonly idToken: string;
  readonly groupIdToken?: string;
  readonly evseId?: number;
  readonly connectorType?: string;
  readonly expiresAt: string;
}

/** Schema CertificateState of the station API. */
export interface CertificateState {
  /** CertificateUse of a root, or ChargingStationCertificate, V2GCertificate. */
  readonly use: string;
  /** `former`: kept until the newer one has worked. */
  readonly generation: "current" | "former";
  readonly subject: string;
  readonly serialNumber: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256, hexadecimal. */
  readonly fingerprint: string;
}

/** Schema LogEntry of the station API. */
export interface LogLine {
  readonly at: string;
  readonly level: string;
  readonly message: string;
  readonly details?: unknown;
}

/** Schema SecurityEvent of the station API. */
export interface SecurityEventState {
  readonly type: string;
  readonly timestamp: string;
  readonly techInfo?: string;
}

/** What can be looked at inside a station. Nothing here changes anything; without power all but the log is empty. */
export interface Inspection {
  /** Why the current of each EVSE is what it is, and what comes next. */
  charging(): readonly EvseCharging[];
  /** Installed charging profiles, in the terms of the engine; times are RFC 3339. */
  profiles(): readonly object[];
  variables(): readonly VariableState[];
  /** Messages that wait for the CSMS, oldest first, at most `limit`. */
  queue(limit: number): readonly QueuedMessage[];
  reservations(): readonly ReservationState[];
  certificates(): readonly CertificateState[];
  /** The newest `limit`, oldest first. */
  securityEvents(limit: number): readonly SecurityEventState[];
  /** The newest `limit` lines of the process, oldest first. */
  log(limit: number): readonly LogLine[];
}

/** Makes the {@link Inspection} of a station. */
export function createInspection({
  hardware,
  life,
  recentLog,
}: {
  readonly hardware: VirtualStation;
  /** The life that runs; `null` without power. */
  readonly life: () => Life | null;
  readonly recentLog: Pick<RecentLog, "entries"> | undefined;
}): Inspection {
  const ofLife = <T>(look: (life: Life) => readonly T[]): readonly T[] => {
    const now = life();
    return now ? look(now) : [];
  };
  return {
    charging: () =>
      ofLife(({ smartCharging, transactions }) =>
        hardware.evses.map((evse) =>
          chargingView(evse, {
            hardware,
            smartCharging,
            authorized: (evseId) => transactions.authorizedAt(evseId) !== null,
          }),
        ),
      ),
    profiles: () => ofLife(({ smartCharging }) => smartCharging.select({}).map(profileView)),
    variables: () => ofLife(variablesOf),
    queue: (limit) => ofLife(({ link }) => link.outbox.waiting().slice(0, limit)),
    reservations: () =>
      ofLife(({ reservations }) =>
        reservations.all.map(({ reservationId, idToken, groupIdToken, target, expiresAt }) => ({
          id: reservationId,
          idToken: idToken.idToken,
          ...(groupIdToken && { groupIdToken: groupIdToken.idToken }),
          ...target,
          expiresAt: toTimestamp(expiresAt),
        })),
      ),
    certificates: () => ofLife(certificatesOf),
    securityEvents: (limit) => ofLife(({ security }) => security.log.events().slice(-limit)),
    log: (limit) => (recentLog?.entries(limit) ?? []).map(logLine),
  };
}

/** A line of the log as the station API tells it. */
export const logLine = ({ at, details, ...line }: ReturnType<RecentLog["entries"]>[number]): LogLine => ({
  at: toTimestamp(at),
  ...line,
  ...(Object.keys(details).length > 0 && { details }),
});

function variablesOf({ deviceModel, monitoring }: Life): VariableState[] {
  const monitors = new Map<string, Monitor[]>();
  for (const monitor of monitoring.monitors())
    monitors.set(monitor.path, [...(monitors.get(monitor.path) ?? []), monitor]);
  return [...deviceModel.reports()].map((report) => {
    const path = canonicalPath(report.component, report.variable);
    const own = (monitors.get(path) ?? []).map(({ id, type, value, severity, transaction, kind }) => ({
      ...{ id, type, value, severity, transaction, kind },
    }));
    return { ...report, path, monitors: own };
  });
}

const timeOf = (at: number | undefined): string | undefined => (at === undefined ? at : toTimestamp(at));

function profileView({ profile, evseId, source, chosenScheduleId }: InstalledProfile): object {
  const { validFrom, validTo, schedules, ...others } = profile;
  return {
    evseId,
    source,
    ...others,
    validFrom: timeOf(validFrom),
    validTo: timeOf(validTo),
    chosenScheduleId,
    schedules: schedules.map(({ startSchedule, ...schedule }) => ({
      ...schedule,
      startSchedule: timeOf(startSchedule),
    })),
  };
}

function certificatesOf({ security: { installed, own } }: Life): CertificateState[] {
  const fallback = installed.fallbackRoot();
  const ownOnes = (["ChargingStationCertificate", "V2GCertificate"] as const).flatMap((use) =>
    (["current", "former"] as const).flatMap((generation) => {
      const credential = own.credential(use, generation);
      return credential ? [certificateView(use, generation, credential.leaf)] : [];
    }),
  );
  const roots = CERTIFICATE_USES.flatMap((use) =>
    installed.roots(use).map((root) => certificateView(use, "current", root)),
  );
  return [
    ...ownOnes,
    ...roots,
    ...(fallback ? [certificateView("CSMSRootCertificate", "former", fallback)] : []),
  ];
}

const certificateView = (
  use: string,
  generation: "current" | "former",
  { subject, serialNumber, validFrom, validTo, fingerprint }: Certificate,
): CertificateState => ({
  ...{ use, generation, serialNumber, fingerprint },
  subject: [...subject.commonNames, ...subject.organizations].join(", "),
  validFrom: toTimestamp(validFrom),
  validTo: toTimestamp(validTo),
});
