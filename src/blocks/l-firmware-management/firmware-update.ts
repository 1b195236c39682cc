import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { initialTransition, transition, type SnapshotFrom } from "xstate";
import type { DeviceModel } from "../../device-model/index.js";
import { TransferFailed, type FileTransfer } from "../../file-transfer/index.js";
import { isSignedBy, sha256Of, verifyImage } from "../../firmware-image/index.js";
import {
  messageOf,
  Milliseconds,
  Seconds,
  type Clock,
  type Logger,
  type Store,
  type Table,
  type Timer,
} from "../../kernel/index.js";
import { findPath, parseCertificates, weakness, type Certificate } from "../../pki/index.js";
import type { SecurityEvents } from "../a-security/index.js";
import type { FirmwareSlots, InstalledFirmware } from "./firmware-slots.js";
import { firmwareUpdateMachine, type UpdateEvent, type UpdatePhase } from "./firmware-update.machine.js";
import type { Interruption } from "./interruption.js";
import type { FirmwareStatus, ToldStatus, UpdateHabits, UpdateJob, UpdateOrder } from "./update-job.js";

/** The answer to an order, and what to do once it is sent. */
export interface UpdateAnswer {
  readonly status: "Accepted" | "Rejected" | "AcceptedCanceled" | "InvalidCertificate";
  readonly reasonCode?: string;
  readonly because?: string;
  readonly afterwards?: () => void;
}

