import { Inconclusive } from "./verdict.js";

/** How a setting of the station is read and written in one version of OCPP. */
export interface SettingsAccess {
  /** `undefined` where the station does not have it or does not tell. */
  read(name: string): Promise<string | undefined>;
  write(name: string, value: string): Promise<"set" | "unknown" | "refused">;
}

/** What a station is set to, as a case prepares it; a name is a variable's path, or a configuration key. */
export interface Settings {
  /** The actual value; `undefined` where the station does not have it or does not tell. */
  get(name: string): Promise<string | undefined>;
  /** @throws Inconclusive where it cannot be brought to that value */
  set(name: string, value: string | number | boolean): Promise<void>;
  /** Sets it where it is implemented and can be written ("If implemented"); tells whether it now is so. */
  setIfImplemented(name: string, value: string | number | boolean): Promise<boolean>;
  /** Takes note of the value, where the case sets it in its own way. */
  remembers(name: string): Promise<void>;
  /** Brings back what was before the case. */
  restore(): Promise<void>;
}

/** Settings that are written only where they are not so yet, and whose former values are kept. */
export function createSettings({ read, write }: SettingsAccess): Settings {
  const before = new Map<string, string>();

  const attempt = async (name: string, wanted: string): Promise<"set" | "unknown" | "refused"> => {
    const now = await read(name);
    if (now !== undefined && sameValue(now, wanted)) return "set";
    const outcome = await write(name, wanted);
    if (outcome === "set" && now !== undefined && !before.has(name)) before.set(name, now);
    return outcome;
  };

  return {
    get: read,
    async set(name, value) {
      const outcome = await attempt(name, String(value));
      if (outcome !== "set")
        throw new Inconclusive(`${name} cannot be set to ${String(value)}: it is ${outcome}`);
    },
    setIfImplemented: async (name, value) => (await attempt(name, String(value))) === "set",
    async remembers(name) {
      const now = await read(name);
      if (now !== undefined && !before.has(name)) before.set(name, now);
    },
    async restore() {
      for (const [name, value] of [...before].reverse()) await write(name, value);
      before.clear();
    },
  };
}

/** Whether two values say the same; lists in any order. */
function sameValue(one: string, other: string): boolean {
  const members = (text: string): string =>
    text
      .split(",")
      .map((part) => part.trim().toLowerCase())
      .sort()
      .join();
  return members(one) === members(other);
}
