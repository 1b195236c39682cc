import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import type { Place, StationSource, Tester } from "../../../src/conformance/index.js";

export type Payload = Readonly<Record<string, unknown>>;
/** A message of the station: action and payload. */
export type Message = readonly [action: string, payload: Payload];

/** What a station does that is nothing but a script. */
export interface Script {
  /** What it speaks; OCPP 2.0.1 unless told. */
  readonly speech?: Speech;
  /** Its answer to a CALL, and what it says afterwards. */
  readonly answers?: Readonly<Record<string, readonly [response: Payload, ...then: Message[]]>>;
  /** Its answer to every other CALL; unless told, it has no variables and nothing to say. */
  readonly anyOther?: (action: string, payload: Payload) => Payload;
  /** What it says when the tester does something. */
  readonly acts?: Partial<Record<keyof Tester, readonly Message[]>>;
}

/** A version of OCPP, and what every station says in it when it has booted. */
export interface Speech {
  readonly subprotocol: string;
  greetings(places: readonly Place[]): readonly Message[];
}

/** The moment at which a manual clock stands. */
const NOW = "2026-01-01T00:00:00.000Z";

const greetings = (places: readonly Place[]): readonly Message[] => [
  ["BootNotification", { reason: "PowerUp", chargingStation: { model: "Script", vendorName: "Nobody" } }],
  ...places.map((place): Message => [
    "StatusNotification",
    { timestamp: NOW, connectorStatus: "Available", evseId: place.evseId, connectorId: place.connectorId },
  ]),
  ["SecurityEventNotification", { type: "StartupOfTheDevice", timestamp: NOW }],
];

const OCPP_201: Speech = { subprotocol: "ocpp2.0.1", greetings };

export const SPEECH_16: Speech = {
  subprotocol: "ocpp1.6",
  greetings: (places) => [
    ["BootNotification", { chargePointModel: "Script", chargePointVendor: "Nobody" }],
    ...[0, ...places.map((_place, index) => index + 1)].map((connectorId): Message => [
      "StatusNotification",
      { timestamp: NOW, connectorId, status: "Available", errorCode: "NoError" },
    ]),
  ],
};

/** A station for the tests of the suite: it says what its script says, right or wrong. */
export function scriptedSource(
  places: readonly Place[],
  { speech = OCPP_201, answers = {}, acts = {}, anyOther = unknownVariables }: Script,
): StationSource {
  return {
    identity: "CS-SCRIPT",
    password: null,
    csmsPort: 0,
    fresh: true,
    async start({ url, identity }) {
      const socket = new WebSocket(`${url}/${identity}`, [speech.subprotocol]);
      const waiting = new Map<string, () => void>();
      const say = async (messages: readonly Message[]): Promise<void> => {
        for (const [action, payload] of messages) {
          const messageId = randomUUID();
          socket.send(JSON.stringify([2, messageId, action, payload]));
          await new Promise<void>((resolve) => waiting.set(messageId, resolve));
        }
      };
      socket.on("error", () => undefined);
      socket.on("message", (data) => {
        const [type, messageId, action, payload] = JSON.parse((data as Buffer).toString()) as [
          number,
          string,
          string,
          Payload,
        ];
        if (type !== 2) return waiting.get(messageId)?.();
        const [response, ...then] = answers[action] ?? [anyOther(action, payload)];
        socket.send(JSON.stringify([3, messageId, response]));
        void say(then);
      });
      await new Promise<void>((resolve) => socket.on("open", resolve));
      void say(speech.greetings(places));
      const tester = new Proxy({} as Tester, {
        get: (_target, name) => () => {
          void say(acts[name as keyof Tester] ?? []);
          return Promise.resolve(name === "readDisplay" ? [] : undefined);
        },
      });
      return {
        tester,
        crashed: () => null,
        stop() {
          socket.terminate();
          return Promise.resolve();
        },
      };
    },
  };
}

/** It has no variables. */
function unknownVariables(action: string, payload: Payload): Payload {
  const list = (key: string): readonly Payload[] => (payload[key] ?? []) as readonly Payload[];
  if (action === "GetVariables")
    return {
      getVariableResult: list("getVariableData").map((one) => ({
        ...one,
        attributeStatus: "UnknownVariable",
      })),
    };
  if (action === "SetVariables")
    return {
      setVariableResult: list("setVariableData").map(({ component, variable }) => ({
        component,
        variable,
        attributeStatus: "UnknownVariable",
      })),
    };
  return {};
}
