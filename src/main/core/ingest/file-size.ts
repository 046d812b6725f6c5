/** The largest file that is looked into; to read all of a larger one would take minutes. */
export const maxFileBytes = 8 * 1024 ** 3;
