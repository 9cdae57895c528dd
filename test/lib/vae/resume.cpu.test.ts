import { resumesToTheSameBits } from "./resumesToTheSameBits.js";

resumesToTheSameBits("cpu");
