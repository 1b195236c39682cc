export * from "./authority.js";
export * from "./certificate.js";
export * from "./chain.js";
export * from "./hash-data.js";
export * from "./host-name.js";
export * from "./keys.js";
export * from "./pem.js";
export * from "./signing-request.js";
