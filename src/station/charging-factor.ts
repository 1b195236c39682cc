/** Something that keeps the current of an EVSE from being higher. */
export interface ChargingFactor {
  /** `profile`, `share` (of a limit of the station), `connector`, `cable`, `ev`, `feed` (what all EVSEs share). */
  readonly kind: "profile" | "share" | "connector" | "cable" | "ev" | "feed";
  /** What it is, in a few words. */
  readonly what: string;
  /** Why it is so, where that is not plain: half a sentence. */
  readonly note?: string;
  /** Per phase (AC), in total (DC). */
  readonly amps: number;
  /** In total; absent: as many as the current brings. */
  readonly watts?: number;
  /** 1 to 3. */
  readonly phases?: number;
  /** With kind `profile` and `share`. */
  readonly profileId?: number;
}
