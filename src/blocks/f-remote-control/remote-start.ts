/** An EVSE as the choice for a remote start sees it. */
export interface StartCandidate {
  readonly evseId: number;
  /** Neither Unavailable nor Faulted. */
  readonly usable: boolean;
  /** Somebody is authorized there already. */
  readonly authorized: boolean;
  readonly evConnected: boolean;
  /** What others have reserved leaves it to the driver (block H). */
  readonly admitted: boolean;
  /** The driver has reserved it. */
  readonly reserved: boolean;
}

/** Where a remote start goes, or why nowhere. */
export type RemoteStartDecision =
  | { readonly status: "Accepted"; readonly evseId: number }
  | { readonly status: "Rejected"; readonly because: string };

const rejected = (because: string): RemoteStartDecision => ({ status: "Rejected", because });

/**
 * Decides on a RequestStartTransaction (F01, F02). Without an EVSE in the request the station chooses one
 * (F01.FR.20, F02.FR.22): what the driver has reserved, then where an EV waits for authorization.
 * @param accepted the CSMS has accepted the station (B02.FR.05)
 */
export function decideRemoteStart(
  wanted: number | undefined,
  candidates: readonly StartCandidate[],
  accepted: boolean,
): RemoteStartDecision {
  if (!accepted) return rejected("the station is not accepted yet");
  if (wanted === undefined) {
    const open = candidates.filter(({ usable, authorized, admitted }) => usable && !authorized && admitted);
    const reserved = open.filter((candidate) => candidate.reserved);
    const free = reserved.length > 0 ? reserved : open;
    const chosen = free.find(({ evConnected }) => evConnected) ?? free[0];
    return chosen ? { status: "Accepted", evseId: chosen.evseId } : rejected("no EVSE is free");
  }
  const candidate = candidates.find(({ evseId }) => evseId === wanted);
  if (!candidate) return rejected(`there is no EVSE ${wanted}`);
  if (!candidate.usable) return rejected(`EVSE ${wanted} is unavailable or faulted`); // F01.FR.23
  if (candidate.authorized) return rejected(`EVSE ${wanted} is in use`); // F01.FR.24
  // F01.FR.21, F01.FR.22, F02.FR.23, F02.FR.24
  if (!candidate.admitted) return rejected(`EVSE ${wanted} is reserved for somebody else`);
  return { status: "Accepted", evseId: wanted };
}
