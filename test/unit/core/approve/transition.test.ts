import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Approval, Event, Outcome, Policy } from '../../../../src/main/core/approve/approval.ts';
import { amountOf, type Content, contentHash, wrongWith } from '../../../../src/main/core/approve/content.ts';
import { propose, transition } from '../../../../src/main/core/approve/transition.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const policy: Policy = {
  roles: [
    { person: 'ann', client: 'shop', role: 'approver' },
    { person: 'bob', client: 'shop', role: 'approver' },
    { person: 'bob', client: 'cafe', role: 'viewer' },
    { person: 'cat', client: 'shop', role: 'proposer' },
    { person: 'dan', client: 'cafe', role: 'approver' },
  ],
  roleOfOthers: 'viewer',
  expiryHours: 24,
  twoPeopleFromMinor: 50_000,
  typeBackFromMinor: 20_000,
  caps: { perAction: 100_000, perDay: 150_000, perAccountDay: 120_000 },
  settlingSeconds: 120,
  killed: false,
};
const change = (afterMinor = 12_000): Content => ({
  kind: 'budget change',
  account: 'act_1',
  client: 'shop',
  currency: 'EUR',
  changes: [{ target: 'set 1', beforeMinor: 10_000, afterMinor }],
});
const person = (id: string) => ({ kind: 'person', id }) as const;
const agent = { kind: 'agent', id: 'director' } as const;
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 12, 0) + minutes * 60_000).toISOString();
const nothing = { allMinor: 0, accountMinor: 0 };

const moved = (outcome: Outcome): Approval => {
  if (outcome.kind === 'refused') throw new Error(`${outcome.code}: ${outcome.reason}`);
  return outcome.approval;
};
const codeOf = (outcome: Outcome) => (outcome.kind === 'refused' ? outcome.code : outcome.approval.state);
const proposed = (content = change(), by: Approval['proposedBy'] = agent) =>
  moved(propose({ id: 'ap_1', content, by, at: at(0) }, policy, hash));
const step = (approval: Approval, event: Event, own: Partial<Policy> = {}) =>
  transition(approval, event, { ...policy, ...own }, hash);
const approve = (
  approval: Approval,
  by = 'ann',
  more: Partial<Extract<Event, { type: 'approve' }>> = {},
): Event => ({
  type: 'approve',
  by: person(by),
  at: at(10),
  hash: approval.contentHash,
  typedMinor: null,
  spent: nothing,
  ...more,
});
const claim = (minutes = 20): Event => ({ type: 'claim', at: at(minutes), tag: 'tag 1', spent: nothing });
const approved = (content = change()) => {
  const open = proposed(content);
  return moved(step(open, approve(open, 'ann', { typedMinor: amountOf(content) })));
};
const sent = () => moved(step(moved(step(approved(), claim())), { type: 'send', at: at(21) }));

test('the way of a change: proposed, approved, intent, sent, confirmed', () => {
  const done = moved(step(sent(), { type: 'confirm', at: at(22), answerId: 'x1' }));
  expect(done).toMatchObject({ state: 'confirmed', tag: 'tag 1', answerId: 'x1', sentAt: at(21) });
  expect(done.given).toEqual([{ person: 'ann', at: at(10), hash: done.contentHash }]);
});

test.each([
  ['an agent', agent, 'PERMISSION'],
  ['a proposer', person('cat'), 'PERMISSION'],
  ["another client's approver", person('dan'), 'PERMISSION'],
  ['a viewer', person('bob'), 'PERMISSION', 'cafe'],
  ['a stranger', person('eve'), 'PERMISSION'],
  ['the name of something built in', person('constructor'), 'PERMISSION'],
  ['an approver', person('bob'), 'approved'],
])('%s approving', (_, by, expected, client = 'shop') => {
  const open = proposed({ ...change(), client });
  expect(codeOf(step(open, { ...approve(open), by } as Event))).toBe(expected);
});

