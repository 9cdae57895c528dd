/**
 * Options of JupyterLab's server, which by default drops what a cell puts out beyond a megabyte or a thousand messages a
 * second: notebooks with many figures would lose some.
 */
export const outputLimits: readonly string[] = [
  "--ServerApp.iopub_data_rate_limit=1000000000",
  "--ServerApp.iopub_msg_rate_limit=1000000",
];
