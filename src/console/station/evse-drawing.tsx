import type { ConnectorState, EvseState } from "../api/types.js";
import { Car, INLET } from "./car.js";
import { drawingInWords } from "./evse-words.js";

/** An EVSE as it stands there: LED, outlets, cables, lock, bay, car and battery. */
export function EvseDrawing({ evse }: { readonly evse: EvseState }) {
  const { connectors, availability, energyTransfer, ev, parkingBayOccupied } = evse;
  const flows = energyTransfer === "charging";
  const carThere = ev !== null || parkingBayOccupied === true;
  return (
    <svg class="drawing" viewBox="0 0 360 160" role="img" aria-label={drawingInWords(evse)}>
      <path class="ground" d="M4 148H356" />
      {parkingBayOccupied !== null && (
        <path class={`bay ${parkingBayOccupied ? "occupied" : ""}`} d="M176 152H350" />
      )}
      <g class="post">
        <rect x="16" y="14" width="78" height="134" rx="10" />
        <rect
          class={`led ${availability} ${flows ? "flows" : ""}`}
          x="26"
          y="22"
          width="58"
          height="7"
          rx="3.5"
        />
        <text class="number" x="38" y="142" text-anchor="middle">
          {evse.evseId}
        </text>
        <Bolt lit={evse.powerPathClosed} />
      </g>
      {carThere && <Car ev={ev} />}
      {!carThere && (
        <text class="empty" x="262" y="112" text-anchor="middle">
          no EV
        </text>
      )}
      {connectors.map((connector, index) => (
        <Outlet
          key={connector.connectorId}
          connector={connector}
          y={outletAt(index, connectors.length)}
          flows={flows}
        />
      ))}
    </svg>
  );
}

const outletAt = (index: number, count: number): number =>
  count === 1 ? 74 : 46 + index * (46 / (count - 1));

function Bolt({ lit }: { readonly lit: boolean }) {
  return <path class={`bolt ${lit ? "lit" : ""}`} d="M39 44 27 66h9l-4 18 15-24h-9l5-16z" />;
}

const OUTLET_X = 80;

function Outlet({
  connector,
  y,
  flows,
}: {
  readonly connector: ConnectorState;
  readonly y: number;
  readonly flows: boolean;
}) {
  const { connectorId, type, cable, cableKind, locked, availability } = connector;
  return (
    <g class={`outlet ${availability}`} data-connector={connectorId} data-cable={cable}>
      <Cable cable={cable} fixed={cableKind === "fixed"} y={y} flows={flows && cable === "connected"} />
      <circle cx={OUTLET_X} cy={y} r="9" />
      <circle class="hole" cx={OUTLET_X} cy={y} r={cable === "none" || cable === "evOnly" ? 4 : 6} />
      <text class="type" x="57" y={y + 21} text-anchor="middle">
        {type}
      </text>
      {locked && <Lock y={y - 20} />}
    </g>
  );
}

function Lock({ y }: { readonly y: number }) {
  return (
    <g class="lock" transform={`translate(${OUTLET_X - 6} ${y})`}>
      <path d="M2.500 5V3.500a3.500 3.500 0 0 1 7 0V5" />
      <rect x="0.500" y="5" width="11" height="7" rx="1.500" />
    </g>
  );
}

interface CableProps {
  readonly cable: ConnectorState["cable"];
  readonly fixed: boolean;
  readonly y: number;
  readonly flows: boolean;
}

function Cable({ cable, fixed, y, flows }: CableProps) {
  const from = OUTLET_X + 8;
  switch (cable) {
    case "none":
      return null;
    case "stationOnly":
      return fixed ? (
        <path class="cable" d={`M${from} ${y}c34 6 34 56 8 58c-20 1-22-36-4-44`} />
      ) : (
        <g class="loose">
          <path class="cable" d={`M${from} ${y}C128 ${y + 4} 112 144 150 143`} />
          <rect class="plug" x="148" y="138" width="14" height="9" rx="3" />
        </g>
      );
    case "evOnly":
      return (
        <g class="loose">
          <path class="cable" d={`M${INLET.x} ${INLET.y}C176 ${INLET.y + 4} 190 144 156 143`} />
          <rect class="plug" x="144" y="138" width="14" height="9" rx="3" />
        </g>
      );
    case "connected": {
      const course = `M${from} ${y}C136 ${y + 6} 120 138 158 138S172 ${INLET.y} ${INLET.x} ${INLET.y}`;
      return (
        <>
          <path class="cable" d={course} />
          {flows && <path class="current" d={course} />}
        </>
      );
    }
  }
}
