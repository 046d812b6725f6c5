/** What must be found nowhere but in the header of a request. */
export const token = 'EAAB-canary-0123456789abcdef';