/** What {@link createFirmwareUpdate} asks of its surroundings. */
export interface FirmwareUpdateAbilities {
  readonly station: { readonly vendorName: string; readonly model: string };
  readonly habits: UpdateHabits;
  readonly slots: FirmwareSlots;
  readonly interruption: Interruption;
  readonly manufacturerRoots: () => readonly Certificate[];
  readonly transfer: Pick<FileTransfer, "download">;
  /** Certificates that TLS trusts, PEM. */
  readonly trusted: () => readonly string[];
  readonly folder: string;
  readonly deviceModel: Pick<DeviceModel, "boolean">;
  /** Tells the CSMS; must reach it whatever happens. */
  readonly tell: (told: ToldStatus) => void;
  readonly securityEvents: SecurityEvents;
  /** Resolves when the CSMS has had what was told so far, or cannot have it now. */
  readonly settled: () => Promise<void>;
  /** Restarts the station so that the new firmware runs. */
  readonly reboot: () => void;
  /** The new firmware runs without a restart. */
  readonly swapped: (firmware: InstalledFirmware) => void;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Firmware updates, one at a time: signed (L01), or taken as they are where the order says so. */
export interface FirmwareUpdate {
  order(order: UpdateOrder): UpdateAnswer;
  /** The last status that was told, unless the update is over (L01.FR.25, L01.FR.26, F06.FR.16). */
  readonly status: ToldStatus | null;
  /** Goes on with what a restart has interrupted, or ends what it was for. */
  resume(): void;
  dispose(): void;
}

const unfinished = (store: Store): Table<UpdateJob> => store.table("firmwareUpdate");

/** Whether an update was under way when the station went down. */
export const hasUnfinishedUpdate = (store: Store): boolean => unfinished(store).get("job") !== undefined;

/** Makes the engine. */
export function createFirmwareUpdate(abilities: FirmwareUpdateAbilities): FirmwareUpdate {
  const { station, habits, slots, interruption, transfer, folder, store, clock, logger } = abilities;
  const jobs = unfinished(store);
  const told = store.table<ToldStatus>("firmwareStatus");
  const file = join(folder, "firmware.download");
  /** Made with the first order, as most stations never get one in a life. */
  let snapshot: SnapshotFrom<typeof firmwareUpdateMachine> | null = null;
  let order: UpdateOrder | null = null;
  let abort: AbortController | null = null;
  let timer: Timer | null = null;

  const phase = (): UpdatePhase => (snapshot ? (snapshot.value as UpdatePhase) : "idle");
  const step = (event: UpdateEvent, firmware?: InstalledFirmware): void => {
    [snapshot] = transition(
      firmwareUpdateMachine,
      snapshot ?? initialTransition(firmwareUpdateMachine)[0],
      event,
    );
    if (order === null || phase() === "idle") jobs.delete("job");
    else jobs.put("job", { order, phase: phase(), ...(firmware && { firmware }) });
  };
  const tell = (status: FirmwareStatus, requestId: number | null): void => {
    told.put("last", { status, requestId });
    abilities.tell({ status, requestId }); // L01.FR.01, L01.FR.10, L01.FR.20
  };
  const removeFile = async (): Promise<void> => rm(file, { force: true }).catch(() => undefined);

  /** The update is over: what it took is given back. */
  const end = async (event: UpdateEvent): Promise<void> => {
    step(event);
    order = null;
    interruption.release();
    await removeFile();
  };
  const stop = (): void => {
    timer?.cancel();
    timer = null;
    abort?.abort();
    interruption.release();
  };
  /** Work that goes on in the background; a bug in it must not end the process. */
  const inBackground = (work: () => Promise<void>): void => {
    work().catch((error: unknown) =>
      logger.error({ err: error }, "a firmware update failed: internal error"),
    );
  };
  const at = (time: number, then: () => void): void => {
    timer?.cancel();
    const wait = Milliseconds(Math.max(0, time - clock.now()));
    timer = clock.timer("firmware update", wait, () => inBackground(async () => then()));
  };
  /** Waits until drivers have left; new ones may come only where the CSMS allows it (L01.FR.07). */
  const untilFree = (then: () => void): void => {
    if (!abilities.deviceModel.boolean("ChargingStation.AllowNewSessionsPendingFirmwareUpdate"))
      interruption.takeFreeOnes();
    interruption.whenFree(then);
  };

  const waitToFetch = (current: UpdateOrder): void => {
    const fetchNow = (): void => {
      step({ type: "mayFetch" });
      inBackground(() => fetch(current));
    };
    const due = (): void => {
      if (habits.downloadsWhileCharging || !interruption.busy()) return fetchNow();
      tell("DownloadScheduled", current.requestId); // L01.FR.13
      untilFree(fetchNow);
    };
    if (current.retrieveAt <= clock.now()) return due();
    tell("DownloadScheduled", current.requestId); // L01.FR.13
    at(current.retrieveAt, due);
  };

  const fetch = async (current: UpdateOrder): Promise<void> => {
    const { signal } = (abort ??= new AbortController());
    tell("Downloading", current.requestId);
    await mkdir(folder, { recursive: true });
    for (let left = current.retries; ; left--) {
      try {
        await transfer.download(current.location, file, { signal, trusted: abilities.trusted() });
        break;
      } catch (error) {
        if (signal.aborted) return;
        logger.warn({ because: messageOf(error), left }, "the firmware could not be fetched");
        if (error instanceof TransferFailed && error.failure === "noSpace")
          abilities.securityEvents.raise("MemoryExhaustion", "there is no space for the firmware");
        if (left <= 0) {
          tell("DownloadFailed", current.requestId); // L01.FR.30
          return end({ type: "fetchFailed" });
        }
        await new Promise<void>((resolve) => {
          signal.addEventListener("abort", () => resolve());
          timer = clock.timer("firmware download", Seconds(current.retryInterval), resolve);
        });
        if (signal.aborted) return;
      }
    }
    if (signal.aborted) return;
    tell("Downloaded", current.requestId);
    step({ type: "fetched" });
    await verify(current);
  };

  const verify = async (current: UpdateOrder): Promise<void> => {
    const { signature } = current;
    if (signature === null) {
      step({ type: "takenUnsigned" });
      return waitToInstall(current);
    }
    const { signal } = (abort ??= new AbortController());
    const [certificate] = parseCertificates(signature.certificate);
    const good =
      certificate !== undefined && (await isSignedBy(file, signature.value, certificate.publicKey));
    if (signal.aborted) return;
    if (!good) {
      tell("InvalidSignature", current.requestId);
      abilities.securityEvents.raise("InvalidFirmwareSignature", `request ${current.requestId}`); // L01.FR.03
      return end({ type: "signatureBad" });
    }
    tell("SignatureVerified", current.requestId); // L01.FR.04
    step({ type: "signatureGood" });
    waitToInstall(current);
  };

  const waitToInstall = (current: UpdateOrder): void => {
    const { requestId, installAt } = current;
    let scheduled = false;
    const schedule = (): void => {
      if (!scheduled) tell("InstallScheduled", requestId);
      scheduled = true;
    };
    const installNow = (): void => {
      step({ type: "mayInstall" });
      inBackground(() => install(current));
    };
    const due = (): void => {
      if (habits.installsWhileCharging || !interruption.busy()) return installNow(); // L01.FR.05
      schedule(); // L01.FR.34
      untilFree(installNow); // L01.FR.06, L01.FR.33
    };
    if (installAt === null || installAt <= clock.now()) return due();
    schedule(); // L01.FR.16
    at(installAt, due);
  };

  const install = async (current: UpdateOrder): Promise<void> => {
    const { requestId } = current;
    const { signal } = (abort ??= new AbortController());
    tell("Installing", requestId);
    if (!habits.installsWhileCharging) interruption.takeAll();
    let firmware: InstalledFirmware;
    try {
      const { firmwareVersion } = await verifyImage(file, station);
      firmware = await slots.install(file, firmwareVersion);
      if ((await sha256Of(file)) !== firmware.sha256) throw new Error("the image was not written as it is");
    } catch (error) {
      logger.warn({ because: messageOf(error) }, "the firmware cannot be installed");
      tell("InstallVerificationFailed", requestId); // L01.FR.29
      return end({ type: "installFailed" });
    }
    if (signal.aborted) return;
    store.transaction(() => {
      slots.activate(firmware);
      step({ type: "installed" }, firmware);
    });
    if (!habits.installsWhileCharging) tell("InstallRebooting", requestId); // L01.FR.32
    // Nothing should have to be said twice because the connection was cut by ourselves.
    await abilities.settled();
    if (signal.aborted) return;
    if (!habits.installsWhileCharging) return abilities.reboot();
    abilities.swapped(firmware);
    return installed(current, firmware);
  };

  const installed = async ({ requestId }: UpdateOrder, { version }: InstalledFirmware): Promise<void> => {
    tell("Installed", requestId); // L01.FR.28
    abilities.securityEvents.raise("FirmwareUpdated", version); // L01.FR.31
    await end({ type: "activated" });
  };

  /** The station has restarted to run the new firmware. */
  const activate = async (current: UpdateOrder, firmware: InstalledFirmware): Promise<void> => {
    if (slots.running()?.sha256 === firmware.sha256) return installed(current, firmware);
    tell("InstallationFailed", current.requestId);
    await end({ type: "installFailed" });
  };

  /** Why a signing certificate cannot be trusted, or `null` (L01.FR.12, L01.FR.21). */
  const certificateProblem = (pem: string): string | null => {
    try {
      const chain = parseCertificates(pem);
      const weak = chain[0] && weakness(chain[0].publicKey);
      if (weak) return weak;
      const found = findPath(chain, abilities.manufacturerRoots(), clock.now());
      return "problem" in found ? found.problem : null;
    } catch (error) {
      return messageOf(error);
    }
  };

  return {
    get status() {
      const last = told.get("last");
      return last && last.status !== "Installed" ? last : null;
    },
    order(wished) {
      const problem = wished.signature && certificateProblem(wished.signature.certificate);
      if (problem !== null) {
        return {
          status: "InvalidCertificate", // L01.FR.22
          reasonCode: "InvalidCertificate",
          because: problem,
          afterwards: () => abilities.securityEvents.raise("InvalidFirmwareSigningCertificate", problem), // L01.FR.02
        };
      }
      const current = phase();
      const mayCancel = habits.cancellable && current !== "installing" && current !== "activating";
      if (current !== "idle" && !mayCancel) {
        return { status: "Rejected", reasonCode: "FwUpdateInProgress", because: "it cannot be cancelled" }; // L01.FR.27
      }
      if (current !== "idle") {
        stop();
        step({ type: "cancelled" });
      }
      order = wished;
      abort = new AbortController();
      step({ type: "ordered" });
      return {
        status: current === "idle" ? "Accepted" : "AcceptedCanceled", // L01.FR.24
        afterwards: () =>
          inBackground(async () => {
            // What is left of another image must not be taken for the beginning of this one.
            await removeFile();
            if (order === wished) waitToFetch(wished);
          }),
      };
    },
    resume() {
      const job = jobs.get("job");
      if (!job) return;
      order = job.order;
      const { order: current, firmware } = job;
      snapshot = firmwareUpdateMachine.resolveState({ value: job.phase });
      logger.info({ phase: job.phase }, "a firmware update goes on after the restart");
      switch (job.phase) {
        case "waitingToFetch":
          return waitToFetch(current);
        case "fetching":
          return inBackground(() => fetch(current));
        case "verifying":
          return inBackground(() => verify(current));
        case "waitingToInstall":
          return waitToInstall(current);
        case "installing":
          return inBackground(() => install(current));
        case "activating":
          return inBackground(() =>
            firmware ? activate(current, firmware) : end({ type: "installFailed" }),
          );
        case "idle":
      }
    },
    dispose: stop,
  };
}