test('rejecting, putting off and settling are for approvers too', () => {
  const open = proposed();
  const decisions = (by: Approval['proposedBy']): Event[] => [
    { type: 'reject', by, at: at(1), reason: 'Not now.' },
    { type: 'later', by, at: at(1), until: at(60) },
  ];
  expect(decisions(agent).map((event) => codeOf(step(open, event)))).toEqual(['PERMISSION', 'PERMISSION']);
  expect(decisions(person('cat')).map((event) => codeOf(step(open, event)))).toEqual([
    'PERMISSION',
    'PERMISSION',
  ]);
  expect(decisions(person('ann')).map((event) => codeOf(step(open, event)))).toEqual([
    'rejected',
    'proposed',
  ]);
  const lost = moved(step(sent(), { type: 'lose', at: at(22) }));
  expect(codeOf(step(lost, { type: 'settle', by: agent, at: at(30), happened: true, left: false }))).toBe(
    'PERMISSION',
  );
});

const run = (over: object = {}): Content => ({
  kind: 'model spend',
  account: 'api.anthropic.com …4f2a',
  client: 'shop',
  currency: 'USD',
  amountMinor: 1200,
  details: {
    ads: { a1: 'one.mp4' },
    services: [{ judge: 'anthropic', model: 'm', account: 'a', gets: '12 frames' }],
    rubric: '1',
    ...over,
  },
});
const consent = (over: object = {}): Content => ({
  kind: 'data leaves',
  account: 'api.openai.com …11bd',
  client: 'shop',
  currency: 'XXX',
  amountMinor: 0,
  details: { service: 'openai', use: 'judge ads', host: 'api.openai.com', gets: '12 frames', ...over },
});

test.each([
  ['a run with another ceiling', run(), { ...run(), amountMinor: 1201 }],
  ['with another ad', run(), run({ ads: { a1: 'one.mp4', a2: 'two.mp4' } })],
  ['with another model', run(), run({ services: [{ judge: 'anthropic', model: 'n', account: 'a' }] })],
  ['under another rubric', run(), run({ rubric: '2' })],
  ['a consent for another service', consent(), consent({ service: 'gemini' })],
  ['for another use', consent(), consent({ use: 'answer questions' })],
  ['for more data', consent(), consent({ gets: 'whole videos' })],
  ['by another account', consent(), { ...consent(), account: 'api.openai.com …22aa' }],
] as [string, Content, Content][])('%s than the one approved is void', (_, shown, content) => {
  const ready = approved(shown);
  expect(ready.state).toBe('approved');
  expect(codeOf(step(ready, claim()))).toBe('intent');
  expect(codeOf(step({ ...ready, content }, claim()))).toBe('voided');
  const forged = { ...ready, content, contentHash: contentHash(ready.id, content, hash) };
  expect(codeOf(step(forged, claim()))).toBe('voided');
});

/** Every field of the content, one at a time, as an editor or a tampering hand would change it. */
const tampered: [string, Content][] = [
  ['account', { ...change(), account: 'act_2' }],
  ['client', { ...change(), client: 'cafe' }],
  ['currency', { ...change(), currency: 'USD' }],
  [
    'target',
    { ...change(), changes: [{ target: 'set 2', beforeMinor: 10_000, afterMinor: 12_000 }] } as Content,
  ],
  [
    'before',
    { ...change(), changes: [{ target: 'set 1', beforeMinor: 10_001, afterMinor: 12_000 }] } as Content,
  ],
  ['after', change(12_001)],
  [
    'kind',
    {
      kind: 'pause',
      account: 'act_1',
      client: 'shop',
      currency: 'EUR',
      switches: [{ target: 'set 1', budgetMinor: 12_000 }],
    },
  ],
];

