/** Whether frames follow closely enough for a question about what happens between them. */
export const KEY_FRAMES_ONLY = 'Only key frames were decoded; nothing is known of the time between them.';
