import type { TokenKeeper } from "./token.js";

/** Where the station API is. */
export const API_PATH = "/octt/v1";

/** The station has refused, and says why. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
    this.name = "Refused";
  }
}

/** The station API. All throw {@link Refused}, or a TypeError where nobody answers. */
export interface Client {
  get<T>(path: string): Promise<T>;
  post(path: string, body: unknown): Promise<unknown>;
  put(path: string, body: unknown): Promise<unknown>;
  delete(path: string): Promise<unknown>;
  /** An answer that stays open. */
  open(path: string, options: { headers: Record<string, string>; signal: AbortSignal }): Promise<Response>;
}

/**
 * @param tokenNeeded resolves when the user has given a token, which is tried at once
 * @param base path of what is asked
 */
export function createClient(
  token: TokenKeeper,
  tokenNeeded: (because: string) => Promise<void>,
  base = API_PATH,
): Client {
  const request = async (path: string, options: RequestInit): Promise<Response> => {
    for (;;) {
      const given = token.get();
      const headers = { ...options.headers, ...(given !== null && { Authorization: `Bearer ${given}` }) };
      const response = await fetch(base + path, { ...options, headers });
      if (response.ok) return response;
      const refused = await refusalIn(response);
      if (response.status !== 401) throw refused;
      // Somebody else may have given another one meanwhile.
      if (token.get() === given) await tokenNeeded(given === null ? "" : refused.message);
    }
  };
  const json = async (path: string, options: RequestInit): Promise<unknown> =>
    (await request(path, options)).json();
  return {
    get: async <T>(path: string) => (await json(path, {})) as T,
    post: (path, body) => json(path, sending("POST", body)),
    put: (path, body) => json(path, sending("PUT", body)),
    delete: (path) => json(path, { method: "DELETE" }),
    open: (path, options) => request(path, options),
  };
}

const sending = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

async function refusalIn(response: Response): Promise<Refused> {
  const text = await response.text();
  try {
    const { detail } = JSON.parse(text) as { detail?: string };
    return new Refused(response.status, detail ?? response.statusText);
  } catch {
    return new Refused(response.status, text || response.statusText);
  }
}