test.each(tampered)(
  '%s changed behind the back of an approval voids it before anything is sent',
  (_, content) => {
    const ready = approved();
    expect(codeOf(step({ ...ready, content }, claim()))).toBe('voided');
    // Also when whoever changed it knew how to make the hash of the row right again.
    const forged = { ...ready, content, contentHash: contentHash(ready.id, content, hash) };
    expect(codeOf(step(forged, claim()))).toBe('voided');
    // And the approval of one request is none of another.
    expect(codeOf(step({ ...ready, id: 'ap_2' }, claim()))).toBe('voided');
    for (const begun of [moved(step(ready, claim())), sent()])
      for (const other of [
        { ...begun, content },
        { ...begun, content, contentHash: forged.contentHash },
        { ...begun, id: 'ap_2' },
      ])
        expect(codeOf(step(other, { type: 'send', at: at(22) }))).toBe('CONFLICT');
  },
);

test.each(tampered)('%s edited takes the approval away and starts its time again', (_, content) => {
  const ready = approved();
  const after = step(ready, { type: 'edit', by: agent, at: at(15), content });
  expect(moved(after)).toMatchObject({ state: 'proposed', given: [], expiresAt: at(15 + 24 * 60) });
  expect(moved(after).contentHash).not.toBe(ready.contentHash);
});

test('what was shown is what is approved', () => {
  const open = proposed();
  const edited = moved(step(open, { type: 'edit', by: agent, at: at(5), content: change(13_000) }));
  expect(codeOf(step(edited, { ...approve(open) } as Event))).toBe('CONFLICT');
  expect(codeOf(step(edited, approve(edited)))).toBe('approved');
});

test('it expires, before and after approval', () => {
  const end = 24 * 60;
  const open = proposed();
  expect(codeOf(step(open, approve(open, 'ann', { at: at(end) })))).toBe('NEEDS_APPROVAL');
  expect(codeOf(step(open, { type: 'tick', at: at(end - 1) }))).toBe('proposed');
  expect(codeOf(step(open, { type: 'tick', at: at(end) }))).toBe('expired');
  expect(codeOf(step(approved(), claim(end)))).toBe('expired');
  const intent = moved(step(approved(), claim()));
  expect(codeOf(step(intent, { type: 'tick', at: at(end) }))).toBe('expired');
  expect(
    [intent, sent()].flatMap((begun) =>
      [-6, end - 1, end].map((minutes) => codeOf(step(begun, { type: 'send', at: at(minutes) }))),
    ),
  ).toEqual(['NEEDS_APPROVAL', 'sent', 'CONFLICT', 'NEEDS_APPROVAL', 'sent', 'CONFLICT']);
  // A clock that was set back makes nothing last longer.
  expect(codeOf(step(approved(), claim(-6)))).toBe('NEEDS_APPROVAL');
  expect(codeOf(step(approved(), claim(-4)))).toBe('intent');
  expect(codeOf(step(open, approve(open, 'ann', { at: 'soon' })))).toBe('NEEDS_APPROVAL');
});

test('a restart takes large approvals away, small ones stay', () => {
  expect(codeOf(step(approved(), { type: 'restart', at: at(15) }))).toBe('approved');
  const large = approved(change(40_000));
  for (const one of [large, moved(step(large, claim()))])
    expect(moved(step(one, { type: 'restart', at: at(25) }))).toMatchObject({ state: 'proposed', given: [] });
});

test('a large amount is typed back, to the cent', () => {
  const open = proposed(change(40_000));
  const typed = (typedMinor: number | null) => codeOf(step(open, approve(open, 'ann', { typedMinor })));
  expect([null, 300, 30_001, 30_000].map(typed)).toEqual([
    'NEEDS_APPROVAL',
    'NEEDS_APPROVAL',
    'NEEDS_APPROVAL',
    'approved',
  ]);
});

