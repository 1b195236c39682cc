import type { Store, Table } from "../../kernel/index.js";
import type { InstalledProfile } from "./charging-profile.js";

/** The installed charging profiles on disk (K01.FR.27). */
export interface ProfileStore {
  /** In ascending order of their ids. */
  all(): readonly InstalledProfile[];
  find(id: number): InstalledProfile | undefined;
  /** Installs, in place of one with the same id (K01.FR.05) and of these; durable when it returns. */
  put(installed: InstalledProfile, inPlaceOf?: readonly InstalledProfile[]): void;
  /** Removes all of these at once; durable when it returns. */
  remove(profiles: readonly InstalledProfile[]): void;
}

/** Opens the table of this block and reads it once. */
export function createProfileStore(store: Store): ProfileStore {
  const table: Table<InstalledProfile> = store.table("charging-profile");
  const byId = new Map(table.entries().map(([, installed]) => [installed.profile.id, installed]));
  let sorted: readonly InstalledProfile[] | null = null;
  return {
    all: () => (sorted ??= [...byId.values()].sort((a, b) => a.profile.id - b.profile.id)),
    find: (id) => byId.get(id),
    put(installed, inPlaceOf = []) {
      const { id } = installed.profile;
      store.transaction(() => {
        for (const { profile } of inPlaceOf) table.delete(String(profile.id));
        table.put(String(id), installed);
      });
      for (const { profile } of inPlaceOf) byId.delete(profile.id);
      byId.set(id, installed);
      sorted = null;
    },
    remove(profiles) {
      if (profiles.length === 0) return;
      store.transaction(() => {
        for (const { profile } of profiles) table.delete(String(profile.id));
      });
      for (const { profile } of profiles) byId.delete(profile.id);
      sorted = null;
    },
  };
}
