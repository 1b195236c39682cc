export { startHttpFaces, type HttpFaces, type HttpFacesParts } from "./http-faces.js";
