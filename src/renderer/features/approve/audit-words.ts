import { whoWords } from './state-words.ts';

/** Who did it, by the log's "person mara", "agent mcp" or "executor". */
export const actorWords = (actor: string, person: string): string => {
  const [, kind, id = ''] = /^(person|agent) (.*)$/.exec(actor) ?? [];
  if (kind === 'agent' && id !== 'start') return whoWords({ kind, id }, person);
  if (kind === 'person') return id === person ? 'You' : id;
  return 'Titan Ads';
};

/** What somebody did, so that it reads on after who did it. */
const deeds: Readonly<Record<string, string>> = {
  propose: 'proposed it',
  edit: 'changed it',
  approve: 'approved it',
  reject: 'rejected it',
  later: 'set it aside',
  settle: 'said what became of it',
  tick: 'let it expire',
  restart: 'asked for a new yes after a restart',
  'hold back': 'held it: a backup took the place of the library',
  kill: 'stopped it',
  drift: 'ended it before it was sent',
  altered: 'held it: it is not what was approved',
  claim: 'took it up',
  wait: 'put it off',
  note: 'noted what holds it',
  send: 'began to send it',
  'put back': 'took it back from sending',
  taken: 'sent a part of it',
  confirm: 'read it back as done',
  fail: 'could not do all of it',
  lose: 'got no answer to it',
  'look up': 'asked what became of it',
  'go on': 'went on with it',
  waiting: 'put off a part of it',
  intent: 'began a part of it',
  done: 'did a part of it',
  failed: 'could not do a part of it',
  unknown: 'got no answer to a part of it',
  'not done': 'left a part of it undone',
  'stop everything': 'stopped everything',
  'let go on': 'let everything go on',
  'set limits': 'set limits',
};
/** What a later version may have written stands as it is. */
export const deedWords = (what: string): string => deeds[what] ?? what;