test('from an amount on two people must agree: never the proposer alone, never one twice', () => {
  const typedMinor = 70_000;
  const by = (approval: Approval, id: string) => step(approval, approve(approval, id, { typedMinor }));
  const fromAgent = proposed(change(80_000));
  const once = moved(by(fromAgent, 'ann'));
  expect(once.state).toBe('proposed');
  expect(moved(by(once, 'ann')).state).toBe('proposed');
  const twice = moved(by(once, 'bob'));
  expect(twice.state).toBe('approved');
  // Bob was taken off the list before it left.
  expect(codeOf(step(twice, claim(), { roles: [{ person: 'ann', client: 'shop', role: 'approver' }] }))).toBe(
    'voided',
  );
  const fromAnn = proposed(change(80_000), person('ann'));
  expect(codeOf(by(fromAnn, 'ann'))).toBe('PERMISSION');
  expect(codeOf(by(fromAnn, 'bob'))).toBe('approved');
  // An edit makes the editor the proposer.
  const edited = moved(
    step(fromAgent, { type: 'edit', by: person('bob'), at: at(5), content: change(80_001) }),
  );
  expect(codeOf(step(edited, approve(edited, 'bob', { typedMinor: 70_001 })))).toBe('PERMISSION');
});

test('caps hold at the approval and again before anything is sent', () => {
  const open = proposed(change(130_000));
  const reasonOf = (outcome: Outcome) => (outcome.kind === 'refused' ? outcome.reason : null);
  const whole = step(open, approve(open, 'ann', { typedMinor: 120_000 }));
  expect(codeOf(whole)).toBe('BUDGET_REACHED');
  expect(reasonOf(whole)).toBe(
    'One request would move 1200.00 EUR, and 1000.00 are the most (Settings, Approvals).',
  );
  const small = proposed();
  const spent = (allMinor: number, accountMinor: number) => ({ allMinor, accountMinor });
  expect(codeOf(step(small, approve(small, 'ann', { spent: spent(148_001, 0) })))).toBe('BUDGET_REACHED');
  expect(codeOf(step(small, approve(small, 'ann', { spent: spent(118_001, 118_001) })))).toBe(
    'BUDGET_REACHED',
  );
  expect(reasonOf(step(small, approve(small, 'ann', { spent: spent(118_001, 118_001) })))).toMatch(
    /a day of this account would move 1200\.01 EUR, and 1200\.00 are the most/,
  );
  expect(codeOf(step(small, approve(small, 'ann', { spent: spent(118_000, 118_000) })))).toBe('approved');
  expect(codeOf(step(approved(), { ...claim(), spent: spent(0, 118_001) } as Event))).toBe('BUDGET_REACHED');
  expect(codeOf(step(approved(), { ...claim(), spent: spent(Number.NaN, 0) } as Event))).toBe(
    'BUDGET_REACHED',
  );
});

test('stopping everything cancels what waits and lets nothing new out', () => {
  const intent = moved(step(approved(), claim()));
  const kill: Event = { type: 'kill', at: at(20) };
  expect([proposed(), approved(), intent, sent()].map((approval) => codeOf(step(approval, kill)))).toEqual([
    'cancelled',
    'cancelled',
    'cancelled',
    'sent',
  ]);
  expect(codeOf(step(approved(), claim(), { killed: true }))).toBe('STOPPED');
  expect(codeOf(step(intent, { type: 'send', at: at(21) }, { killed: true }))).toBe('STOPPED');
});

test('a lost reply: found is confirmed; not found is sent again only after the platform has settled', () => {
  const lost = moved(step(sent(), { type: 'lose', at: at(22) }));
  const look = (minutes: number, answerId: string | null, own = {}) =>
    codeOf(step(lost, { type: 'look up', at: at(minutes), answerId }, own));
  expect(look(22, 'x1')).toBe('confirmed');
  expect(look(22.9, null)).toBe('unknown');
  expect(look(23, null)).toBe('sent');
  expect(look(23, null, { killed: true })).toBe('unknown');
  expect(
    codeOf(step(lost, { type: 'settle', by: person('ann'), at: at(30), happened: false, left: false })),
  ).toBe('failed');
  const settled = (left: boolean) =>
    codeOf(step(lost, { type: 'settle', by: person('ann'), at: at(30), happened: true, left }));
  expect([settled(false), settled(true)]).toEqual(['confirmed', 'sent']);
  expect(codeOf(step(lost, { type: 'send', at: at(30) }))).toBe('CONFLICT');
});

