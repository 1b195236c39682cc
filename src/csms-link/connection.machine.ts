import { setup } from "xstate";

/** What happens to a connection. Times that ran out are events, so that the chart needs no timers. */
export type ConnectionEvent =
  | { type: "startRequested"; networkUp: boolean }
  | { type: "stopRequested" }
  | { type: "reconnectRequested" }
  | { type: "dropRequested" }
  | { type: "networkLost" }
  | { type: "networkReturned" }
  | { type: "opened" }
  /** The socket is gone: refused, closed by the CSMS, broken, or closed because we asked. */
  | { type: "socketClosed" }
  /** An attempt failed; `atOnce`: the next one goes elsewhere and need not wait. */
  | { type: "attemptFailed"; atOnce: boolean }
  | { type: "waitElapsed" }
  | { type: "closeTimedOut" };

/** What the chart asks of its surroundings. */
export type ConnectionAction =
  | "openSocket"
  | "abandonSocket"
  | "closeSocket"
  | "startWaiting"
  | "stopWaiting"
  | "startCloseLimit"
  | "stopCloseLimit"
  | "resetBackOff"
  | "announceOpened"
  | "announceClosed"
  | "announceStopped";

// The chart only names its actions: it is stepped, and the connection carries them out.
const named = (): void => undefined;

/** The life of a station's WebSocket (OCPP 2.0.1 Part 4, 5.3). */
export const connectionMachine = setup({
  types: {} as { events: ConnectionEvent },
  guards: {
    networkUp: ({ event }) => event.type === "startRequested" && event.networkUp,
    atOnce: ({ event }) => event.type === "attemptFailed" && event.atOnce,
  },
  actions: {
    openSocket: named,
    abandonSocket: named,
    closeSocket: named,
    startWaiting: named,
    stopWaiting: named,
    startCloseLimit: named,
    stopCloseLimit: named,
    resetBackOff: named,
    announceOpened: named,
    announceClosed: named,
    announceStopped: named,
  } satisfies Record<ConnectionAction, () => void>,
}).createMachine({
  initial: "stopped",
  states: {
    stopped: {
      on: { startRequested: [{ guard: "networkUp", target: "connecting" }, { target: "noNetwork" }] },
    },
    noNetwork: {
      description: "The cable is out: no attempt is made and none is counted.",
      entry: "resetBackOff",
      on: {
        networkReturned: "connecting",
        stopRequested: { target: "stopped", actions: "announceStopped" },
      },
    },
    waiting: {
      description: "Backing off before the next attempt.",
      entry: "startWaiting",
      exit: "stopWaiting",
      on: {
        waitElapsed: "connecting",
        networkLost: "noNetwork",
        reconnectRequested: "connecting",
        stopRequested: { target: "stopped", actions: "announceStopped" },
      },
    },
    connecting: {
      entry: "openSocket",
      on: {
        opened: "open",
        socketClosed: "waiting",
        attemptFailed: [{ guard: "atOnce", target: "connecting", reenter: true }, { target: "waiting" }],
        dropRequested: { target: "waiting", actions: "abandonSocket" },
        networkLost: { target: "noNetwork", actions: "abandonSocket" },
        reconnectRequested: { target: "connecting", reenter: true, actions: "abandonSocket" },
        stopRequested: { target: "stopped", actions: ["abandonSocket", "announceStopped"] },
      },
    },
    open: {
      entry: ["resetBackOff", "announceOpened"],
      exit: "announceClosed",
      on: {
        socketClosed: "waiting",
        dropRequested: { target: "waiting", actions: "abandonSocket" },
        networkLost: { target: "noNetwork", actions: "abandonSocket" },
        reconnectRequested: { target: "reconnecting", actions: "closeSocket" },
        stopRequested: { target: "stopping", actions: "closeSocket" },
      },
    },
    stopping: {
      description: "Saying goodbye, then stopped.",
      entry: "startCloseLimit",
      exit: "stopCloseLimit",
      on: {
        socketClosed: { target: "stopped", actions: "announceStopped" },
        closeTimedOut: { target: "stopped", actions: ["abandonSocket", "announceStopped"] },
        networkLost: { target: "stopped", actions: ["abandonSocket", "announceStopped"] },
        dropRequested: { target: "stopped", actions: ["abandonSocket", "announceStopped"] },
        startRequested: { target: "reconnecting", actions: "announceStopped" },
      },
    },
    reconnecting: {
      description: "Saying goodbye, then connecting anew.",
      entry: "startCloseLimit",
      exit: "stopCloseLimit",
      on: {
        socketClosed: "connecting",
        closeTimedOut: { target: "connecting", actions: "abandonSocket" },
        networkLost: { target: "noNetwork", actions: "abandonSocket" },
        dropRequested: { target: "waiting", actions: "abandonSocket" },
        stopRequested: "stopping",
      },
    },
  },
});
