/** A type of hook as words: "before_after" is written "before after". */
export const hookName = (type: string): string => type.replaceAll('_', ' ');
