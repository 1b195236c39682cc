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
  /** The slot to begin with after a connection that was made with another one; `null`: that one. */
  preferred(): number | null;
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
  return new RoundsOfAttempts(abilities);
}

class RoundsOfAttempts implements NetworkPlan {
  readonly #abilities: PlanAbilities;
  #round: readonly number[] = [];
  #position = 0;
  #tries = 0;
  #fallingBack = false;
  #root: Attempt["root"] = "current";

  constructor(abilities: PlanAbilities) {
    this.#abilities = abilities;
  }

  get attempt(): Attempt {
    const former = this.#fallingBack && this.#abilities.hasFormerCertificate();
    return { slot: this.#slot, root: this.#root, certificate: former ? "former" : "current" };
  }

  started(): void {
    this.#begin(this.#abilities.priority()); // B10.FR.04, A05.FR.05
  }

  attemptFailed(failure: ConnectFailure): boolean {
    const reconnecting = this.#slot === this.#abilities.lastConnected();
    if (
      failure === "csmsCertificate" &&
      reconnecting &&
      this.#root === "current" &&
      this.#abilities.hasFallbackRoot()
    ) {
      this.#root = "fallback"; // M05.FR.14, M05.FR.16
      return true;
    }
    this.#root = "current";
    return this.#next();
  }

  opened(): void {
    // The plan stays as it is until the connection is lost.
  }

  lost(): void {
    const used = this.#abilities.preferred() ?? this.#slot;
    this.#begin([used, ...this.#abilities.priority().filter((one) => one !== used)]);
  }

  get #slot(): number {
    return this.#round[this.#position] ?? this.#abilities.priority()[0] ?? FIRST_SLOT;
  }

  #begin(order: readonly number[], asFallback = false): void {
    this.#round = order;
    this.#position = 0;
    this.#tries = 0;
    this.#fallingBack = asFallback;
    this.#root = "current";
  }

  /** @returns whether the next attempt goes elsewhere, within the same round */
  #next(): boolean {
    const abilities = this.#abilities;
    this.#tries++;
    if (this.#tries < Math.max(1, abilities.attempts())) return false; // B10.FR.03
    if (this.#position + 1 < this.#round.length) {
      this.#position++;
      this.#tries = 0;
      this.#root = "current"; // M05.FR.15: another CSMS is held against the new root
      return true;
    }
    const last = abilities.lastConnected();
    const mayFallBack = !this.#fallingBack && last !== null && abilities.priority().includes(last);
    if (mayFallBack) this.#begin([last], true);
    else this.#begin(abilities.priority());
    return false;
  }
}
