/** The cell that ended a run, and why. */
export interface Failure {
  /** Counted from 1 among all cells of the notebook. */
  cell: number;
  source: string;
  name: string;
  message: string;
  /** The line in the cell, counted from 1, where it is known. */
  line?: number;
  traceback: readonly string[];
}
