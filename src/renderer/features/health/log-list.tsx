import { useState } from 'react';
import type { LogLine } from '../../../contract/index.ts';
import { useKeptQuery } from '../../api/api.tsx';
import { clockTime } from '../../format/time.ts';
import { copyText } from '../../state/copy-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import css from './health.module.css';

type Level = 'info' | 'warn' | 'error';

const textOf = (line: LogLine): string =>
  [`${line.at} ${line.level} ${line.text}`, line.log_id && `log id ${line.log_id}`, line.detail]
    .filter(Boolean)
    .join('\n');

export const LogList = () => {
  const [level, setLevel] = useState<Level>('info');
  const { data, error } = useKeptQuery('health.log', { limit: 200, level });
  const lines = data?.lines ?? [];
  return (
    <section className={css.block}>
      <div className={css.head}>
        <h2>Log</h2>
        <Segmented
          label="Least level"
          value={level}
          onChange={setLevel}
          options={[
            { value: 'info', label: 'All' },
            { value: 'warn', label: 'Warnings' },
            { value: 'error', label: 'Errors' },
          ]}
        />
        {lines.length > 0 && (
          <button
            type="button"
            className="link"
            onClick={() => void copyText(lines.map(textOf).join('\n'), 'Copied')}
          >
            Copy all
          </button>
        )}
      </div>
      {error && <FailureNote failure={error} />}
      {data && lines.length === 0 && <p className="meta">Nothing at this level.</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself */}
      <section className={css.log} tabIndex={0} aria-label="Log lines">
        <ul>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity of their own
            <li key={`${line.at} ${at}`} className={css.line}>
              <span className={css.time}>{clockTime(line.at)}</span>
              <span
                className={`${css.level} ${line.level === 'info' || line.level === 'debug' ? '' : css.problem}`}
              >
                {line.level}
              </span>
              <div className={css.words}>
                {line.text}
                {line.detail && (
                  <details>
                    <summary className="meta">{`Details${line.log_id ? ` · log id ${line.log_id}` : ''}`}</summary>
                    <pre className={css.detail}>{line.detail}</pre>
                  </details>
                )}
              </div>
              <IconButton
                icon="copy"
                label="Copy this line"
                onClick={() => void copyText(textOf(line), 'Copied')}
              />
            </li>
          ))}
        </ul>
      </section>
    </section>
  );
};
