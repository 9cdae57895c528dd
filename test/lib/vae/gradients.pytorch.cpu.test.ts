import { gradientsAgreeWithPyTorch } from "./gradientsAgreeWithPyTorch.js";

gradientsAgreeWithPyTorch("cpu", "eager");
