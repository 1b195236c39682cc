import { oneOf } from "../../../expectations/pattern.js";
import { testCase16 } from "../../case.js";

export const DATA_TRANSFER_CASES_16 = [
  // A station that answers Accepted would pass with a warning; none that does not know the vendor may (5.6).
  testCase16("TC_062", "Data Transfer to a Charge Point", { Core: "M" }, async ({ csms, configured }) => {
    const { vendorId } = configured;
    const status = oneOf("UnknownVendorId", "UnknownMessageId", "Rejected");
    await csms.ask("DataTransfer", { vendorId }, { status });
  }),
];
