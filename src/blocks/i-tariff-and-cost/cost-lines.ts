import type { DeviceModel } from "../../device-model/index.js";
import type { PersonalMessage } from "./interface.js";
import { inFirstLanguage, money, wordsIn } from "./words.js";

/** The settings that decide what a driver reads. */
export type CostSettings = Pick<DeviceModel, "boolean" | "find" | "integer" | "list" | "string">;

const shows = (settings: CostSettings, what: "Cost" | "Tariff"): boolean =>
  settings.boolean(`TariffCostCtrlr.Available[${what}]`) &&
  settings.boolean(`TariffCostCtrlr.Enabled[${what}]`);

/** The languages of a driver, else that of the station. */
const readable = (settings: CostSettings, languages: readonly string[]): readonly string[] =>
  languages.length > 0 ? languages : [settings.string("DisplayMessageCtrlr.Language")];

function fallback(
  settings: CostSettings,
  variable: "TariffFallbackMessage" | "TotalCostFallbackMessage",
  languages: readonly string[],
): string {
  const path = `TariffCostCtrlr.${variable}`;
  const inLanguage = (language: string): string | undefined => {
    const text = settings.find(`${path}[${language}]`);
    return text === "" ? undefined : text;
  };
  return inFirstLanguage(readable(settings, languages), inLanguage) ?? settings.string(path);
}

/** What of a message can be shown; `null`: it is in a format that cannot. */
function showable(settings: CostSettings, message: PersonalMessage | null): string | null {
  if (!message || !settings.list("DisplayMessageCtrlr.SupportedFormats").includes(message.format))
    return null;
  return message.content.slice(0, settings.integer("DisplayMessageCtrlr.PersonalMessageSize"));
}

const amount = (settings: CostSettings, cost: number): string =>
  money(cost, settings.string("TariffCostCtrlr.Currency"));

/** What somebody reads who charges or may charge. */
export interface OngoingCharge {
  /** The newest first. */
  readonly tariffs: readonly (PersonalMessage | null)[];
  /** So far; `null`: not known. */
  readonly cost: number | null;
  readonly languages: readonly string[];
}

/** The tariff, or what stands for one that is not known, and the cost so far. */
export function ongoingLines(
  settings: CostSettings,
  { tariffs, cost, languages }: OngoingCharge,
): readonly string[] {
  const [personal] = tariffs.flatMap((tariff) => showable(settings, tariff) ?? []);
  const tariff = personal ?? fallback(settings, "TariffFallbackMessage", languages); // I01.FR.03, I06.FR.03, I04.FR.01
  const words = wordsIn(readable(settings, languages));
  return [
    ...(shows(settings, "Tariff") && tariff !== "" ? [tariff] : []),
    ...(shows(settings, "Cost") && cost !== null ? [words.costSoFar(amount(settings, cost))] : []), // I02.FR.03, I02.FR.04
  ];
}

/** The total cost, or what stands for one that cannot be had. */
export function totalLines(
  settings: CostSettings,
  cost: number | null,
  languages: readonly string[],
): readonly string[] {
  if (!shows(settings, "Cost")) return [];
  const line =
    cost === null
      ? fallback(settings, "TotalCostFallbackMessage", languages) // I05.FR.02
      : wordsIn(readable(settings, languages)).totalCost(amount(settings, cost)); // I03.FR.03
  return line === "" ? [] : [line];
}
