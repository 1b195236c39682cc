import type { StationSurvey } from "../../station/index.js";
import { command, list, table, text, type Block, type Chapter } from "../document.js";
import { call, type ManualSubject, type ManualToken } from "../subject.js";

/** The tokens that a tester is given. */
export function tokens({ tokens: all, survey: { configuration } }: ManualSubject): Chapter {
  return {
    title: "Tokens",
    blocks: [
      text(
        configuration.tokenReader
          ? "The reader is virtual: it takes any token, and the CSMS decides. The CSMS of the laboratory shall know these:"
          : "The station has no reader. Where the CSMS starts a transaction, it shall use these:",
      ),
      table(
        ["Token", "Type", "What the CSMS shall say of it"],
        all.map(({ idToken, type, meaning }) => [`\`${idToken}\``, type, meaning]),
      ),
    ],
  };
}

/** Which EVSEs and connectors there are. */
export function layout({ survey: { configuration } }: ManualSubject): Chapter {
  const { evses, tokenReader, startButton, userInterface } = configuration;
  const rows = evses.flatMap(({ id, parkingBaySensor, connectors }) =>
    connectors.map((connector) => [
      String(id),
      String(connector.id),
      connector.type,
      connector.cable === "fixed" ? "fixed cable" : "socket",
      connector.dc
        ? `DC, ${connector.maxPower ?? 0} W`
        : `AC, ${connector.phases} × ${connector.maxCurrent} A`,
      parkingBaySensor ? "yes" : "no",
      connector.accessLock ? "after authorization only" : "at any time",
    ]),
  );
  return {
    title: "The station",
    blocks: [
      table(["EVSE", "Connector", "Type", "Cable", "Supply", "Bay sensor", "Takes a car"], rows),
      list(
        tokenReader ? "Tokens are shown to a reader." : "There is no reader for tokens.",
        startButton
          ? "There is a start button, for a start without authorization."
          : "There is no start button.",
        userInterface ? "Drivers can choose on the display." : "Drivers cannot choose on the display.",
      ),
    ],
  };
}

interface Action {
  readonly what: string;
  /** The button of the page; `null` where only the API can do it. */
  readonly button: string | null;
  readonly path: string;
  readonly body?: object;
  readonly method?: string;
}

/** Every manual action in an order in which all of them can be done, by page and by API. */
export function actions(subject: ManualSubject): Chapter {
  const { configuration } = subject.survey;
  const blocks = [...session(subject), ...incidents(subject)].flatMap(
    ({ what, button, path, body, method }): readonly Block[] => [
      text(`${what}${button === null ? "" : " (the page can do it too)"}:`),
      command(call(configuration, path, body, method)),
    ],
  );
  return {
    title: "Manual actions",
    blocks: [
      text(
        "Each action is a call of the API; most can be done on the page too. A call answers when the hardware has changed; one that is not possible now is refused, changes nothing, and says why. In this order all of them can be tried with a CSMS that is connected; the other EVSEs and connectors are named by their numbers.",
      ),
      ...blocks,
    ],
  };
}

function session({ survey: { configuration }, tokens: [valid, second] }: ManualSubject): readonly Action[] {
  const { evses, tokenReader, startButton } = configuration;
  const [evse] = evses;
  const evseId = evse?.id ?? 1;
  const [connector] = evse?.connectors ?? [];
  const place = { evseId, connectorId: connector?.id ?? 1 };
  const plugIn: Action = { what: "Plug a car in", button: "Plug in", path: "plugin", body: place };
  const takeAway: Action = { what: "Take the car away", button: "Unplug", path: "plugout", body: place };
  const stop: Action = { what: "Press the stop button", button: "Stop", path: "stop", body: { evseId } };
  const start: Action = { what: "Press the start button", button: null, path: "start", body: { evseId } };
  const swipe = (what: string, token: ManualToken | undefined): Action => {
    const body = { idToken: token?.idToken, type: token?.type, evseId };
    return { what, button: "Swipe", path: "authorize", body };
  };
  const show = swipe("Show a token at the EVSE", valid);
  // A locked connector takes no car before somebody is authorized.
  const begin = (authorization: readonly Action[]): readonly Action[] =>
    connector?.accessLock ? [...authorization, plugIn] : [plugIn, ...authorization];

  const first = begin(tokenReader ? [show] : startButton ? [start] : []);
  const end = tokenReader ? [swipe("Stop: show the same token again", valid)] : startButton ? [stop] : [];
  return [
    ...bay(evse?.parkingBaySensor, evseId, true),
    ...first,
    ...whileCharging(evseId),
    ...end,
    takeAway,
    ...(tokenReader
      ? [
          ...begin([swipe("Show another token", second)]),
          {
            what: "Show the token that started, whichever it was",
            button: null,
            path: "deauthorize",
            body: { evseId },
          },
          takeAway,
        ]
      : []),
    ...(startButton ? [...begin([start]), stop, ...inParts(place, connector?.cable === "detachable")] : []),
    ...(tokenReader || startButton
      ? [
          ...begin(tokenReader ? [show] : [start]),
          {
            what: "Press the emergency stop",
            button: null,
            path: "stop",
            body: { evseId, emergency: true },
          },
          takeAway,
        ]
      : []),
    ...bay(evse?.parkingBaySensor, evseId, false),
  ];
}

