import { agreesWithPyTorch } from "./agreesWithPyTorch.js";

agreesWithPyTorch("tensorflow");
