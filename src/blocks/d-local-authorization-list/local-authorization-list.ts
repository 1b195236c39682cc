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
export function createLocalAuthorizationList(
  abilities: LocalAuthorizationListAbilities,
): LocalAuthorizationList {
  return new StoredList(abilities);
}

/** A class, so that the stations of a process share its methods. */
class StoredList implements LocalAuthorizationList {
  readonly #abilities: LocalAuthorizationListAbilities;
  readonly #table: Table<IdTokenInfo>;
  readonly #factsTable: Table<ListFacts>;
  #facts: ListFacts;

  constructor(abilities: LocalAuthorizationListAbilities) {
    this.#abilities = abilities;
    this.#table = abilities.store.table("localAuthorizationList");
    this.#factsTable = abilities.store.table("localAuthorizationListFacts");
    this.#facts = this.#factsTable.get(FACTS) ?? NO_LIST;
    if (this.#facts.version > 0) this.#show();
  }

  get available(): boolean {
    return this.#isOn("LocalAuthListCtrlr.Available");
  }

  get enabled(): boolean {
    return this.available && this.#isOn("LocalAuthListCtrlr.Enabled");
  }

  get version(): number {
    return this.enabled ? this.#facts.version : 0; // D02.FR.01 to D02.FR.03
  }

  get size(): number {
    return this.#facts.entries;
  }

  find(idToken: IdToken): IdTokenInfo | null {
    return this.enabled ? this.stored(idToken) : null;
  }

  contradicts(idToken: IdToken, info: Pick<IdTokenInfo, "status">): boolean {
    const listed = this.find(idToken);
    return listed !== null && isAccepted(listed) !== isAccepted(info);
  }

  stored(idToken: IdToken): IdTokenInfo | null {
    return this.#facts.entries === 0 ? null : (this.#table.get(storedKeyOf(idToken)) ?? null);
  }

  update(update: ListUpdate): UpdateOutcome {
    const { hardware, logger } = this.#abilities;
    const obstacle = obstacleNow(this.enabled, hardware);
    if (obstacle) return this.#refused(obstacle, update);
    try {
      const outcome = this.#apply(update);
      return outcome.status === "Accepted" ? outcome : this.#refused(outcome, update);
    } catch (error) {
      logger.error(`The local list could not be written: ${messageOf(error)}`);
      const because = "the list could not be written";
      return { status: "Failed", reasonCode: "InternalError", because };
    }
  }

  #apply(update: ListUpdate): UpdateOutcome {
    const allowed = this.#limits();
    const refusal = refusalOf(update, this.#facts.version, allowed);
    if (refusal) return refusal;
    const changes = update.entries.map(({ idToken, info }) => ({ key: storedKeyOf(idToken), info }));
    const size = update.type === "Full" ? sizeOf(changes) : sizeAfter(this.#facts, changes, this.#table);
    const overflow = overflowOf(size, allowed);
    if (overflow) return overflow;
    const next: ListFacts = { version: update.version, ...size }; // D01.FR.01
    this.#abilities.store.transaction(() => {
      if (update.type === "Full") this.#table.clear(); // D01.FR.04, D01.FR.15
      for (const { key, info } of changes) {
        if (info)
          this.#table.put(key, info); // D01.FR.16
        else this.#table.delete(key); // D01.FR.17
      }
      this.#factsTable.put(FACTS, next);
    });
    this.#facts = next;
    this.#show();
    return { status: "Accepted" };
  }

  #refused(refusal: UpdateRefusal, { type, version }: ListUpdate): UpdateRefusal {
    this.#abilities.logger.warn(
      `The ${type} update of the local list to version ${version} is refused: ${refusal.because}`,
    );
    return refusal;
  }

  #show(): void {
    const { deviceModel } = this.#abilities;
    deviceModel.update("LocalAuthListCtrlr.Entries", this.#facts.entries);
    deviceModel.update("LocalAuthListCtrlr.Storage", this.#facts.bytes);
  }

  #limits(): ListLimits {
    const { deviceModel } = this.#abilities;
    const maxOf = (path: string): number => deviceModel.describe(path)?.characteristics.maxLimit ?? Infinity;
    return {
      itemsPerMessage: deviceModel.integer("LocalAuthListCtrlr.ItemsPerMessage"),
      bytesPerMessage: deviceModel.integer("LocalAuthListCtrlr.BytesPerMessage"),
      entries: maxOf("LocalAuthListCtrlr.Entries"),
      bytes: maxOf("LocalAuthListCtrlr.Storage"),
    };
  }

  #isOn(path: string): boolean {
    return this.#abilities.deviceModel.find(path)?.toLowerCase() === "true";
  }
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
