import { LIST_UPDATE_CASES } from "./list-updates.js";
import { LISTED_ID_CASES } from "./listed-id.js";

/** The LocalAuthListManagement profile. */
export const LOCAL_LIST_CASES_16 = [...LISTED_ID_CASES, ...LIST_UPDATE_CASES];
