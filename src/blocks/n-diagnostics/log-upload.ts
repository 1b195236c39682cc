import { join } from "node:path";
import { rm } from "node:fs/promises";
import { TransferFailed, type FileTransfer, type TransferFailure } from "../../file-transfer/index.js";
import {
  messageOf,
  Seconds,
  toTimestamp,
  type Clock,
  type Logger,
  type Store,
  type Table,
  type Timer,
} from "../../kernel/index.js";

export type LogType = "DiagnosticsLog" | "SecurityLog";

/** Statuses of an upload (UploadLogStatusEnumType), without Idle. */
export type UploadStatus =
  | "Uploading"
  | "Uploaded"
  | "UploadFailure"
  | "BadMessage"
  | "PermissionDenied"
  | "NotSupportedOperation"
  | "AcceptedCanceled";

/** What a CSMS asks for. */
export interface LogRequest {
  readonly logType: LogType;
  /** `null` where the CSMS gives requests no numbers (GetDiagnostics of OCPP 1.6). */
  readonly requestId: number | null;
  /** URL of a folder. */
  readonly location: string;
  /** Attempts after the first. */
  readonly retries: number;
  /** Seconds. */
  readonly retryInterval: number;
  /** Milliseconds since 1970; what is older or newer is left out. */
  readonly from?: number;
  readonly to?: number;
}

/** The answer to a request, and what to do once it is sent. */
export interface LogAnswer {
  readonly status: "Accepted" | "AcceptedCanceled" | "Rejected";
  readonly filename?: string;
  readonly afterwards?: () => void;
}

/** Where the lines of a log come from. */
export interface LogSource {
  /** Writes what happened in that time into a file; whether there is such a log at all. */
  write(toFile: string, window: Pick<LogRequest, "from" | "to">): Promise<boolean>;
}

/** What {@link createLogUpload} asks of its surroundings. */
export interface LogUploadAbilities {
  readonly identity: string;
  readonly sources: Readonly<Record<LogType, LogSource | null>>;
  readonly transfer: Pick<FileTransfer, "upload">;
  /** Certificates that TLS trusts, PEM. */
  readonly trusted: () => readonly string[];
  /** Folder for files under way. */
  readonly folder: string;
  /** Tells the CSMS; must reach it whatever happens. */
  readonly tell: (status: UploadStatus, requestId: number | null) => void;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Uploads logs, one at a time (N01). */
export interface LogUpload {
  request(wish: LogRequest): LogAnswer;
  /** The request whose upload is under way, or `null` (F06.FR.14, F06.FR.15). */
  readonly underWay: Pick<LogRequest, "requestId"> | null;
  /** Goes on with an upload that a power cut has interrupted. */
  resume(): void;
  dispose(): void;
}

const STATUS_OF: Readonly<Record<TransferFailure, UploadStatus>> = {
  badAddress: "BadMessage",
  unsupported: "NotSupportedOperation",
  denied: "PermissionDenied",
  notFound: "UploadFailure",
  unreachable: "UploadFailure",
  noSpace: "UploadFailure",
  cancelled: "AcceptedCanceled",
};

interface Job {
  readonly wish: LogRequest;
  readonly filename: string;
  readonly abort: AbortController;
  retry: Timer | null;
}

/** An upload as it is stored. */
interface StoredUpload extends LogRequest {
  /** As the CSMS was told. */
  readonly filename: string;
}

const unfinished = (store: Store): Table<StoredUpload> => store.table("logUpload");

/** Whether an upload was under way when the station went down. */
export const hasUnfinishedUpload = (store: Store): boolean => unfinished(store).get("job") !== undefined;

/** Makes the engine. */
export function createLogUpload(abilities: LogUploadAbilities): LogUpload {
  const { identity, sources, transfer, trusted, folder, tell, store, clock, logger } = abilities;
  const table = unfinished(store);
  let job: Job | null = null;

  const pause = (current: Job): Promise<void> =>
    new Promise((resolve) => {
      current.abort.signal.addEventListener("abort", () => resolve());
      const wait = Seconds(current.wish.retryInterval);
      current.retry = clock.timer("log upload", wait, resolve);
    });
  const finish = (current: Job, status: UploadStatus): void => {
    if (job !== current) return;
    job = null;
    table.delete("job");
    tell(status, current.wish.requestId); // N01.FR.09, N01.FR.10
  };

  /** One attempt after the other, until one succeeds or none is left. */
  const attempts = async (current: Job, file: string): Promise<UploadStatus> => {
    const { wish, filename, abort } = current;
    for (let left = wish.retries; ; left--) {
      try {
        await transfer.upload(file, wish.location, filename, { signal: abort.signal, trusted: trusted() });
        return "Uploaded";
      } catch (error) {
        const failure = error instanceof TransferFailed ? error.failure : "unreachable";
        logger.warn({ because: messageOf(error), left }, "a log could not be uploaded");
        if (left <= 0 || abort.signal.aborted) return STATUS_OF[failure];
        await pause(current);
        if (abort.signal.aborted) return "AcceptedCanceled";
      }
    }
  };
  const upload = async (current: Job): Promise<void> => {
    const { wish, filename } = current;
    const file = join(folder, filename);
    try {
      tell("Uploading", wish.requestId); // N01.FR.08
      const source = sources[wish.logType];
      const written = (await source?.write(file, wish)) ?? false;
      finish(current, written ? await attempts(current, file) : "UploadFailure");
    } catch (error) {
      logger.error({ err: error }, "a log could not be assembled");
      finish(current, "UploadFailure");
    } finally {
      await rm(file, { force: true }).catch(() => undefined);
    }
  };
  /** A bug in it must not end the process. */
  const inBackground = (current: Job): void => {
    upload(current).catch((error: unknown) =>
      logger.error({ err: error }, "a log upload failed: internal error"),
    );
  };
  const nameOf = ({ logType, requestId }: LogRequest): string =>
    `${identity}-${logType}-${requestId ?? toTimestamp(clock.now())}.log`.replace(/[^\w.-]/g, "_");
  const begin = (wish: LogRequest, filename: string): Job => {
    const begun: Job = { wish, filename, abort: new AbortController(), retry: null };
    job = begun;
    table.put("job", { ...wish, filename });
    return begun;
  };
  const cancel = (): LogRequest | null => {
    if (!job) return null;
    const { wish, abort, retry } = job;
    job = null;
    retry?.cancel();
    abort.abort();
    return wish;
  };

  return {
    get underWay() {
      return job?.wish ?? null;
    },
    request(wish) {
      if (!sources[wish.logType]) return { status: "Rejected" }; // N01.FR.05
      const cancelled = cancel(); // N01.FR.12
      const begun = begin(wish, nameOf(wish));
      return {
        status: cancelled === null ? "Accepted" : "AcceptedCanceled", // N01.FR.01
        filename: begun.filename,
        afterwards() {
          if (cancelled !== null) tell("AcceptedCanceled", cancelled.requestId); // N01.FR.20
          inBackground(begun); // N01.FR.02
        },
      };
    },
    resume() {
      const wish = table.get("job");
      if (!wish || job) return;
      logger.info("the upload of a log goes on after the restart");
      inBackground(begin(wish, wish.filename));
    },
    dispose() {
      cancel();
    },
  };
}
