import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../../contract/index.ts';
import { useCommand, useQuery } from '../../api/api.tsx';
import { useKeptText } from '../../state/kept-text.ts';
import { go } from '../../state/place.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty } from '../../ui/notice.tsx';
import { tellRefused } from '../review/use-marking.ts';
import css from './director.module.css';
import { QuestionBox } from './question-box.tsx';
import { TalkList } from './talk-list.tsx';
import { TurnView } from './turn-view.tsx';

const suggestions = [
  'Which ad should I fix first, and what would you change?',
  'What do my best ads share?',
  'Which running ads may be tired, and how sure is that?',
  'Where would the daily money do most, and what holds it back?',
  'What waits for my approval, and how much money is in it?',
];

/** Questions to a model that looks with the tools of MCP: what it did, what it rests on, and what it proposed. */
export const DirectorScreen = ({ id }: { id: string | null }) => {
  const { data: state, error } = useQuery('director.state', {});
  return (
    <div className={css.screen}>
      <TalkList chosen={id} />
      <div className={css.main}>
        {!state && (
          <Empty title={error ? 'The Director could not be read' : 'Opening the Director …'}>
            {error && <NotRead failure={error} of={['director.state']} />}
          </Empty>
        )}
        {state && error && <NotRead failure={error} of={['director.state']} kept />}
        {state && (id === null ? <Start state={state} /> : <Talk key={id} id={id} state={state} />)}
      </div>
    </div>
  );
};

interface StateProps {
  readonly state: Output<'director.state'>;
}

const Start = ({ state }: StateProps) => {
  const [text, setText] = useKeptText('director');
  if (state.service === null) return <Off reason={state.off ?? ''} />;
  return (
    <>
      <div className={css.thread}>
        <div className={css.start}>
          <h2>Ask about your ads</h2>
          <p>
            It answers from this library and your results, names what every figure rests on, and can put
            proposals into Approvals. It can approve nothing.
          </p>
          <ul className={css.suggestions} aria-label="Suggested questions">
            {suggestions.map((one) => (
              <li key={one}>
                <button type="button" onClick={() => setText(one)}>
                  {one}
                </button>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <QuestionBox state={state} conversation={null} text={text} onText={setText} last={null} busy={false} />
    </>
  );
};

const Off = ({ reason }: { reason: string }) => (
  <Empty
    title="The Director is off"
    text={`${reason} Connect Claude, GPT, Gemini or a model on your own machine; everything else works without one.`}
  >
    <Button variant="filled" onClick={() => go({ name: 'accounts' })}>
      Connect a model
    </Button>
  </Empty>
);

const Talk = ({ id, state }: StateProps & { id: string }) => {
  const { data, error } = useQuery('director.show', { id });
  const [text, setText] = useKeptText(`director.${id}`);
  const [end, setEnd] = useState<HTMLDivElement | null>(null);
  const stop = useCommand('director.stop');
  const last = data?.turns.at(-1);
  const busy = last?.state === 'running';
  const halt = async () => {
    const done = await stop.run({ id });
    if (!done.ok) tellRefused('Not stopped', done.error);
  };
  useShortcut('stopDirector', busy ? () => void halt() : null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is newest stays in sight
  useEffect(() => {
    end?.scrollIntoView({ block: 'end' });
  }, [end, data?.turns.length, last?.state]);
  const failed =
    error?.code === 'NOT_FOUND' ? 'This conversation is not here' : 'The conversation could not be read';
  if (!data)
    return (
      <Empty title={error ? failed : 'Reading the conversation …'}>
        {error && <NotRead failure={error} of={['director.show']} />}
      </Empty>
    );
  return (
    <>
      {error && <NotRead failure={error} of={['director.show']} kept />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself */}
      <section className={css.thread} tabIndex={0} aria-label={data.title}>
        {data.turns.map((turn) => (
          <TurnView
            key={turn.id}
            talk={id}
            turn={turn}
            tools={state.tools}
            onStop={() => void halt()}
            onAgain={turn === last ? () => setText(turn.question) : null}
          />
        ))}
        <div ref={setEnd} />
      </section>
      {state.service === null ? (
        <p className={css.offLine}>
          {`${state.off} `}
          <button type="button" className="link" onClick={() => go({ name: 'accounts' })}>
            Connect a model
          </button>
        </p>
      ) : (
        <QuestionBox
          state={state}
          conversation={id}
          text={text}
          onText={setText}
          last={last?.question ?? null}
          busy={busy}
        />
      )}
    </>
  );
};
