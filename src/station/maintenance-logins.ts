import type { SecurityEvents } from "../blocks/a-security/index.js";
import { Minutes, type Clock } from "../kernel/index.js";

/** Somebody has shown a token to the station API, which is the local maintenance interface of this station. */
export interface MaintenanceLogin {
  readonly accepted: boolean;
  /** Where it came from, e.g. an IP address. */
  readonly origin: string;
}

/** Every call shows the token anew: what has just been told of an origin is not told again. */
const TELL_FAILURE_AGAIN_AFTER = Minutes(1);
/** More origins than a station has people; who knocks from more is told anew. */
const MOST_ORIGINS = 64;

/**
 * Makes of log-ins the security events MaintenanceLoginAccepted (once for each origin while the process runs) and
 * MaintenanceLoginFailed (once a minute for each origin), in the form that the appendix recommends.
 * @param raise the security events of the life that runs; does nothing while the station has no power
 */
export function createMaintenanceLogins(
  clock: Clock,
  raise: SecurityEvents["raise"],
): (login: MaintenanceLogin) => void {
  const quietUntil = new Map<string, number>();
  return ({ accepted, origin }) => {
    const who = `${accepted ? "accepted" : "failed"} ${origin}`;
    const now = clock.elapsed();
    if (now < (quietUntil.get(who) ?? -Infinity)) return;
    if (quietUntil.size >= MOST_ORIGINS) quietUntil.clear();
    quietUntil.set(who, accepted ? Infinity : now + TELL_FAILURE_AGAIN_AFTER);
    raise(
      accepted ? "MaintenanceLoginAccepted" : "MaintenanceLoginFailed",
      JSON.stringify({ user: "station API", origin }),
    );
  };
}
