/** Where the station API is served. */
export const STATION_API_PATH = "/octt/v1";

/** Where the OCTT finds its own calls. */
export const OCTT_BASE_PATH = "/api/v1";
