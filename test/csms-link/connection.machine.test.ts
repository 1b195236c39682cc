import { transition } from "xstate";
import { connectionMachine, type ConnectionEvent } from "../../src/csms-link/connection.machine.js";

type State = keyof typeof connectionMachine.states;

const start = { type: "startRequested", networkUp: true } as const;
const e = (type: Exclude<ConnectionEvent["type"], "startRequested" | "attemptFailed">): ConnectionEvent => ({
  type,
});
const failed = (atOnce: boolean): ConnectionEvent => ({ type: "attemptFailed", atOnce });

// state, event, next state, what is asked of the surroundings
const table: [State, ConnectionEvent, State, string[]][] = [
  ["stopped", start, "connecting", ["openSocket"]],
  ["stopped", { ...start, networkUp: false }, "noNetwork", ["resetBackOff"]],
  ["stopped", e("networkReturned"), "stopped", []],
  ["stopped", e("reconnectRequested"), "stopped", []],
  ["stopped", e("dropRequested"), "stopped", []],

  ["noNetwork", e("networkReturned"), "connecting", ["openSocket"]],
  ["noNetwork", e("reconnectRequested"), "noNetwork", []],
  ["noNetwork", e("waitElapsed"), "noNetwork", []],
  ["noNetwork", e("stopRequested"), "stopped", ["announceStopped"]],

  ["waiting", e("waitElapsed"), "connecting", ["stopWaiting", "openSocket"]],
  ["waiting", e("networkLost"), "noNetwork", ["stopWaiting", "resetBackOff"]],
  ["waiting", e("reconnectRequested"), "connecting", ["stopWaiting", "openSocket"]],
  ["waiting", e("dropRequested"), "waiting", []],
  ["waiting", e("socketClosed"), "waiting", []],
  ["waiting", e("stopRequested"), "stopped", ["stopWaiting", "announceStopped"]],

  ["connecting", e("opened"), "open", ["resetBackOff", "announceOpened"]],
  ["connecting", e("socketClosed"), "waiting", ["startWaiting"]],
  ["connecting", failed(false), "waiting", ["startWaiting"]],
  ["connecting", failed(true), "connecting", ["openSocket"]],
  ["waiting", failed(true), "waiting", []],
  ["connecting", e("networkLost"), "noNetwork", ["abandonSocket", "resetBackOff"]],
  ["connecting", e("dropRequested"), "waiting", ["abandonSocket", "startWaiting"]],
  ["connecting", e("reconnectRequested"), "connecting", ["abandonSocket", "openSocket"]],
  ["connecting", e("stopRequested"), "stopped", ["abandonSocket", "announceStopped"]],
  ["connecting", start, "connecting", []],

  ["open", e("socketClosed"), "waiting", ["announceClosed", "startWaiting"]],
  ["open", e("dropRequested"), "waiting", ["announceClosed", "abandonSocket", "startWaiting"]],
  ["open", e("networkLost"), "noNetwork", ["announceClosed", "abandonSocket", "resetBackOff"]],
  ["open", e("reconnectRequested"), "reconnecting", ["announceClosed", "closeSocket", "startCloseLimit"]],
  ["open", e("stopRequested"), "stopping", ["announceClosed", "closeSocket", "startCloseLimit"]],
  ["open", start, "open", []],
  ["open", e("networkReturned"), "open", []],

  ["stopping", e("socketClosed"), "stopped", ["stopCloseLimit", "announceStopped"]],
  ["stopping", e("closeTimedOut"), "stopped", ["stopCloseLimit", "abandonSocket", "announceStopped"]],
  ["stopping", e("networkLost"), "stopped", ["stopCloseLimit", "abandonSocket", "announceStopped"]],
  ["stopping", e("dropRequested"), "stopped", ["stopCloseLimit", "abandonSocket", "announceStopped"]],
  ["stopping", e("stopRequested"), "stopping", []],
  ["stopping", start, "reconnecting", ["stopCloseLimit", "announceStopped", "startCloseLimit"]],

  ["reconnecting", e("socketClosed"), "connecting", ["stopCloseLimit", "openSocket"]],
  ["reconnecting", e("closeTimedOut"), "connecting", ["stopCloseLimit", "abandonSocket", "openSocket"]],
  ["reconnecting", e("networkLost"), "noNetwork", ["stopCloseLimit", "abandonSocket", "resetBackOff"]],
  ["reconnecting", e("dropRequested"), "waiting", ["stopCloseLimit", "abandonSocket", "startWaiting"]],
  ["reconnecting", e("stopRequested"), "stopping", ["stopCloseLimit", "startCloseLimit"]],
  ["reconnecting", e("reconnectRequested"), "reconnecting", []],
];

test.each(table)("%s, %j: %s", (state, event, next, asked) => {
  const [snapshot, actions] = transition(
    connectionMachine,
    connectionMachine.resolveState({ value: state, context: {} }),
    event,
  );
  expect(snapshot.value).toBe(next);
  expect(actions.map(({ type }) => type)).toEqual(asked);
});
