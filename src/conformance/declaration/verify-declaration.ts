import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigurationError, KerbsideError, messageOf } from "../../kernel/index.js";
import { describe, findPath, parseCertificates, verifyJws, type Certificate } from "../../pki/index.js";
import type { ReportedResult } from "../report/json-report.js";
import { REPORT_JSON, sha256 } from "../report/write-reports.js";
import { DECLARATION_TYPE, type Declaration } from "./declaration.js";
import { chainProblem } from "./vendor-credential.js";

/** A declaration does not hold: it, or the report beside it, is not what the vendor has signed. */
export class DeclarationError extends KerbsideError {
  readonly exitCode = 1;
}

/** What is to be checked. */
export interface VerifySettings {
  readonly file: string;
  /** The folder of the report; that of the file unless told. */
  readonly report?: string;
  /** A file (PEM) of roots, one of which must have signed the vendor's certificate. */
  readonly root?: string;
}

/** A declaration that holds. */
export interface VerifiedDeclaration {
  readonly declaration: Declaration;
  readonly signer: Certificate;
  /** Whether the signer's certificate was held against given roots. */
  readonly trusted: boolean;
  /** Files whose hash was checked. */
  readonly files: number;
}

/** How far the clock of who signed may be ahead, in milliseconds. */
const CLOCKS_DIFFER = 300_000;

/**
 * Checks a declaration: its signature, its certificates at the time of signing, the hash of each file of its report
 * and of each trace.
 * @param now milliseconds since 1970
 * @throws DeclarationError, JwsError where it does not hold; ConfigurationError where a file cannot be read
 */
export async function verifyDeclaration(
  { file, report = dirname(file), root }: VerifySettings,
  now: number,
): Promise<VerifiedDeclaration> {
  const { payload, chain } = verifyJws(await textOf("FILE", file), DECLARATION_TYPE);
  const [signer] = chain;
  const declaration = readAs<Partial<Declaration>>(payload, "the declaration");
  const { signedAt, files } = declaration;
  if (!signer || typeof signedAt !== "string" || typeof files !== "object" || files === null)
    throw new DeclarationError("what is signed is no declaration of Kerbside");
  const at = Date.parse(signedAt);
  if (!(at <= now + CLOCKS_DIFFER))
    throw new DeclarationError(`it was signed at ${signedAt}, which is not yet`);
  const problem = chainProblem(chain, at);
  if (problem !== null) throw new DeclarationError(`when it was signed: ${problem}`);
  if (root !== undefined) checkRoot(chain, parseCertificates(await textOf("--root", root)), at);
  const count = await checkFiles(report, files);
  return { declaration: declaration as Declaration, signer, trusted: root !== undefined, files: count };
}

function checkRoot(chain: readonly Certificate[], roots: readonly Certificate[], at: number): void {
  const found = findPath(chain, roots, at);
  if ("problem" in found) throw new DeclarationError(`when it was signed: ${found.problem}`);
}

/** What the check needs to know of report.json. */
interface ReportToCheck {
  readonly complete?: boolean;
  readonly problems?: readonly string[];
  readonly results?: readonly ReportedResult[];
}

/** @returns how many files were checked */
async function checkFiles(folder: string, files: Readonly<Record<string, unknown>>): Promise<number> {
  if (files[REPORT_JSON] === undefined) throw new DeclarationError(`it does not name ${REPORT_JSON}`);
  for (const [name, hash] of Object.entries(files)) await checkFile(folder, name, hash);
  const { complete, problems, results } = readAs<ReportToCheck>(
    await textOf("--report", join(folder, REPORT_JSON)),
    REPORT_JSON,
  );
  const run = (results ?? []).filter(({ verdict }) => verdict !== "NOT APPLICABLE");
  const failed = run.find(({ verdict }) => verdict !== "PASS");
  if (failed) throw new DeclarationError(`${failed.id} ${failed.variant} is ${failed.verdict} in the report`);
  if (complete !== true || (problems ?? []).length > 0 || run.length === 0)
    throw new DeclarationError("the report is not of a whole run that has passed");
  for (const { id, variant, trace } of run) {
    if (!trace) throw new DeclarationError(`${id} ${variant} has no trace in the report`);
    await checkFile(folder, trace.file, trace.sha256);
  }
  return Object.keys(files).length + run.length;
}

const PLAIN_NAME = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

async function checkFile(folder: string, name: string, hash: unknown): Promise<void> {
  if (!PLAIN_NAME.test(name)) throw new DeclarationError(`${JSON.stringify(name)} is no file of a report`);
  let content: Uint8Array;
  try {
    content = await readFile(join(folder, name));
  } catch (error) {
    throw new DeclarationError(`${name} of the report cannot be read: ${messageOf(error)}`);
  }
  if (sha256(content) !== hash) throw new DeclarationError(`${name} was changed after it was signed`);
}

async function textOf(option: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new ConfigurationError(option, `cannot be read: ${messageOf(error)}`);
  }
}

function readAs<T>(text: string, what: string): T {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null) return read as T;
  } catch {
    // Said below.
  }
  throw new DeclarationError(`${what} cannot be read as JSON`);
}

/** What is said of a declaration that holds. */
export function verifiedInWords({ declaration, signer, trusted, files }: VerifiedDeclaration): string {
  const { vendor, ocppVersion, profiles, stations, cases, seed, suite, signedAt, statement, notice } =
    declaration;
  const roots = trusted
    ? "held against the given root"
    : `not held against a root (--root); its SHA-256 is ${signer.fingerprint}`;
  return [
    `The declaration holds: signature, certificate at the time of signing, ${files} files of the report.`,
    `Signed at ${signedAt} by ${vendor}; ${describe(signer)}, ${roots}.`,
    `${ocppVersion.replace("ocpp", "OCPP ")}, profiles ${profiles.join(", ")}, ${cases} runs of cases, seed ${seed}, Kerbside ${suite}.`,
    ...stations.map(
      ({ name, description, firmwareVersion }) =>
        `Station ${name} (${description}), firmware ${firmwareVersion ?? "not told"}.`,
    ),
    statement,
    notice,
    "",
  ].join("\n");
}
