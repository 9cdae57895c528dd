import { agreesWithPyTorch } from "./agreesWithPyTorch.js";

agreesWithPyTorch("cpu");
