/** What the number says that `quantblocks` ends with. */
export const EXIT_CODES = {
  /** Done. */
  done: 0,
  /** Something the user can mend: a flag, a file, a run that is not there. */
  mendable: 1,
  /** Done, and the answer is no: nothing passed, a column differs, rows of a file are impossible. */
  no: 2,
  /** A fault of this program; `--trace` shows where. */
  fault: 3,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;
