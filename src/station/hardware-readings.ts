import type { ComponentId, HardwareReader, VariableId } from "../device-model/index.js";
import type { EvseHardware, StationHardware } from "../hardware/index.js";

/** Degrees Celsius above which the fan turns, and its revolutions in a minute for each degree more. */
const FAN = { from: 40, speed: 900, speedPerDegree: 60, highest: 3_000 };

const PHASES: Readonly<Record<string, number>> = { L1: 0, L2: 1, L3: 2 };

/** What an EVSE shows, by the name of the variable. */
function evseReading(evse: EvseHardware, { name, instance }: VariableId): string | undefined {
  const meter = evse.readMeter();
  const phase = PHASES[instance ?? "L1"] ?? 0;
  const dc = meter.frequencyHz === null;
  const readings: Readonly<Record<string, number | null | undefined>> = {
    Power: Math.round(meter.powerW),
    Temperature: meter.temperatureC,
    Frequency: meter.frequencyHz,
    ACCurrent: dc ? 0 : meter.currentA[phase],
    ACVoltage: dc ? 0 : meter.voltageV[phase],
    DCCurrent: dc ? meter.currentA[0] : 0,
    DCVoltage: dc ? meter.voltageV[0] : 0,
  };
  return String(readings[name] ?? 0);
}

/** IEC 61851-1: no EV, an EV that takes no energy, one that takes some, a fault. */
function pilotState(
  { energyTransfer, connectedConnector, id }: EvseHardware,
  { faults }: Pick<StationHardware, "faults">,
): "A" | "B" | "C" | "E" {
  const faulted = faults.some(
    ({ kind, evseId }) => kind === "Faulted" && (evseId === undefined || evseId === id),
  );
  if (faulted) return "E";
  if (connectedConnector === null) return "A";
  return energyTransfer === "charging" ? "C" : "B";
}

/** What the EV in a session over ISO 15118 has told; nothing while there is none. */
function evReading({ evCommunication }: EvseHardware, { name }: VariableId): string {
  const session = evCommunication?.session ?? null;
  switch (name) {
    case "Available":
      return String(session !== null);
    case "VehicleID":
      return session?.vehicleId ?? "";
    default:
      return session ? `${session.protocol},2,0` : "";
  }
}

function stationReading(evses: readonly EvseHardware[], component: string, variable: string): string {
  const meters = evses.map((evse) => evse.readMeter());
  const temperature = Math.max(...meters.map(({ temperatureC }) => temperatureC));
  const excess = temperature - FAN.from;
  if (component === "AirCoolingSystem") {
    const speed = Math.min(FAN.highest, Math.round(FAN.speed + FAN.speedPerDegree * excess));
    return variable === "Active" ? String(excess > 0) : String(excess > 0 ? speed : 0);
  }
  return variable === "Temperature"
    ? String(temperature)
    : String(meters.reduce((sum, { powerW }) => sum + Math.round(powerW), 0));
}

/** Reads the variables that are the hardware's own (`from: hardware`), when they are asked for and never else. */
export function createHardwareReader(hardware: Pick<StationHardware, "evses" | "faults">): HardwareReader {
  return ({ name, evse: place }: ComponentId, variable) => {
    if (place === undefined) return stationReading(hardware.evses, name, variable.name);
    const evse = hardware.evses.find(({ id }) => id === place.id);
    if (!evse) return undefined;
    switch (name) {
      case "EVSE":
        return evseReading(evse, variable);
      case "FiscalMetering":
        return String(evse.readMeter().energyWh);
      case "ConnectedEV":
        return evReading(evse, variable);
      case "CPPWMController":
        return pilotState(evse, hardware);
      default:
        return undefined;
    }
  };
}