function whileCharging(evseId: number): readonly Action[] {
  return [
    ...(["EV", "EVSE"] as const).flatMap((by): readonly Action[] => [
      {
        what: `The ${by} suspends the energy`,
        button: `Suspend ${by}`,
        path: "suspend",
        body: { evseId, by },
      },
      { what: `The ${by} resumes it`, button: `Resume ${by}`, path: "resume", body: { evseId, by } },
    ]),
    {
      what: "Change the EV that is plugged in",
      button: null,
      path: "ev",
      body: { evseId, ev: { stateOfCharge: 50 } },
    },
  ];
}

/** The cable is taken away one end after the other; a fixed one has only the EV's. */
function inParts(place: object, detachable: boolean): readonly Action[] {
  const pull = (what: string, button: string | null, side: "ev" | "station"): Action => ({
    ...{ what, button, path: "plugout" },
    body: { ...place, side },
  });
  return [
    pull("Pull the EV's end of the cable", null, "ev"),
    ...(detachable ? [pull("Pull the station's end of the cable", "Take cable", "station")] : []),
  ];
}

const bay = (sensor: boolean | undefined, evseId: number, occupied: boolean): readonly Action[] =>
  sensor
    ? [
        {
          what: occupied ? "Drive into the parking bay" : "Drive out of the parking bay",
          button: occupied ? "Enter bay" : "Leave bay",
          path: "parkingbay",
          body: { evseId, occupied },
        },
      ]
    : [];

function incidents({ survey }: ManualSubject): readonly Action[] {
  const [evse] = survey.configuration.evses;
  const [connector] = evse?.connectors ?? [];
  const place = { evseId: evse?.id ?? 1, connectorId: connector?.id ?? 1 };
  const broken = (what: string, kind: string, body: object): readonly Action[] => [
    { what, button: null, path: "fault", body: { ...body, kind, active: true } },
    { what: "Mend that", button: null, path: "fault", body: { ...body, kind, active: false } },
  ];
  const [unit = "A"] = valueOf(survey, "SmartChargingCtrlr.RateUnit").split(",").filter(Boolean);
  const limit = { evseId: 0, source: "EMS", unit, limit: unit === "W" ? 7000 : 10 };
  const problem = {
    component: { name: "Connector", evse: { id: place.evseId, connectorId: place.connectorId } },
    variable: { name: "Problem" },
  };
  return [
    ...broken("Break a connector", "Faulted", place),
    ...broken("Let a cable not be unlocked", "UnlockFailure", place),
    {
      what: "Let a reading of the hardware change",
      button: null,
      path: "variable",
      body: { ...problem, value: "true" },
    },
    { what: "Change it back", button: null, path: "variable", body: { ...problem, value: "false" } },
    ...(valueOf(survey, "SmartChargingCtrlr.Available") !== "true"
      ? []
      : ([
          {
            what: "An external system limits the station",
            button: null,
            path: "charging-limit",
            body: limit,
          },
          {
            what: "It takes the limit back",
            button: null,
            path: "charging-limit?evseId=0&source=EMS",
            method: "DELETE",
          },
        ] satisfies readonly Action[])),
    {
      what: "Pull the network cable",
      button: "Pull network cable",
      path: "network",
      body: { online: false },
    },
    {
      what: "Plug the network cable in",
      button: "Reconnect network",
      path: "network",
      body: { online: true },
    },
  ];
}

const valueOf = ({ describe }: StationSurvey, path: string): string =>
  describe(path)?.attributes.find(({ type }) => type === "Actual")?.value ?? "";
