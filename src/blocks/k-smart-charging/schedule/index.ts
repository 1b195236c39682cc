/** Which limit holds when: pure functions over installed profiles, without a clock or a store. */
export { type CompositePeriod } from "./composite-periods.js";
export { compositeSchedule, type CompositeRequest, type StationContext } from "./composite-schedule.js";
export { followedSchedule } from "./course.js";
export { type LimitContext, type LimitInForce } from "./limit-in-force.js";
export { leadingAllowances, limitAt, nextChange, nextStationChange, stationLimitAt } from "./limits.js";
export { wattsOf, type Supply } from "./supply.js";
