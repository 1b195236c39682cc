import { Seconds } from "../../kernel/index.js";

/** What the intake test is called in reports. */
export const TITLE = "Intake test: boot, charge, meter values, reset, reconnect";
/** How long a meter value may take that is asked for every second. */
export const READING_WITHIN = Seconds(10);
/** Seconds between attempts to connect, where the station lets them be set. */
export const RETRY_WAIT = 1;
/** How long a station may stay away whose attempts cannot be made quicker; the intake test is to last a minute. */
export const LONGEST_WAIT = Seconds(35);
