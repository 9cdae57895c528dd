import { takesStepsInARow } from "./takesStepsInARow.js";

takesStepsInARow("cpu");
