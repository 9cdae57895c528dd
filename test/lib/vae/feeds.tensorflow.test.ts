import { feedsBatches } from "./feedsBatches.js";

feedsBatches("tensorflow");
