import { gradientsAgreeWithDifferences } from "./gradientsAgreeWithDifferences.js";

gradientsAgreeWithDifferences("cpu", "eager", 1);
