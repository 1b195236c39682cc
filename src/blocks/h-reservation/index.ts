export * from "./interface.js";
export { createReservations, type ReservationAbilities } from "./reservations.js";
export { createReservationStatusOutbox, reservationHandlersOcpp2 } from "./ocpp2.js";
export { reservationHandlersOcpp16 } from "./ocpp16.js";
