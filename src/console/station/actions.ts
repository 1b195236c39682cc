import type { ConnectorState, EvseState } from "../api/types.js";

/** Something that can be done at an EVSE by a press of a button. */
export interface Action {
  /** Stays the same as long as the button does the same thing. */
  readonly key: string;
  readonly label: string;
  readonly path: string;
  readonly body: object;
  readonly group: "cable" | "driver" | "ev" | "v2g";
  /** What is most likely wanted now. */
  readonly likely?: boolean;
}

/** All that makes sense at an EVSE now; what the station refuses all the same it explains. */
export function actionsAt(evse: EvseState): Action[] {
  return [
    ...evse.connectors.flatMap((connector) => cableActions(connector, evse)),
    ...driverActions(evse),
    ...evActions(evse),
    ...v2gActions(evse),
  ];
}

function cableActions(
  connector: ConnectorState,
  { connectors, authorized, transaction }: EvseState,
): Action[] {
  const { evseId, connectorId, cable, cableKind, locked } = connector;
  const at = { evseId, connectorId };
  const free = connectors.every((other) => other.cable !== "connected");
  const name = connectors.length > 1 ? ` ${connectorId}` : "";
  const action = (label: string, path: string, more: object, likely = false): Action => ({
    key: `${label}${connectorId}`,
    label: label + name,
    path,
    body: { ...at, ...more },
    group: "cable",
    ...(likely && { likely }),
  });
  switch (cable) {
    case "none":
      return [
        action("Plug in", "/plugin", {}, free),
        action("Plug station end", "/plugin", { side: "station" }),
        action("Plug EV end", "/plugin", { side: "ev" }),
        action("Plug in halfway", "/plugin", { side: "both", halfway: true }),
      ];
    case "stationOnly":
      if (cableKind === "fixed") return [action("Plug in", "/plugin", {}, free)];
      return [
        action("Plug EV end", "/plugin", { side: "ev" }, free),
        action("Pull station end", "/plugout", { side: "station" }),
      ];
    case "evOnly":
      return [
        action("Plug station end", "/plugin", { side: "station" }, free),
        action("Pull EV end", "/plugout", { side: "ev" }),
      ];
    case "connected":
      return [
        action("Unplug", "/plugout", {}, authorized === null && transaction === null && !locked),
        ...(cableKind === "fixed" ? [] : [action("Pull EV end", "/plugout", { side: "ev" })]),
      ];
  }
}

function driverActions({ evseId, authorized, transaction }: EvseState): Action[] {
  const action = (label: string, path: string, body: object): Action => ({
    ...{ key: label, label, path, body },
    group: "driver",
  });
  return [
    ...(authorized === null ? [action("Press start", "/start", { evseId })] : []),
    ...(authorized === null ? [] : [action("Swipe same card", "/deauthorize", { evseId })]),
    ...(transaction ? [action("Press stop", "/stop", { evseId })] : []),
  ];
}

function evActions({ evseId, connectors, suspendedBy, parkingBayOccupied }: EvseState): Action[] {
  const connected = connectors.some(({ cable }) => cable === "connected");
  const suspensions = (["EV", "EVSE"] as const).map((by): Action => {
    const held = suspendedBy.includes(by);
    const verb = held ? "Resume" : "Suspend";
    return {
      key: `${verb} ${by}`,
      label: `${verb} ${by}`,
      path: held ? "/resume" : "/suspend",
      body: { evseId, by },
      group: "ev",
    };
  });
  const bay: Action[] =
    parkingBayOccupied === null
      ? []
      : [
          {
            key: `bay ${parkingBayOccupied}`,
            label: parkingBayOccupied ? "Drive out" : "Drive in",
            path: "/parkingbay",
            body: { evseId, occupied: !parkingBayOccupied },
            group: "ev",
          },
        ];
  return [...(connected ? suspensions : []), ...bay];
}

/** What an EV does over ISO 15118, where the EVSE talks it. */
function v2gActions({ evseId, connectors, v2g }: EvseState): Action[] {
  const connector = connectors.find(({ cable }) => cable === "connected");
  if (!v2g || !connector) return [];
  const action = (label: string, path: string, more: object): Action => ({
    ...{ key: label, label, path, group: "v2g" },
    body: { evseId, ...more },
  });
  const { connectorId } = connector;
  const session = (label: string, more: object): Action =>
    action(label, "/iso15118/session", { connectorId, ...more });
  const certificates = [
    action("Install contract", "/iso15118/certificate", { action: "Install" }),
    action("Update contract", "/iso15118/certificate", { action: "Update" }),
  ];
  if (v2g.phase !== null) return [session("End session", { action: "stop" }), ...certificates];
  return [
    session("Begin session (PnC)", { action: "start", authorization: "PnC" }),
    session("Begin session (EIM)", { action: "start", authorization: "EIM" }),
    ...certificates,
  ];
}
