import { ALL_CASES, type Profile } from "../../../src/conformance/index.js";

/** The certification profiles of which there are cases. */
export const WRITTEN_PROFILES = [
  ...new Set(ALL_CASES.flatMap(({ profiles }) => Object.keys(profiles))),
] as readonly Profile[];
