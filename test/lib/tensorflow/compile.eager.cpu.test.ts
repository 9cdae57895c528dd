import { trainsEagerly } from "./trainsEagerly.js";

trainsEagerly("cpu");
