/** What a payload must hold: a part of it, jest's asymmetric matchers allowed. */
export type Match = Readonly<Record<string, unknown>>;

/** A request of the station. */
export interface Received {
  /** Counts from 0. */
  readonly position: number;
  readonly at: number;
  readonly action: string;
  readonly payload: Readonly<Record<string, unknown>>;
  consumed: boolean;
}

/** One kind of request, or those of its requests that match. */
export interface Pattern {
  readonly action: string;
  readonly match?: Match | undefined;
}

export const describePattern = ({ action, match }: Pattern): string =>
  match === undefined ? action : `${action} with ${inspect(match)}`;

/** Like JSON, with asymmetric matchers by their names. */
function inspect(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === "object" && part !== null && "asymmetricMatch" in part ? String(part) : part,
    ) ?? "nothing"
  );
}

/** Why `payload` does not match, in jest's words; `null` if it does. */
export function mismatch(payload: unknown, match: Match | undefined): string | null {
  if (match === undefined) return null;
  try {
    expect(payload).toMatchObject(match);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const fits = (received: Received, { action, match }: Pattern): boolean =>
  received.action === action && mismatch(received.payload, match) === null;

/** What the station has sent, and which of it a test has asked for. */
export interface Inbox {
  readonly length: number;
  add(request: Omit<Received, "position" | "consumed">): void;
  /** The oldest request that fits and was not taken; it is taken. */
  take(pattern: Pattern): Received | undefined;
  /** Leaves requests of that pattern alone, those that came and those that will. */
  ignore(pattern: Pattern): void;
  /** Requests from a position on that nobody has taken and that are not ignored. */
  unexpected(since?: number): readonly Received[];
  /** Why the last untaken request of that action does not fit. */
  nearMiss(pattern: Pattern): string | undefined;
}

export function createInbox(): Inbox {
  const requests: Received[] = [];
  const ignored: Pattern[] = [];
  const open = (): Received[] => requests.filter((request) => !request.consumed);
  return {
    get length() {
      return requests.length;
    },
    add(request) {
      requests.push({ ...request, position: requests.length, consumed: false });
    },
    take(pattern) {
      const found = open().find((request) => fits(request, pattern));
      if (found) found.consumed = true;
      return found;
    },
    ignore: (pattern) => void ignored.push(pattern),
    unexpected: (since = 0) =>
      open().filter(
        (request) => request.position >= since && !ignored.some((pattern) => fits(request, pattern)),
      ),
    nearMiss({ action, match }) {
      const last = open().findLast((request) => request.action === action);
      return last ? (mismatch(last.payload, match) ?? undefined) : undefined;
    },
  };
}
