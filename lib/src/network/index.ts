export { encodeSafetensors } from "./encodeSafetensors.js";
export { decodeSafetensors, type SafetensorsContent } from "./decodeSafetensors.js";
