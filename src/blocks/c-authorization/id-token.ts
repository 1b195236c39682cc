import type { IdToken, IdTokenInfo } from "./interface.js";

/**
 * Whether two idTokens are the same: equal `idToken`, compared without regard to case, and equal `type`;
 * `additionalInfo` does not count (C01.FR.25).
 */
export function sameIdToken(a: IdToken, b: IdToken): boolean {
  return a.type === b.type && a.idToken.toLowerCase() === b.idToken.toLowerCase();
}

/**
 * Whether both belong to one group (C09.FR.02). Without a group nobody shares one, not even with oneself.
 * It says nothing of validity: who may stop a transaction must be Accepted as well (C09.FR.11).
 */
export function sameGroup(
  a: Pick<IdTokenInfo, "groupIdToken"> | null | undefined,
  b: Pick<IdTokenInfo, "groupIdToken"> | null | undefined,
): boolean {
  return (
    a?.groupIdToken !== undefined &&
    b?.groupIdToken !== undefined &&
    sameIdToken(a.groupIdToken, b.groupIdToken)
  );
}

/** Whether charging at the EVSE is allowed, for an Accepted idToken (C01.FR.19, C01.FR.20, C01.FR.21). */
export function allowedAt(info: Pick<IdTokenInfo, "evseId">, evseId: number): boolean {
  return info.evseId === undefined || info.evseId.length === 0 || info.evseId.includes(evseId);
}

/** How a log line may name an idToken; key codes never appear (C04.FR.04). */
export function printableIdToken({ idToken, type }: IdToken): string {
  return type === "KeyCode" ? "a key code" : `${idToken} (${type})`;
}
