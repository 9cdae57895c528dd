import { gradientsAgreeWithPyTorch } from "./gradientsAgreeWithPyTorch.js";

gradientsAgreeWithPyTorch("wasm", "eager");
