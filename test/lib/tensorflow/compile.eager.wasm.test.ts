import { trainsEagerly } from "./trainsEagerly.js";

trainsEagerly("wasm");
