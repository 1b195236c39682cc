import { RareMap, Seconds, type Clock, type Timer } from "../../kernel/index.js";
import { ongoingLines, totalLines, type CostSettings } from "./cost-lines.js";
import type {
  Charge,
  CostNews,
  CostNotice,
  DriverInfo,
  DriverToken,
  PersonalMessage,
  TariffAndCost,
} from "./interface.js";
import { KnownDrivers } from "./known-drivers.js";

/** How long a driver can read the total cost after the end, unless the next driver comes. */
export const TOTAL_COST_STAYS = Seconds(60);

/** What {@link createTariffAndCost} needs. */
export interface TariffAndCostAbilities {
  readonly deviceModel: CostSettings;
  /** Drivers who may charge, and transactions that somebody was authorized for. */
  readonly charges: () => readonly Charge[];
  readonly online: () => boolean;
  /** Transactions end only when the EV has left (I03.FR.05). */
  readonly endsWithoutDriver: () => boolean;
  /** What drivers are to read has changed. */
  readonly onChange: () => void;
  readonly clock: Clock;
}

/** What a transaction has cost so far, and its tariff where that was updated. */
interface RunningCost {
  readonly charge: Charge;
  readonly cost: number | null;
  readonly tariff: PersonalMessage | null;
}

/** The last word on a transaction that has ended; `cost` is `null` where it cannot be had. */
interface TotalCost {
  readonly charge: Charge;
  /** The answer of the CSMS is still to come. */
  readonly awaited: boolean;
  readonly cost: number | null;
  readonly timer: Timer;
}

/** Makes the engine of tariffs and costs. */
export function createTariffAndCost(abilities: TariffAndCostAbilities): TariffAndCost {
  return new TariffAndCostEngine(abilities);
}

/** A class, so that the stations of a process share its methods. */
class TariffAndCostEngine implements TariffAndCost {
  readonly #abilities: TariffAndCostAbilities;
  readonly #drivers = new KnownDrivers();
  readonly #running = new RareMap<string, RunningCost>();
  readonly #totals = new RareMap<string, TotalCost>();

  constructor(abilities: TariffAndCostAbilities) {
    this.#abilities = abilities;
  }

  accepted(idToken: DriverToken, info: DriverInfo): void {
    this.#drivers.begin(idToken, info, this.#charging());
    this.#abilities.onChange();
  }

  learned(idToken: DriverToken, info: DriverInfo): void {
    this.#drivers.learn(idToken, info, this.#charging());
    this.#abilities.onChange();
  }

  costUpdated(transactionId: string, totalCost: number): boolean {
    this.#look();
    const before = this.#running.get(transactionId);
    if (!before) return false;
    this.#running.set(transactionId, { ...before, cost: totalCost });
    this.#abilities.onChange();
    return true;
  }

  answered({ transactionId, ended, offline, totalCost, updatedPersonalMessage }: CostNews): void {
    this.#look();
    const total = this.#totals.get(transactionId);
    const before = this.#running.get(transactionId);
    if (ended && total && !offline) {
      // I03.FR.04: 0 is a cost. I03.FR.03: after an end without a connection nobody waits for it.
      this.#totals.set(transactionId, { ...total, awaited: false, cost: totalCost ?? null });
    } else if (!ended && before) {
      this.#running.set(transactionId, {
        ...before,
        cost: totalCost ?? before.cost,
        tariff: updatedPersonalMessage ?? before.tariff,
      });
    }
    this.#abilities.onChange();
  }

  ended(transactionId: string): void {
    const { endsWithoutDriver, online, clock, onChange } = this.#abilities;
    const charge = this.#running.get(transactionId)?.charge;
    this.#running.delete(transactionId);
    if (!charge || endsWithoutDriver()) return; // I03.FR.05
    const timer = clock.timer("the total cost is shown", TOTAL_COST_STAYS, () => {
      this.#totals.delete(transactionId);
      onChange();
    });
    this.#totals.set(transactionId, { charge, awaited: online(), cost: null, timer });
    onChange();
  }

  notices(): readonly CostNotice[] {
    const now = this.#look();
    for (const [transactionId, { charge }] of this.#totals)
      if (now.some(({ evseId }) => evseId === charge.evseId)) this.#forgetTotal(transactionId);
    return [
      ...now.map((charge) => this.#ongoing(charge)),
      ...[...this.#totals.values()].map((total) => this.#total(total)),
    ];
  }

  dispose(): void {
    for (const transactionId of [...this.#totals.keys()]) this.#forgetTotal(transactionId);
  }

  #ongoing(charge: Charge): CostNotice {
    const { evseId, transactionId, idToken } = charge;
    const { tariff: own, languages } = this.#drivers.of(idToken);
    const { cost = null, tariff = null } = this.#running.get(transactionId ?? "") ?? {};
    const lines = ongoingLines(this.#abilities.deviceModel, { tariffs: [tariff, own], cost, languages });
    return { evseId, transactionId, languages, lines };
  }

  #total({ charge: { evseId, transactionId, idToken }, awaited, cost }: TotalCost): CostNotice {
    const { deviceModel, online } = this.#abilities;
    const { languages } = this.#drivers.of(idToken);
    const lines = awaited && online() ? [] : totalLines(deviceModel, cost, languages);
    return { evseId, transactionId, languages, lines };
  }

  #forgetTotal(transactionId: string): void {
    this.#totals.get(transactionId)?.timer.cancel();
    this.#totals.delete(transactionId);
  }

  /** Drivers who must not be forgotten now. */
  #charging(): readonly DriverToken[] {
    const ended = [...this.#totals.values()].map(({ charge }) => charge.idToken);
    return [...this.#abilities.charges().map(({ idToken }) => idToken), ...ended];
  }

  /** Keeps up with who charges: when a transaction has ended, nobody can tell any more whose it was. */
  #look(): readonly Charge[] {
    const now = this.#abilities.charges();
    for (const charge of now) {
      if (charge.transactionId === null) continue;
      const { cost = null, tariff = null } = this.#running.get(charge.transactionId) ?? {};
      this.#running.set(charge.transactionId, { charge, cost, tariff });
    }
    return now;
  }
}
