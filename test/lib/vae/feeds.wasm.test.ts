import { feedsBatches } from "./feedsBatches.js";

feedsBatches("wasm");
