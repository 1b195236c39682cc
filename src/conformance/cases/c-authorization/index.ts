import type { TestCase } from "../../case.js";
import { CACHE_CASES } from "./cache.js";
import { CONTRACT_CASES } from "./contracts.js";
import { GROUP_CASES } from "./groups.js";
import { LOCAL_LIST_OFFLINE_CASES } from "./local-list-offline.js";
import { LOCAL_LIST_CASES } from "./local-list.js";
import { LOCAL_START_CASES } from "./local-start.js";
import { OFFLINE_CASES } from "./offline.js";

/** Block C, Authorization. */
export const AUTHORIZATION_CASES: readonly TestCase[] = [
  ...LOCAL_START_CASES,
  ...CACHE_CASES,
  ...LOCAL_LIST_CASES,
  ...LOCAL_LIST_OFFLINE_CASES,
  ...OFFLINE_CASES,
  ...GROUP_CASES,
  ...CONTRACT_CASES,
];
