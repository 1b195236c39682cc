import { toTimestamp } from "../../kernel/index.js";
import { describe, signJws } from "../../pki/index.js";
import { bootsIn } from "../record/boots.js";
import { runsDone, type RunReport } from "../report/summary.js";
import type { ReportFiles } from "../report/write-reports.js";
import type { VendorCredential } from "./vendor-credential.js";

/** The name of the file beside the report. */
export const DECLARATION_FILE = "declaration.jws";
/** `typ` of its JWS. */
export const DECLARATION_TYPE = "kerbside-declaration+jws";

/** What is said wherever a declaration is shown. */
export const NO_CERTIFICATE =
  "This is a declaration of the vendor. It is no certificate of the Open Charge Alliance, which only its test laboratories issue.";

/** What a vendor declares of a station (certification procedure, 7.4). */
export interface Declaration {
  readonly statement: string;
  readonly notice: string;
  /** Common names of the vendor's certificate. */
  readonly vendor: string;
  readonly ocppVersion: string;
  readonly profiles: readonly string[];
  readonly stations: readonly {
    readonly name: string;
    readonly description: string;
    /** Seen at its first boot; `null` where it did not boot. */
    readonly firmwareVersion: string | null;
  }[];
  /** Version of the suite. */
  readonly suite: string;
  readonly seed: number;
  /** Runs of cases, all passed. */
  readonly cases: number;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly signedAt: string;
  /** SHA-256 of each file of the report; those of the traces are in report.json. */
  readonly files: ReportFiles;
}

/**
 * Declares that a run has passed.
 * @param now milliseconds since 1970
 * @returns the declaration as JWS
 */
export function signDeclaration(
  report: RunReport,
  profiles: readonly string[],
  files: ReportFiles,
  { privateKey, chain }: VendorCredential,
  now: number,
): string {
  const { ocppVersion, version, seed, startedAt, stations } = report;
  const [certificate] = chain;
  const vendor = certificate?.subject;
  const declaration: Declaration = {
    statement:
      "Every test case of Kerbside's suite that applies to these stations, by their PICS, was run without interruption, in random order, and has passed.",
    notice: NO_CERTIFICATE,
    vendor:
      [...(vendor?.organizations ?? []), ...(vendor?.commonNames ?? [])].join(", ") ||
      (certificate ? describe(certificate) : ""),
    ocppVersion,
    profiles,
    stations: stations.map(({ name, description, ways, configuration }) => ({
      name,
      description,
      firmwareVersion: firstVersion([
        configuration?.dialogue ?? [],
        ...report.results
          .filter(({ variant }) => variant === name || ways.includes(variant))
          .map(({ dialogue }) => dialogue),
      ]),
    })),
    suite: version,
    seed,
    cases: runsDone(report),
    startedAt,
    signedAt: toTimestamp(now),
    files,
  };
  return signJws(JSON.stringify(declaration), { privateKey, chain, type: DECLARATION_TYPE });
}

const firstVersion = (dialogues: readonly Parameters<typeof bootsIn>[0][]): string | null =>
  dialogues.flatMap((dialogue) => bootsIn(dialogue))[0]?.firmwareVersion ?? null;
