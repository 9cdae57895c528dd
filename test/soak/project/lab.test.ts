import { seriesNotebooks } from "../../../scripts/series.js";
import { describeClients } from "../../support/describeClients.js";

describeClients(seriesNotebooks(), 10);
