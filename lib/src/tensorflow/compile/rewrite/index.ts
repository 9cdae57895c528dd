export { rewriteGraph } from "./rewriteGraph.js";
export { rules } from "./rules.js";
export { scheduleWeightGradients, type Schedule } from "./scheduleWeightGradients.js";
export { splitRows } from "./splitRows.js";
