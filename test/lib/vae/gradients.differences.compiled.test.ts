import { gradientsAgreeWithDifferences } from "./gradientsAgreeWithDifferences.js";

gradientsAgreeWithDifferences("tensorflow", "auto", 0);
