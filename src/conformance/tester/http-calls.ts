import { messageOf, Seconds, type Clock } from "../../kernel/index.js";
import { Inconclusive } from "../verdict.js";
import { Refused } from "./tester.js";

/** A call of a station's HTTP interface. */
export interface HttpCall {
  readonly url: string;
  readonly method?: "GET" | "POST" | "DELETE";
  /** JSON; none where absent. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes a call and gives the body of a successful answer. */
export type CallHttp = (call: HttpCall) => Promise<string>;

/** How long an action at the station may take to be answered. */
const PATIENCE = Seconds(10);

/**
 * @returns a function that throws {@link Refused} where the station refuses the call or is not ready for it,
 *   and Inconclusive where it does not have it or cannot be reached
 */
export function createHttpCalls(clock: Clock): CallHttp {
  return async ({ url, method = "POST", body, headers = {} }) => {
    const abort = new AbortController();
    const timer = clock.timer("answer of the station's API", PATIENCE, () => abort.abort());
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method,
        signal: abort.signal,
        headers: { ...headers, ...(body && { "Content-Type": "application/json" }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (error) {
      throw new Inconclusive(`${url} does not answer: ${messageOf(error)}`);
    } finally {
      timer.cancel();
    }
    if (response.ok) return text;
    const said = detailOf(text);
    if (response.status === 501 || response.status === 404) throw new Inconclusive(`${url}: ${said}`);
    throw new Refused(said);
  };
}

/** The `detail` of problem+json, or the text itself. */
function detailOf(text: string): string {
  try {
    const problem = JSON.parse(text) as { readonly detail?: unknown };
    return typeof problem.detail === "string" ? problem.detail : text;
  } catch {
    return text;
  }
}
