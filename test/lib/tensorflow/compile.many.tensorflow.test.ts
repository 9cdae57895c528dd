import { takesStepsInARow } from "./takesStepsInARow.js";

takesStepsInARow("tensorflow");
