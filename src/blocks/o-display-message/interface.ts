import type { ComponentId } from "../../device-model/index.js";

/** Values of MessagePriorityEnumType. */
export type MessagePriority = "AlwaysFront" | "InFront" | "NormalCycle";
/** Values of MessageStateEnumType: what the station as a whole is doing. */
export type MessageState = "Charging" | "Faulted" | "Idle" | "Unavailable";

/** A text of a message. */
export interface MessageContent {
  /** Value of MessageFormatEnumType. */
  readonly format: string;
  /** RFC 5646; absent: for everybody. */
  readonly language?: string;
  readonly content: string;
}

/** A message for drivers that a CSMS has set. */
export interface DisplayMessage {
  /** From 0. */
  readonly id: number;
  readonly priority: MessagePriority;
  /** Shown only while the station is in that state; absent: always. */
  readonly state?: MessageState;
  /** Shown from then on, milliseconds since 1970; absent: at once. */
  readonly from?: number;
  /** Removed then, milliseconds since 1970; absent: never by time. */
  readonly until?: number;
  /** Shown while that transaction runs, and removed with it. */
  readonly transactionId?: string;
  /** The display that it is meant for; absent: the main one. */
  readonly display?: ComponentId;
  /** The message, in one language or in several; at least one. */
  readonly contents: readonly [MessageContent, ...MessageContent[]];
}

/** A message as a CSMS asks for it: priority and state may be such as no station knows. */
export type DisplayMessageWish = Omit<DisplayMessage, "priority" | "state"> & {
  readonly priority: string;
  readonly state?: string;
  /** It must be in a language of `DisplayMessageCtrlr.Language` where it has one (2.1, O01.FR.18). */
  readonly onlyListedLanguages: boolean;
};

/** Whether a message was taken. A refused one has changed nothing. */
export type SetDisplayMessageOutcome =
  | { readonly status: "Accepted" }
  | {
      readonly status:
        | "LanguageNotSupported"
        | "NotSupportedMessageFormat"
        | "NotSupportedPriority"
        | "NotSupportedState"
        | "Rejected"
        | "UnknownTransaction";
      /** A reason code of the appendices. */
      readonly reasonCode?: string;
      readonly because?: string;
    };

/** Which messages are asked for; what is absent does not matter. */
export interface DisplayMessageCriteria {
  readonly ids?: readonly number[];
  readonly priority?: MessagePriority;
  readonly state?: MessageState;
}

/** The messages of a CSMS (O01 to O06), durable. */
export interface DisplayMessages {
  /** Sets a message, or replaces the one of that id; durable when it returns. */
  set(wish: DisplayMessageWish): SetDisplayMessageOutcome;
  /** Those that match all criteria, in the order of their ids. */
  find(criteria: DisplayMessageCriteria): readonly DisplayMessage[];
  /** Removes a message; `false` where there is none of that id. */
  clear(id: number): boolean;
  /** Removes what was meant for a transaction that has ended. */
  transactionEnded(transactionId: string): void;
  /** Removes what was meant for transactions that a power cut has ended. Call once they are. */
  resume(): void;
}
