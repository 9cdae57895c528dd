import { trainsEagerly } from "./trainsEagerly.js";

trainsEagerly("tensorflow");
