import { seriesNotebooks } from "../../scripts/series.js";
import { describeClients } from "../support/describeClients.js";

describeClients(seriesNotebooks().slice(0, 1), 1);
