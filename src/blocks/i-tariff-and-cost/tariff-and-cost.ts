import type { DeviceModel } from "../../device-model/index.js";
import { createEventBus, Seconds, type Clock, type Logger, type Timer } from "../../kernel/index.js";
import type { Charge, CostNotice, PersonalMessage, TariffAndCost } from "./interface.js";
import { createKnownDrivers } from "./known-drivers.js";
import { inFirstLanguage, money, wordsIn } from "./words.js";

/** How long a driver can read the total cost after the end, unless the next driver comes. */
export const TOTAL_COST_STAYS = Seconds(60);

/** What {@link createTariffAndCost} needs. */
export interface TariffAndCostAbilities {
  readonly deviceModel: Pick<DeviceModel, "boolean" | "find" | "integer" | "list" | "string">;
  /** Drivers who may charge, and transactions that somebody was authorized for. */
  readonly charges: () => readonly Charge[];
  readonly online: () => boolean;
  /** Transactions end only when the EV has left (I03.FR.05). */
  readonly endsWithoutDriver: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
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
  const { deviceModel, charges, online, endsWithoutDriver, clock, logger } = abilities;
  const events = createEventBus<{ changed: object }>((error, type) =>
    logger.error({ err: error, type }, "a listener of tariffs and costs failed"),
  );
  const changed = (): void => events.emit("changed", {});
  const drivers = createKnownDrivers(() => charges().map(({ idToken }) => idToken));
  const running = new Map<string, RunningCost>();
  const totals = new Map<string, TotalCost>();

  const shows = (what: "Cost" | "Tariff"): boolean =>
    deviceModel.boolean(`TariffCostCtrlr.Available[${what}]`) &&
    deviceModel.boolean(`TariffCostCtrlr.Enabled[${what}]`);
  /** The languages of a driver, else that of the station. */
  const readable = (languages: readonly string[]): readonly string[] =>
    languages.length > 0 ? languages : [deviceModel.string("DisplayMessageCtrlr.Language")];
  const fallback = (
    variable: "TariffFallbackMessage" | "TotalCostFallbackMessage",
    languages: readonly string[],
  ): string => {
    const path = `TariffCostCtrlr.${variable}`;
    const inLanguage = (language: string): string | undefined => {
      const text = deviceModel.find(`${path}[${language}]`);
      return text === "" ? undefined : text;
    };
    return inFirstLanguage(readable(languages), inLanguage) ?? deviceModel.string(path);
  };
  /** What of a message can be shown; `null`: it is in a format that cannot. */
  const showable = (message: PersonalMessage | null): string | null => {
    if (!message || !deviceModel.list("DisplayMessageCtrlr.SupportedFormats").includes(message.format))
      return null;
    return message.content.slice(0, deviceModel.integer("DisplayMessageCtrlr.PersonalMessageSize"));
  };
  const amount = (cost: number): string => money(cost, deviceModel.string("TariffCostCtrlr.Currency"));

  const notice = (
    charge: Charge,
    linesIn: (languages: readonly string[]) => readonly string[],
  ): CostNotice => {
    const { evseId, transactionId, idToken } = charge;
    const { languages } = drivers.of(idToken);
    return { evseId, transactionId, languages, lines: linesIn(languages).filter((line) => line !== "") };
  };
  const ongoingNotice = (charge: Charge): CostNotice =>
    notice(charge, (languages) => {
      const { cost = null, tariff = null } = running.get(charge.transactionId ?? "") ?? {};
      const personal = showable(tariff) ?? showable(drivers.of(charge.idToken).tariff);
      return [
        ...(shows("Tariff") ? [personal ?? fallback("TariffFallbackMessage", languages)] : []), // I01.FR.03, I04.FR.01, I06.FR.03
        ...(shows("Cost") && cost !== null ? [wordsIn(readable(languages)).costSoFar(amount(cost))] : []), // I02.FR.03, I02.FR.04
      ];
    });
  const totalNotice = ({ charge, awaited, cost }: TotalCost): CostNotice =>
    notice(charge, (languages) => {
      if (!shows("Cost") || (awaited && online())) return [];
      return [
        cost === null
          ? fallback("TotalCostFallbackMessage", languages) // I05.FR.02
          : wordsIn(readable(languages)).totalCost(amount(cost)), // I03.FR.03
      ];
    });

  const forgetTotal = (transactionId: string): void => {
    totals.get(transactionId)?.timer.cancel();
    totals.delete(transactionId);
  };
  /** Keeps up with who charges: when a transaction has ended, nobody can tell any more whose it was. */
  const look = (): readonly Charge[] => {
    const now = charges();
    for (const charge of now) {
      if (charge.transactionId === null) continue;
      const { cost = null, tariff = null } = running.get(charge.transactionId) ?? {};
      running.set(charge.transactionId, { charge, cost, tariff });
    }
    return now;
  };

  return {
    events,
    accepted(idToken, info) {
      drivers.begin(idToken, info);
      changed();
    },
    learned(idToken, info) {
      drivers.learn(idToken, info);
      changed();
    },
    costUpdated(transactionId, totalCost) {
      look();
      const before = running.get(transactionId);
      if (!before) return false;
      running.set(transactionId, { ...before, cost: totalCost });
      changed();
      return true;
    },
    answered({ transactionId, ended, offline, totalCost, updatedPersonalMessage }) {
      look();
      const total = totals.get(transactionId);
      const before = running.get(transactionId);
      if (ended && total && !offline) {
        // I03.FR.04: 0 is a cost. I03.FR.03: after an end without a connection nobody waits for it.
        totals.set(transactionId, { ...total, awaited: false, cost: totalCost ?? null });
      } else if (!ended && before) {
        const { cost, tariff } = before;
        running.set(transactionId, {
          ...before,
          cost: totalCost ?? cost,
          tariff: updatedPersonalMessage ?? tariff,
        });
      }
      changed();
    },
    ended(transactionId) {
      const charge = running.get(transactionId)?.charge;
      running.delete(transactionId);
      if (!charge || endsWithoutDriver()) return; // I03.FR.05
      const timer = clock.timer("the total cost is shown", TOTAL_COST_STAYS, () => {
        totals.delete(transactionId);
        changed();
      });
      totals.set(transactionId, { charge, awaited: online(), cost: null, timer });
      changed();
    },
    notices() {
      const now = look();
      for (const [transactionId, { charge }] of totals)
        if (now.some(({ evseId }) => evseId === charge.evseId)) forgetTotal(transactionId);
      return [...now.map(ongoingNotice), ...[...totals.values()].map(totalNotice)];
    },
    dispose() {
      for (const transactionId of [...totals.keys()]) forgetTotal(transactionId);
    },
  };
}