test.each([
  ['a currency that is none', { ...change(), currency: 'Euro' }],
  ['half a cent', change(0.5)],
  ['less than nothing', change(-1)],
  ['not a number', change(Number.NaN)],
  ['more than can be counted to the cent', change(2 ** 53)],
  [
    'a target twice',
    { ...change(), changes: [change(1), change(2)].flatMap((c) => ('changes' in c ? c.changes : [])) },
  ],
  ['no target', { ...change(), changes: [] }],
  ['nothing, which would be a pause', change(0)],
  ['less than the unit of budgets', { ...change(12_345), currency: 'HUF' }],
  ['no account', { ...change(), account: '' }],
] as [string, Content][])('%s is not even proposed', (_, content) => {
  expect(wrongWith(content)).toBeTypeOf('string');
  expect(codeOf(propose({ id: 'ap_1', content, by: agent, at: at(0) }, policy, hash))).toBe('INVALID_INPUT');
});

test('stopping costs nothing, starting again what it will spend', () => {
  const switching = (kind: 'pause' | 'resume'): Content => ({
    kind,
    account: 'act_1',
    client: 'shop',
    currency: 'EUR',
    switches: [
      { target: 'a', budgetMinor: 7000 },
      { target: 'b', budgetMinor: 5000 },
    ],
  });
  expect([amountOf(switching('pause')), amountOf(switching('resume'))]).toEqual([0, 12_000]);
});

test('what would spend nobody knows how much may stop, and may not start', () => {
  const unknown = (kind: 'pause' | 'resume'): Content => ({
    kind,
    account: 'act_1',
    client: 'shop',
    currency: 'EUR',
    switches: [{ target: 'a', budgetMinor: null }],
  });
  expect(wrongWith(unknown('pause'))).toBeUndefined();
  expect(wrongWith(unknown('resume'))).toContain('not known');
  expect(amountOf(unknown('resume'))).toBeNaN();
});

test('a cut counts as much as an increase, so that one does not hide the other', () => {
  const both: Content = {
    ...change(),
    kind: 'budget change',
    changes: [
      { target: 'a', beforeMinor: 90_000, afterMinor: 10_000 },
      { target: 'b', beforeMinor: 10_000, afterMinor: 90_000 },
    ],
  };
  expect(amountOf(both)).toBe(160_000);
});

