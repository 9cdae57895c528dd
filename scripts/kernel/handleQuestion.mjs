/**
 * @typedef {import("./wire.mjs").Content} Content
 * @typedef {import("tslab/dist/jupyter.js").JupyterHandlerImpl} Answerer tslab's answers about code
 */

/**
 * The reply to a request that runs no code, or nothing where the request is unknown.
 * @param {string} type
 * @param {Content} content
 * @param {Answerer} answerer
 * @returns {Content | undefined}
 */
export function handleQuestion(type, content, answerer) {
  const request = /** @type {never} */ (content);
  try {
    switch (type) {
      case "kernel_info_request":
        return { status: "ok", ...answerer.handleKernel() };
      case "is_complete_request":
        return { ...answerer.handleIsComplete(request) };
      case "inspect_request":
        return { ...answerer.handleInspect(request) };
      case "complete_request":
        return { ...answerer.handleComplete(request) };
      case "comm_info_request":
        return { status: "ok", comms: {} };
      case "history_request":
        return { status: "ok", history: [] };
      default:
        return undefined;
    }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { status: "error", ename: name, evalue: message, traceback: [] };
  }
}
