import type { ConnectFailure, ConnectionPlan } from "../../csms-link/index.js";

/** How an attempt to connect is made. */
export interface Attempt {
  readonly slot: number;
  /** Which CSMS root is trusted: the newest, or the one that it has replaced (M05.FR.14, M05.FR.16). */
  readonly root: "current" | "fallback";
  /** Which certificate the station shows (A02.FR.28). */
  readonly certificate: "current" | "former";
}

/** What {@link createConnectionPlan} asks of its surroundings, each time anew. */
export interface PlanAbilities {
  /** NetworkConfigurationPriority; slots without a profile left out. */
  priority(): readonly number[];
  /** NetworkProfileConnectionAttempts. */
  attempts(): number;
  /** The slot of the last connection that was made, also before a power cut. */
  lastConnected(): number | null;
  hasFallbackRoot(): boolean;
  hasFormerCertificate(): boolean;
}

/** A {@link ConnectionPlan} that says how the attempt under way, or the open connection, is made. */
export interface NetworkPlan extends ConnectionPlan {
  readonly attempt: Attempt;
}

const FIRST_SLOT = 1;

/**
 * The order of attempts (B10): after a boot every entry of the priority list in its order, after a lost
 * connection the one that was in use and then the others, each as often as configured; when all have failed,
 * the profile of the last connection (B10.FR.07), and then all entries anew (B10.FR.08, B10.FR.09).
 */
export function createConnectionPlan(abilities: PlanAbilities): NetworkPlan {
  let round: readonly number[] = [];
  let position = 0;
  let tries = 0;
  let fallingBack = false;
  let root: Attempt["root"] = "current";

  const begin = (order: readonly number[], asFallback = false): void => {
    round = order;
    position = 0;
    tries = 0;
    fallingBack = asFallback;
    root = "current";
  };
  const slot = (): number => round[position] ?? abilities.priority()[0] ?? FIRST_SLOT;
  const certificate = (): Attempt["certificate"] =>
    fallingBack && abilities.hasFormerCertificate() ? "former" : "current";

  /** @returns whether the next attempt goes elsewhere, within the same round */
  const next = (): boolean => {
    tries++;
    if (tries < Math.max(1, abilities.attempts())) return false; // B10.FR.03
    if (position + 1 < round.length) {
      position++;
      tries = 0;
      root = "current"; // M05.FR.15: another CSMS is held against the new root
      return true;
    }
    const last = abilities.lastConnected();
    const mayFallBack = !fallingBack && last !== null && abilities.priority().includes(last);
    if (mayFallBack) begin([last], true);
    else begin(abilities.priority());
    return false;
  };

  return {
    get attempt() {
      return { slot: slot(), root, certificate: certificate() };
    },
    started: () => begin(abilities.priority()), // B10.FR.04, A05.FR.05
    attemptFailed(failure: ConnectFailure) {
      const reconnecting = slot() === abilities.lastConnected();
      if (
        failure === "csmsCertificate" &&
        reconnecting &&
        root === "current" &&
        abilities.hasFallbackRoot()
      ) {
        root = "fallback"; // M05.FR.14, M05.FR.16
        return true;
      }
      root = "current";
      return next();
    },
    opened: () => undefined,
    lost() {
      const used = slot();
      begin([used, ...abilities.priority().filter((one) => one !== used)]);
    },
  };
}
