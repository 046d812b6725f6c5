/** The order of texts that no language of the system changes. */
export const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
