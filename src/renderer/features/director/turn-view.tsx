import { Button } from '@mantine/core';
import type { DirectorStep, DirectorTool, DirectorTurn } from '../../../contract/index.ts';
import { memberNames } from '../../../contract/words.ts';
import { useQuery } from '../../api/api.tsx';
import { count, plural, usd } from '../../format/number.ts';
import { go } from '../../state/place.ts';
import { Icon } from '../../ui/icon.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { stateWords } from '../approve/state-words.ts';
import { AnswerText, Sources } from './answer-text.tsx';
import css from './director.module.css';
import { MoreMoney } from './more-money.tsx';

interface TurnViewProps {
  /** The conversation. */
  readonly talk: string;
  readonly turn: DirectorTurn;
  readonly tools: readonly DirectorTool[];
  readonly onStop: () => void;
  /** Puts the question back into the box; null where it is not the last one. */
  readonly onAgain: (() => void) | null;
}

/** One question: what was asked, what came of it, what it rests on, what was done for it and what that cost. */
export const TurnView = ({ talk, turn, tools, onStop, onAgain }: TurnViewProps) => {
  const { question, attached, state, answer, problem, steps, proposals } = turn;
  const titleOf = (tool: string): string => tools.find(({ name }) => name === tool)?.title ?? tool;
  const current = steps.at(-1);
  return (
    <article className={css.turn}>
      <h2 className={css.question}>{question}</h2>
      {attached.length > 0 && (
        <p className="meta">{plural(attached.length, 'ad attached', 'ads attached')}</p>
      )}
      {state === 'running' && (
        <div className={css.running}>
          <span role="status">
            {current?.state === 'called'
              ? `${titleOf(current.tool)} …`
              : steps.length === 0
                ? 'Thinking …'
                : `Thinking, after ${plural(steps.length, 'tool call')} …`}
          </span>
          <span className="meta">{`${usd(turn.cost_usd, 4)} at most so far`}</span>
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="stop" />}
            rightSection={<CommandKey command="stopDirector" />}
            onClick={onStop}
          >
            Stop
          </Button>
        </div>
      )}
      {answer && <AnswerText answer={answer} />}
      {problem && (
        <FailureNote failure={{ code: problem.code, message: problem.message, nextStep: problem.next_step }}>
          {onAgain && (
            <button type="button" className="link" onClick={onAgain}>
              Put the question again
            </button>
          )}
        </FailureNote>
      )}
      {problem?.code === 'BUDGET_REACHED' && onAgain && <MoreMoney talk={talk} ceiling={turn.ceiling_usd} />}
      {proposals.length > 0 && (
        <div className={css.proposed}>
          <p>
            <Icon name="lock" />
            {`${plural(proposals.length, 'proposal')} put into Approvals:`}
          </p>
          <ul>
            {proposals.map((id) => (
              <Proposal key={id} id={id} />
            ))}
          </ul>
        </div>
      )}
      {answer && <Sources answer={answer} steps={steps} titleOf={titleOf} />}
      {steps.length > 0 && (
        <details className={css.details}>
          <summary>{`${plural(steps.length, 'tool call')}${steps.some((step) => step.state === 'failed') ? ', some failed' : ''}`}</summary>
          <ol className={css.steps}>
            {steps.map((step, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps are only added
              <Step key={at} step={step} title={titleOf(step.tool)} />
            ))}
          </ol>
        </details>
      )}
      {state !== 'running' && <p className="meta">{costLine(turn)}</p>}
    </article>
  );
};

/** With what became of it by now, however long ago it was proposed. */
const Proposal = ({ id }: { id: string }) => {
  const item = useQuery('approve.show', { id }).data?.item;
  return (
    <li>
      <button type="button" className="link" onClick={() => go({ name: 'approvals', id })}>
        {item?.title ?? id}
      </button>
      {item && <span className="meta">{stateWords(item)}</span>}
    </li>
  );
};

function costLine({ service, model, calls, cost_usd, ceiling_usd }: DirectorTurn): string {
  const sum = (of: (call: DirectorTurn['calls'][number]) => number | null): number =>
    calls.reduce((total, call) => total + (of(call) ?? 0), 0);
  if (calls.length === 0) return `${memberNames[service]} (${model}) was not asked: nothing was spent`;
  const counted = calls.some(({ input_tokens }) => input_tokens !== null);
  const tokens = counted
    ? `${count(sum((call) => call.input_tokens))} tokens in, ${count(sum((call) => call.output_tokens))} out`
    : 'tokens not told';
  return `${memberNames[service]} (${model}) · ${plural(calls.length, 'model call')} · ${tokens} · ${usd(cost_usd, 4)} of at most ${usd(ceiling_usd)}`;
}

const Step = ({ step, title }: { step: DirectorStep; title: string }) => {
  const { tool, input, state, result, shortened, orders, took_ms } = step;
  return (
    <li>
      <p className={css.stepHead}>
        <strong>{title}</strong>
        <code>{tool}</code>
        <span className={state === 'failed' ? css.far : 'meta'}>
          {state === 'called' ? 'not ended' : state === 'failed' ? 'failed' : `${count(took_ms)} ms`}
        </span>
      </p>
      {orders.length > 0 && (
        <p className={css.far}>
          <Icon name="warn" />
          {`${plural(orders.length, 'text reads like an order', 'texts read like orders')} to a model and stayed out: “${orders.join('”, “')}”`}
        </p>
      )}
      {shortened && <p className="meta">{shortened}</p>}
      {input !== '{}' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
        <pre tabIndex={0} role="group" aria-label={`What ${tool} was given`}>
          {input}
        </pre>
      )}
      {result !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
        <pre tabIndex={0} role="group" aria-label={`What ${tool} gave`}>
          {result}
        </pre>
      )}
    </li>
  );
};
