import type { DeviceModel } from "../../device-model/index.js";
import type { EvseHardware, MeterReading, SigningOccasion } from "../../hardware/index.js";
import type { MeasurandList, ReadingContext, SampledValue, SignedMeterValue } from "./interface.js";

/** What is billed, and so what is signed. */
const SIGNED_MEASURAND = "Energy.Active.Import.Register";

type Model = Pick<DeviceModel, "find">;

const isTrue = (deviceModel: Model, path: string): boolean =>
  deviceModel.find(path)?.toLowerCase() === "true";

/** The variable that says whether a list is signed, where its controller signs at all; absent: it is then. */
const SIGNS: Readonly<Record<MeasurandList, readonly [controller: string, variable?: string]>> = {
  txStarted: ["SampledDataCtrlr", "SignStartedReadings"],
  txUpdated: ["SampledDataCtrlr", "SignUpdatedReadings"],
  txEnded: ["SampledDataCtrlr"],
  aligned: ["AlignedDataCtrlr", "SignUpdatedReadings"],
  alignedTxEnded: ["AlignedDataCtrlr"],
};

/** Whether the values of a list are to be signed (J01.FR.21, J02.FR.21). */
export function isSigned(deviceModel: Model, list: MeasurandList): boolean {
  const [controller, variable] = SIGNS[list];
  return (
    isTrue(deviceModel, `${controller}.SignReadings`) &&
    (variable === undefined || isTrue(deviceModel, `${controller}.${variable}`))
  );
}

function occasionOf(context: ReadingContext): SigningOccasion {
  if (context === "Transaction.Begin") return "begin";
  return context === "Transaction.End" ? "end" : "during";
}

/** The public key where it is to be sent, else empty (PublicKeyWithSignedMeterValue). */
function keyToSend(deviceModel: Model, publicKey: () => string, context: ReadingContext): string {
  switch (deviceModel.find("OCPPCommCtrlr.PublicKeyWithSignedMeterValue")) {
    case "EveryMeterValue":
      return publicKey();
    case "OncePerTransaction":
      return context === "Transaction.Begin" ? publicKey() : "";
    default:
      return "";
  }
}

/** Puts the meter's signature beside what it signs; a meter that cannot sign leaves the values as they are. */
export function withSignature(
  values: readonly SampledValue[],
  { meterSigner }: Pick<EvseHardware, "meterSigner">,
  reading: MeterReading,
  context: ReadingContext,
  deviceModel: Model,
): readonly SampledValue[] {
  if (!meterSigner || !values.some(({ measurand }) => measurand === SIGNED_MEASURAND)) return values;
  const { encoding, data } = meterSigner.sign(reading, occasionOf(context));
  const signed: SignedMeterValue = {
    signedMeterData: data,
    signingMethod: "",
    encodingMethod: encoding,
    publicKey: keyToSend(deviceModel, () => meterSigner.publicKey(), context),
  };
  return values.map((value) => (value.measurand === SIGNED_MEASURAND ? { ...value, signed } : value));
}