/** Any events in any order, by anyone: nothing leaves without a person's approval of exactly this content. */
test('2,000 random lives: one intent per approval, and only of what an approver saw', () => {
  const actor = fc.constantFrom<Approval['proposedBy']>(
    agent,
    ...['ann', 'bob', 'cat', 'dan', 'eve'].map(person),
  );
  const minute = fc.integer({ min: -10, max: 3000 });
  const content = fc.integer({ min: 1, max: 130_000 }).map(change);
  const event = fc.oneof(
    fc.record({ type: fc.constant('edit' as const), by: actor, content }),
    fc.record({ type: fc.constant('approve' as const), by: actor, stale: fc.boolean(), typed: fc.boolean() }),
    fc.record({ type: fc.constant('reject' as const), by: actor, reason: fc.constant('no') }),
    fc.record({
      type: fc.constantFrom(...(['tick', 'restart', 'lose', 'send', 'put back'] as const)),
    }),
    fc.record({ type: fc.constant('claim' as const), tag: fc.constant('t') }),
    fc.record({ type: fc.constant('look up' as const), answerId: fc.constantFrom(null, 'x') }),
    fc.record({ type: fc.constant('tamper' as const), content }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(event, minute), { maxLength: 25 }), (events) => {
      let approval = proposed();
      let seen: { hash: string; people: Set<string> } = { hash: '', people: new Set() };
      for (const [one, minutes] of events) {
        if (one.type === 'tamper') {
          approval = { ...approval, content: one.content };
          continue;
        }
        const full =
          one.type === 'approve'
            ? approve(approval, 'ann', {
                by: one.by,
                hash: one.stale ? 'old' : approval.contentHash,
                typedMinor: one.typed ? amountOf(approval.content) : null,
                at: at(minutes),
              })
            : ({ ...one, at: at(minutes), spent: nothing } as unknown as Event);
        const before = approval;
        const outcome = step(approval, full);
        if (outcome.kind === 'refused') continue;
        approval = outcome.approval;
        if (one.type === 'approve') {
          expect(one.by.kind).toBe('person');
          expect(['ann', 'bob']).toContain(one.by.id);
          const now = contentHash(approval.id, approval.content, hash);
          if (seen.hash !== now) seen = { hash: now, people: new Set() };
          seen.people.add(one.by.id);
        }
        if (before.state !== 'intent' && approval.state === 'intent' && one.type === 'claim') {
          expect(before.state).toBe('approved');
          expect(contentHash(approval.id, approval.content, hash)).toBe(seen.hash);
          const two = amountOf(approval.content) >= 50_000 && approval.proposedBy.kind === 'agent';
          expect(seen.people.size).toBeGreaterThanOrEqual(two ? 2 : 1);
        }
        if (approval.state === 'sent') expect(['intent', 'sent', 'unknown']).toContain(before.state);
        if (one.type === 'send' && approval.state === 'sent')
          expect(contentHash(approval.id, approval.content, hash)).toBe(seen.hash);
      }
    }),
    { numRuns: 2000, seed: 9 },
  );
});

test('what was claimed is called back by an approver until its first call, and not when it is to be sent again', () => {
  const no = (by: Approval['proposedBy']): Event => ({ type: 'reject', by, at: at(21), reason: 'No.' });
  const claimed = moved(step(approved(), claim()));
  expect(moved(step(claimed, no(person('ann'))))).toMatchObject({ state: 'rejected', given: [] });
  expect(codeOf(step(claimed, no(person('cat'))))).toBe('PERMISSION');
  expect(codeOf(step(sent(), no(person('ann'))))).toBe('CONFLICT');
  const putBack: Event = { type: 'put back', at: at(22) };
  const back = moved(step(sent(), putBack));
  expect(back).toEqual(claimed);
  expect(codeOf(step(back, no(person('ann'))))).toBe('rejected');
  expect(codeOf(step(claimed, putBack))).toBe('CONFLICT');
  // Whoever stopped everything has not cancelled it: it was sent then.
  expect(codeOf(step(sent(), putBack, { killed: true }))).toBe('sent');
  const lost = moved(step(sent(), { type: 'lose', at: at(22) }));
  const again = moved(step(lost, { type: 'look up', at: at(30), answerId: null }));
  expect(again.state).toBe('sent');
  expect(codeOf(step(again, no(person('ann'))))).toBe('CONFLICT');
});

test('what changed outside after the approval voids it; a batch of which a part was lost goes on once it is found', () => {
  const drift: Event = { type: 'drift', at: at(15), reason: 'budget of set 1 is 90, not 100' };
  expect(moved(step(approved(), drift))).toMatchObject({ state: 'voided', given: [], reason: drift.reason });
  expect([proposed(), sent()].map((one) => codeOf(step(one, drift)))).toEqual(['CONFLICT', 'CONFLICT']);
  const goOn: Event = { type: 'go on', at: at(25) };
  const lost = moved(step(sent(), { type: 'lose', at: at(22) }));
  expect(codeOf(step(lost, goOn))).toBe('sent');
  expect(codeOf(step(lost, goOn, { killed: true }))).toBe('sent');
  expect([approved(), sent()].map((one) => codeOf(step(one, goOn)))).toEqual(['CONFLICT', 'CONFLICT']);
});
