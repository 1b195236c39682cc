export * from "./image.js";
export { FirmwareImageError, readManifest, type Manifest } from "./manifest.js";
export * from "./signature.js";
