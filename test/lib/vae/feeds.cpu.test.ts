import { feedsBatches } from "./feedsBatches.js";

feedsBatches("cpu");
