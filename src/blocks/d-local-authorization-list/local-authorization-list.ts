import type { DeviceModel } from "../../device-model/index.js";
import type { StationHardware } from "../../hardware/index.js";
import { messageOf, type Logger, type Store, type Table } from "../../kernel/index.js";
import { storedKeyOf, storedSizeOf, type IdToken, type IdTokenInfo } from "../c-authorization/index.js";
import type { ListUpdate, LocalAuthorizationList, UpdateOutcome, UpdateRefusal } from "./interface.js";
import { overflowOf, refusalOf, type ListLimits, type ListSize } from "./update-rules.js";

/** What {@link createLocalAuthorizationList} needs. */
export interface LocalAuthorizationListAbilities {
  readonly deviceModel: Pick<DeviceModel, "describe" | "find" | "integer" | "update">;
  /** Its fault LocalListRefused keeps the station from taking a list. */
  readonly hardware: Pick<StationHardware, "faults">;
  readonly store: Store;
  readonly logger: Logger;
}

/** What is stored beside the entries, so that nobody has to count them. */
interface ListFacts extends ListSize {
  readonly version: number;
}

/** The changes that an update asks for, by key; without `info` the entry goes. */
type Changes = readonly { readonly key: string; readonly info: IdTokenInfo | undefined }[];

const NO_LIST: ListFacts = { version: 0, entries: 0, bytes: 0 };
const FACTS = "list";

/**
 * Makes the Local Authorization List. Its entries live in the store alone, by the hash of their idToken, and only
 * {@link LocalAuthorizationList.update} changes them (D01.FR.09). An update becomes durable with its version in
 * one piece (D01.FR.10).
 */
export function createLocalAuthorizationList({
  deviceModel,
  hardware,
  store,
  logger,
}: LocalAuthorizationListAbilities): LocalAuthorizationList {
  const table = store.table<IdTokenInfo>("localAuthorizationList");
  const factsTable = store.table<ListFacts>("localAuthorizationListFacts");
  let facts = factsTable.get(FACTS) ?? NO_LIST;

  const isOn = (path: string): boolean => deviceModel.find(path)?.toLowerCase() === "true";
  const available = (): boolean => isOn("LocalAuthListCtrlr.Available");
  const enabled = (): boolean => available() && isOn("LocalAuthListCtrlr.Enabled");
  const maxOf = (path: string): number => deviceModel.describe(path)?.characteristics.maxLimit ?? Infinity;
  const limits = (): ListLimits => ({
    itemsPerMessage: deviceModel.integer("LocalAuthListCtrlr.ItemsPerMessage"),
    bytesPerMessage: deviceModel.integer("LocalAuthListCtrlr.BytesPerMessage"),
    entries: maxOf("LocalAuthListCtrlr.Entries"),
    bytes: maxOf("LocalAuthListCtrlr.Storage"),
  });

  const show = (): void => {
    deviceModel.update("LocalAuthListCtrlr.Entries", facts.entries);
    deviceModel.update("LocalAuthListCtrlr.Storage", facts.bytes);
  };
  if (facts.version > 0) show();

  const stored = (idToken: IdToken): IdTokenInfo | null =>
    facts.entries === 0 ? null : (table.get(storedKeyOf(idToken)) ?? null);

  const apply = (update: ListUpdate): UpdateOutcome => {
    const allowed = limits();
    const refusal = refusalOf(update, facts.version, allowed);
    if (refusal) return refusal;
    const changes = update.entries.map(({ idToken, info }) => ({ key: storedKeyOf(idToken), info }));
    const size = update.type === "Full" ? sizeOf(changes) : sizeAfter(facts, changes, table);
    const overflow = overflowOf(size, allowed);
    if (overflow) return overflow;
    const next: ListFacts = { version: update.version, ...size }; // D01.FR.01
    store.transaction(() => {
      if (update.type === "Full") table.clear(); // D01.FR.04, D01.FR.15
      for (const { key, info } of changes) {
        if (info)
          table.put(key, info); // D01.FR.16
        else table.delete(key); // D01.FR.17
      }
      factsTable.put(FACTS, next);
    });
    facts = next;
    show();
    return { status: "Accepted" };
  };

  const refused = (refusal: UpdateRefusal, { type, version }: ListUpdate): UpdateRefusal => {
    logger.warn(`The ${type} update of the local list to version ${version} is refused: ${refusal.because}`);
    return refusal;
  };

  const find = (idToken: IdToken): IdTokenInfo | null => (enabled() ? stored(idToken) : null);

  return {
    get available() {
      return available();
    },
    get enabled() {
      return enabled();
    },
    get version() {
      return enabled() ? facts.version : 0; // D02.FR.01 to D02.FR.03
    },
    get size() {
      return facts.entries;
    },
    find,
    contradicts(idToken, info) {
      const listed = find(idToken);
      return listed !== null && isAccepted(listed) !== isAccepted(info);
    },
    stored,
    update(update) {
      const obstacle = obstacleNow(enabled(), hardware);
      if (obstacle) return refused(obstacle, update);
      try {
        const outcome = apply(update);
        return outcome.status === "Accepted" ? outcome : refused(outcome, update);
      } catch (error) {
        logger.error(`The local list could not be written: ${messageOf(error)}`);
        const because = "the list could not be written";
        return { status: "Failed", reasonCode: "InternalError", because };
      }
    },
  };
}

/** An idToken that is in use elsewhere is a valid one too. */
const isAccepted = ({ status }: Pick<IdTokenInfo, "status">): boolean =>
  status === "Accepted" || status === "ConcurrentTx";

/** Why no list can be taken now, whatever it holds. */
function obstacleNow(enabled: boolean, { faults }: Pick<StationHardware, "faults">): UpdateRefusal | null {
  if (!enabled) {
    const because = "LocalAuthListCtrlr.Enabled is false";
    return { status: "Failed", reasonCode: "NotEnabled", because };
  }
  if (faults.some(({ kind }) => kind === "LocalListRefused")) {
    return { status: "Failed", reasonCode: "InternalError", because: "the station cannot take a list now" };
  }
  return null;
}

/** The size of a list that has just these entries. */
function sizeOf(changes: Changes): ListSize {
  return {
    entries: changes.length,
    bytes: changes.reduce((sum, { key, info }) => sum + storedSizeOf(key, info ?? null), 0),
  };
}

/** The size of the list once it is changed so. */
function sizeAfter(before: ListSize, changes: Changes, table: Pick<Table<IdTokenInfo>, "get">): ListSize {
  let { entries, bytes } = before;
  for (const { key, info } of changes) {
    const old = table.get(key);
    entries += (info ? 1 : 0) - (old ? 1 : 0);
    bytes += (info ? storedSizeOf(key, info) : 0) - (old ? storedSizeOf(key, old) : 0);
  }
  return { entries, bytes };
}
