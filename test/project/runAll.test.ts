import { seriesNotebooks } from "../../scripts/series.js";
import { describeClients } from "../support/describeClients.js";

describeClients(seriesNotebooks().slice(1, 2), 1);
