import { Fragment, type ReactNode } from 'react';
import type { CitedFigure, DirectorAnswer, DirectorStep } from '../../../contract/index.ts';
import { go } from '../../state/place.ts';
import { Icon } from '../../ui/icon.tsx';
import css from './director.module.css';

/** The words of a model as plain text; its ads open, and its figures show how far they can be traced. */
export const AnswerText = ({ answer }: { answer: DirectorAnswer }) => {
  const marks = [
    ...answer.ads.map((ad) => ({ at: ad.at, chars: ad.chars, node: <AdLink id={ad.id} name={ad.name} /> })),
    ...answer.figures.map((figure) => ({
      at: figure.at,
      chars: figure.chars,
      node: <FigureMark figure={figure} />,
    })),
  ].sort((a, b) => a.at - b.at);
  const parts: ReactNode[] = [];
  let done = 0;
  for (const { at, chars, node } of marks) {
    if (at < done) continue;
    parts.push(answer.text.slice(done, at), <Fragment key={at}>{node}</Fragment>);
    done = at + chars;
  }
  return (
    <p className={css.answer}>
      {parts}
      {answer.text.slice(done)}
    </p>
  );
};

const AdLink = ({ id, name }: { id: string; name: string | null }) =>
  name === null ? (
    <span className={css.unknown} title="No result names this ad">
      {`ad ${id} (in no result)`}
    </span>
  ) : (
    <button type="button" className={css.ad} onClick={() => go({ name: 'library', ad: id, seconds: null })}>
      {name}
    </button>
  );

const marked: Readonly<Record<CitedFigure['basis'], string | undefined>> = {
  data: css.fromData,
  words: css.fromWords,
  question: undefined,
  'not from your data': css.unknown,
};

const FigureMark = ({ figure: { text, basis, field } }: { figure: CitedFigure }) => (
  <span className={marked[basis]} title={field ?? (basis === 'question' ? 'from the question' : basis)}>
    {text}
  </span>
);

interface SourcesProps {
  readonly answer: DirectorAnswer;
  readonly steps: readonly DirectorStep[];
  readonly titleOf: (tool: string) => string;
}

/** What cannot be traced, in words and at once; where the rest stands, on demand. */
export const Sources = ({ answer, steps, titleOf }: SourcesProps) => {
  const of = (basis: CitedFigure['basis']): string[] => [
    ...new Set(answer.figures.filter((one) => one.basis === basis).map(({ text }) => text)),
  ];
  const [foreign, quoted] = [of('not from your data'), of('words')];
  const traced = answer.figures.filter(
    ({ text, step }, at, all) => step !== null && all.findIndex((one) => one.text === text) === at,
  );
  return (
    <>
      {foreign.length > 0 && (
        <p className={css.far}>
          <Icon name="warn" />
          {`Not from your data: ${foreign.join(', ')}. The model worked it out or made it up.`}
        </p>
      )}
      {quoted.length > 0 && (
        <p className={css.far}>
          <Icon name="info" />
          {`Only in words, such as an ad's own: ${quoted.join(', ')}.`}
        </p>
      )}
      {traced.length > 0 && (
        <details className={css.details}>
          <summary>{`Where ${traced.length} of its figures stand`}</summary>
          <table className={css.sources}>
            <thead>
              <tr>
                <th scope="col">Figure</th>
                <th scope="col">Read by</th>
                <th scope="col">Field</th>
              </tr>
            </thead>
            <tbody>
              {traced.map(({ text, step, field }) => (
                <tr key={text}>
                  <th scope="row">{text}</th>
                  <td>{titleOf(steps[step ?? 0]?.tool ?? '')}</td>
                  <td>
                    <code>{field}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
};
