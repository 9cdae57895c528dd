import { resumesToTheSameBits } from "./resumesToTheSameBits.js";

resumesToTheSameBits("tensorflow");
