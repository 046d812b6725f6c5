/** Everything the ground says goes to stderr: stdout belongs to the command that is run. */
export const say = (/** @type {string} */ text) => {
  process.stderr.write(`${text}\n`);
};

/** A reason to stop that the user can act on; shown without a stack. */
export class Stop extends Error {
  exitCode;

  constructor(/** @type {string} */ text, exitCode = 1) {
    super(text);
    this.exitCode = exitCode;
  }
}
