/** What an emulated model with tools is shown. */
export interface ToolShown {
  readonly system: string;
  /** Names of the tools it may call; none when it has to answer. */
  readonly tools: readonly string[];
  /** What people said, in order. */
  readonly asked: readonly string[];
  /** What tools gave since the last question, in order. */
  readonly results: readonly string[];
}

/** What it does next: tool calls, or words. Arguments that are a text go out as they are, JSON or not. */
export interface ToolReply {
  readonly text?: string;
  readonly calls?: readonly { readonly name: string; readonly input: object | string }[];
  /** It is cut off in the middle. */
  readonly cut?: boolean;
}
export type Play = (shown: ToolShown) => ToolReply;

export const dataIn = (result: string): unknown =>
  JSON.parse(/<data>(.*)<\/data>/s.exec(result)?.[1] ?? 'null');

/** Looks at the best ads and at the best of them, and says what it saw: a model that does as it is told. */
export const lookAtTheBest: Play = ({ results, tools }) => {
  const [rows, shown] = results.map(dataIn) as [
    { rows: { id: string }[]; total: number } | undefined,
    { id: string; score: { overall: number; interval80: [number, number] } } | undefined,
  ];
  if (!rows && tools.includes('score_rows'))
    return {
      text: 'Let me look.',
      calls: [{ name: 'score_rows', input: { sort: 'score', direction: 'desc', limit: 3 } }],
    };
  const best = rows?.rows[0]?.id;
  if (best === undefined) return { text: 'There are no ads to say anything of.' };
  if (!shown) return { calls: [{ name: 'score_show', input: { ad: best } }] };
  const { overall, interval80 } = shown.score;
  return {
    text: `Of ${rows?.total} ads the best by the checklist is [ad:${best}]: ${overall} (80 % interval ${interval80.join(' to ')}). It is not a forecast.`,
  };
};

/** Tokens as a service might count them; below our bound for the same request. */
export const tokensFor = (request: Buffer, { text = '', calls = [] }: ToolReply) => ({
  input: Math.ceil(request.length / 4),
  output: 40 + Math.ceil((text.length + JSON.stringify(calls).length) / 4),
});
