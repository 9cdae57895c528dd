import { gradientsAgreeWithPyTorch } from "./gradientsAgreeWithPyTorch.js";

gradientsAgreeWithPyTorch("tensorflow", "eager");
