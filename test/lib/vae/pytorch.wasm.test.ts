import { agreesWithPyTorch } from "./agreesWithPyTorch.js";

agreesWithPyTorch("wasm");
