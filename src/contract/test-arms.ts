/** Different ads in each arm of an A/B test, below which it tells these ads apart and not what they have in common. */
export const leastConcepts = 4;
