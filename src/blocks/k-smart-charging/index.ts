/** Will hold charging profiles and obey them (K01 to K17); built so far: which limit holds when. */
export type * from "./charging-profile.js";
export * from "./schedule/index.js";
