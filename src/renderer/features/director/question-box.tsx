import { useEffect, useRef, useState } from 'react';
import type { AdId, Judge, Output } from '../../../contract/index.ts';
import { memberNames } from '../../../contract/words.ts';
import { useApi, useCommand } from '../../api/api.tsx';
import { plural, usd } from '../../format/number.ts';
import { announce } from '../../state/announce.ts';
import { go } from '../../state/place.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { useView } from '../../state/view.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import css from './director.module.css';

interface QuestionBoxProps {
  readonly state: Output<'director.state'>;
  readonly conversation: string | null;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What was asked last, for the arrow key. */
  readonly last: string | null;
  /** An answer is on its way. */
  readonly busy: boolean;
}

/** The question, whom it goes to, what leaves this machine and what it may cost. Mod+Enter sends it. */
export const QuestionBox = ({ state, conversation, text, onText, last, busy }: QuestionBoxProps) => {
  const field = useRef<HTMLTextAreaElement>(null);
  const [attached, setAttached] = useState<readonly AdId[]>([]);
  const selected = useView((view) => view.selected);
  const { cache } = useApi();
  const ask = useCommand('director.ask');
  const set = useCommand('settings.set');
  const ready = state.seats.filter(({ off }) => off === null);
  const seat = ready.find(({ service }) => service === state.service);
  const empty = text.trim() === '';
  useEffect(() => {
    if (text !== '') field.current?.focus();
  }, [text]);
  const send = async () => {
    if (!seat) return;
    const result = await ask.run({
      question: text,
      ads: [...attached],
      // What the person was shown is what is asked; whoever was not named here is not agreed to.
      service: seat.service,
      model: seat.model,
      agree: !seat.agreed,
      ...(conversation !== null && { conversation }),
    });
    if (!result.ok) return;
    // What was agreed to just now need not be asked again.
    if (!seat.agreed) cache.invalidate((id) => id === 'director.state');
    onText('');
    setAttached([]);
    announce('Asked.');
    go({ name: 'director', id: result.value.conversation });
  };
  const attach = () => setAttached([...selected].slice(0, 50));
  const canSend = !empty && !busy && !ask.busy && seat?.priced === true;
  useShortcut('askDirector', canSend ? () => void send() : null);
  useShortcut('attachAds', selected.size > 0 ? attach : null);
  if (!seat) return null;
  return (
    <form
      className={css.box}
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) void send();
      }}
    >
      {ask.error && <FailureNote failure={ask.error} />}
      <textarea
        ref={field}
        className={css.field}
        aria-label="Question"
        placeholder="Ask about your ads, results or budget"
        rows={3}
        maxLength={4000}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp' && text === '' && last !== null) {
            event.preventDefault();
            onText(last);
          }
        }}
      />
      <div className={css.boxRow}>
        {ready.length > 1 && (
          <Segmented
            label="Who answers"
            value={seat.service}
            options={ready.map(({ service }) => ({ value: service, label: memberNames[service] }))}
            onChange={(service: Judge) => void set.run({ director_service: service })}
          />
        )}
        {attached.length > 0 ? (
          <span className={css.attached}>
            {plural(attached.length, 'ad attached', 'ads attached')}
            <IconButton icon="cross" label="Attach no ads" onClick={() => setAttached([])} />
          </span>
        ) : (
          selected.size > 0 && (
            <button type="button" className="link" onClick={attach}>
              {`Attach the ${plural(selected.size, 'selected ad')}`}
            </button>
          )
        )}
        <span className={`meta ${css.spring}`}>
          {seat.priced
            ? `${seat.model} · at most ${usd(state.ceiling_usd)} and ${state.most_calls} calls for a question`
            : `The price of ${seat.model} is not known, so no ceiling could hold: choose another in Settings.`}
        </span>
        <BusyButton
          type="submit"
          variant="filled"
          disabled={!canSend}
          loading={ask.busy}
          rightSection={<CommandKey command="askDirector" onAccent />}
        >
          {seat.agreed ? 'Ask' : `Agree and ask ${memberNames[seat.service]}`}
        </BusyButton>
      </div>
      {!seat.agreed && (
        <p className="meta">
          {`${seat.host} gets your question and what the tools read for it: names, words, scores and results of ads. Nothing has been sent there for the Director so far.`}
        </p>
      )}
    </form>
  );
};
