import { Seconds } from "../../../src/kernel/index.js";
import type { Frame, Liar } from "./lying-wire.js";

type Payload = Record<string, unknown>;

const CALL = 2;
const CALLRESULT = 3;

const payloadOf = (frame: Frame): Payload => (frame[0] === CALL ? frame[3] : frame[2]) as Payload;

const withPayload = (frame: Frame, payload: Payload): Frame =>
  frame[0] === CALL ? [frame[0], frame[1], frame[2], payload] : [frame[0], frame[1], payload];

/** The response that a station takes as "arrived". */
const arrived = (action: string, payload: Payload): object => {
  if (action === "BootNotification")
    return { status: "Accepted", currentTime: "2026-01-01T00:00:00Z", interval: 86_400 };
  // Of OCPP 1.6.
  const idTagInfo = { status: "Accepted" };
  if (action === "StartTransaction") return { transactionId: 1, idTagInfo };
  if (action === "Authorize" && payload["idTag"] !== undefined) return { idTagInfo };
  return action === "TransactionEvent" && payload["idToken"] ? { idTokenInfo: { status: "Accepted" } } : {};
};

/** Which frames a lie is about. */
export interface About {
  readonly action: string;
  readonly holds?: (payload: Payload) => boolean;
  /** How many of them are told truly first. */
  readonly skip?: number;
}

/** Lies about the frames of that kind, and of that direction. */
function lyingAbout(
  type: number,
  { action, holds = () => true, skip = 0 }: About,
  lie: (frame: Frame, payload: Payload) => ReturnType<Liar>,
): Liar {
  let seen = 0;
  return (frame, context) => {
    if (frame[0] !== type || context.action !== action || !holds(payloadOf(frame))) return null;
    return seen++ < skip ? null : lie(frame, payloadOf(frame));
  };
}

/** Requests of that kind are never heard, though the station believes so. */
export const swallows = (about: About): Liar =>
  lyingAbout(CALL, about, (_frame, payload) => ({ say: [], pretend: arrived(about.action, payload) }));

/** Requests of that kind say something else. */
export const alters = (about: About, change: (payload: Payload) => Payload): Liar =>
  lyingAbout(CALL, about, (frame, payload) => ({ say: [withPayload(frame, change(payload))] }));

/** Responses to that action say something else. */
export const answersWrong = (about: About, change: (payload: Payload) => Payload): Liar =>
  lyingAbout(CALLRESULT, about, (frame, payload) => ({ say: [withPayload(frame, change(payload))] }));

/** Responses to that action come after the CSMS has given up. */
export const answersLate = (about: About): Liar =>
  lyingAbout(CALLRESULT, about, (frame) => ({ say: [frame], after: Seconds(45) }));

/** Behind a request of that kind comes another one, made up. */
export const adds = (about: About, action: string, extra: (payload: Payload) => Payload): Liar => {
  let count = 0;
  return lyingAbout(CALL, about, (frame, payload) => ({
    say: [frame, [CALL, `made-up-${count++}`, action, extra(payload)]],
  }));
};

/** Frame number `position` of the station is swallowed, or, if it is a response, changed beyond recognition. */
export const liesAt =
  (position: number): Liar =>
  (frame, context) => {
    if (context.position !== position) return null;
    if (frame[0] === CALL) return { say: [], pretend: arrived(context.action, payloadOf(frame)) };
    return frame[0] === CALLRESULT ? { say: [withPayload(frame, spoiled(payloadOf(frame)))] } : null;
  };

/** Every word that a response can be judged by becomes another. */
function spoiled(payload: Payload): Payload {
  const spoil = (value: unknown): unknown => {
    if (typeof value === "boolean") return !value;
    if (Array.isArray(value)) return value.map(spoil);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spoil(inner)]));
    return value === "Rejected" ? "Accepted" : (OTHERS[String(value)] ?? value);
  };
  return spoil(payload) as Payload;
}

/** Another value of the same enumeration. */
const OTHERS: Readonly<Record<string, string>> = {
  Accepted: "Rejected",
  Scheduled: "Rejected",
  NotImplemented: "Rejected",
  Unlocked: "UnlockFailed",
  UnlockFailed: "Unlocked",
  NotSupported: "Accepted",
  OngoingAuthorizedTransaction: "Unlocked",
  UnknownConnector: "Unlocked",
  Unknown: "Accepted",
  NoProfiles: "Accepted",
  NotSupportedMessageFormat: "Accepted",
  NotSupportedPriority: "Accepted",
  UnknownTransaction: "Accepted",
  UnknownVendorId: "Accepted",
  UnknownComponent: "Accepted",
  UnknownVariable: "Accepted",
  NotSupportedAttributeType: "Accepted",
};
