import { gradientsAgreeWithPyTorch } from "./gradientsAgreeWithPyTorch.js";

gradientsAgreeWithPyTorch("tensorflow", "auto", "some");
