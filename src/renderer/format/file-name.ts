/** Of a path inside a library, whose parts a slash divides on every system. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
