/** A Python that has JupyterLab, and the environment to run it in. */
export interface LabPython {
  readonly program: string;
  readonly environment: NodeJS.ProcessEnv;
}
