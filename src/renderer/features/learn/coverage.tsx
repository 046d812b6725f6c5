import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Diversity } from '../../../contract/index.ts';
import { decimal, percent, plural } from '../../format/number.ts';
import { go } from '../../state/place.ts';
import { IndexOfDiversity } from './index-of-diversity.tsx';
import { spoken } from './insight-words.ts';
import css from './insights.module.css';

/** Concepts, not ads, by hook and format; an empty cell leads to the nearest ad there is. */
export const Coverage = ({ diversity }: { diversity: Diversity }) => {
  const { coverage } = diversity;
  const [persona, setPersona] = useState('');
  const counts = coverage.personas.find((one) => one.persona === persona)?.counts ?? coverage.counts;
  const most = Math.max(1, ...counts.flat());
  const nearest = new Map(coverage.empty.map((cell) => [`${cell.hook} ${cell.format}`, cell.nearest]));
  return (
    <section className={css.block}>
      <div className={css.blockHead}>
        <h2>Coverage, hook × format</h2>
        <span className="meta">concepts, not ads</span>
      </div>
      <p className={css.facts}>
        {plural(diversity.ads, 'ad')} are {plural(diversity.concepts, 'concept')}, as diverse as{' '}
        {decimal(diversity.effective_concepts)} wholly different ones
        {diversity.effective_by_spend !== null && `, ${decimal(diversity.effective_by_spend)} by spend`}
        {diversity.largest_spend_share !== null &&
          `; one concept takes ${percent(diversity.largest_spend_share)} of the spend`}
        .
      </p>
      {diversity.index && <IndexOfDiversity index={diversity.index} />}
      {coverage.personas.length > 0 && (
        <NativeSelect
          aria-label="Persona"
          size="xs"
          className={css.persona}
          value={persona}
          onChange={(event) => setPersona(event.currentTarget.value)}
          data={[
            { value: '', label: 'Every persona' },
            ...coverage.personas.map((one) => ({ value: one.persona, label: one.persona })),
          ]}
        />
      )}
      {coverage.hooks.length === 0 ? (
        <p className="meta">No hook of an ad is known yet: let the words be read.</p>
      ) : (
        <div className={css.scrolls}>
          <table className={css.matrix}>
            <thead>
              <tr>
                <td />
                {coverage.formats.map((format) => (
                  <th key={format} scope="col">
                    {format}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {coverage.hooks.map((hook, row) => (
                <tr key={hook}>
                  <th scope="row">{spoken(hook)}</th>
                  {coverage.formats.map((format, column) => {
                    const count = counts[row]?.[column] ?? 0;
                    const near = nearest.get(`${hook} ${format}`);
                    return (
                      <td key={format} className={css[`step${Math.ceil((4 * count) / most)}`]}>
                        {count > 0 || near === undefined || counts !== coverage.counts ? (
                          count
                        ) : (
                          <button
                            type="button"
                            className="link"
                            aria-label={`none: ${spoken(hook)} as ${format}, open the nearest ad`}
                            onClick={() => go({ name: 'review', ad: near, seconds: null })}
                          >
                            none
                          </button>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="meta">
        Told from pictures, words and tags. Meta may treat the ads of one concept as one.
        {coverage.empty.length > 0 &&
          counts === coverage.counts &&
          ' “none” opens the nearest ad with that hook.'}
      </p>
    </section>
  );
};
