import { gradientsAgreeWithDifferences } from "./gradientsAgreeWithDifferences.js";

gradientsAgreeWithDifferences("wasm", "eager", 2);
