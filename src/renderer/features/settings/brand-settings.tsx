import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { BrandChange, BrandKit } from '../../../contract/index.ts';
import { useApi, useQuery } from '../../api/api.tsx';
import { ask, turning } from '../../api/turning.ts';
import { FailureNote } from '../../ui/notice.tsx';
import { colourList, nameList } from './brand-text.ts';
import { LogoPicker } from './logo-picker.tsx';
import { Group, Row, SavedText } from './setting-row.tsx';
import css from './settings.module.css';

const empty: BrandKit = { names: [], colours: [], logo: null };

const logoText = (logo: BrandKit['logo']): string =>
  logo && !logo.findable
    ? 'Too plain a shape to be told from others: it is shown and not looked for.'
    : 'A PNG, JPEG or WebP. Found where it stands upright and large enough; a small or turned one is missed.';

/** One kit per client, and one for the ads without a client. */
export const BrandSettings = () => {
  const [client, setClient] = useState('');
  const [problem, setProblem] = useState('');
  const clients = useQuery('collections.list', {}).data?.clients ?? [];
  const kits = useQuery('brand.kits', {});
  const { transport } = useApi();
  const kit = kits.data?.kits.find((one) => (one.client ?? '') === client)?.kit ?? empty;
  // A part alone: a logo takes its time to arrive, and what was typed meanwhile stays.
  const set = (what: string, part: BrandChange, before: BrandChange) => {
    setProblem('');
    const owner = client === '' ? null : client;
    const to = (next: BrandChange) => async () =>
      (await ask(transport.call, 'brand.set', { client: owner, kit: next })) !== null;
    void turning(`Changed the ${what} of a brand`, to(part), to(before));
  };
  return (
    <Group title="Brands">
      {kits.error && <FailureNote failure={kits.error} />}
      <Row
        id="brand-client"
        text="A brand is looked for by its words, colours and logo on the frames that were read."
      >
        <NativeSelect
          aria-label="Brand of"
          value={client}
          onChange={(event) => setClient(event.currentTarget.value)}
          data={[
            { value: '', label: 'Ads without a client' },
            ...clients.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Row>
      <Row id="brand-names" text="As they are written in ads, with commas between: Vellune, VLLN.">
        <SavedText
          key={client}
          label="Names of the brand"
          placeholder="none"
          value={kit.names.join(', ')}
          onSave={(text) => set('names', { names: nameList(text) }, { names: kit.names })}
        />
      </Row>
      <Row id="brand-colours" text="As #rrggbb. Found where one fills at least 15 % of a frame.">
        <SavedText
          key={client}
          label="Colours of the brand"
          placeholder="none"
          value={kit.colours.join(', ')}
          onSave={(text) => {
            const colours = colourList(text);
            if (colours) set('colours', { colours }, { colours: kit.colours });
            else setProblem('Write up to six colours as #rrggbb, with commas between.');
          }}
        />
      </Row>
      <Row id="brand-logo" text={logoText(kit.logo)}>
        <LogoPicker
          key={client}
          logo={kit.logo}
          onLogo={(logo) => set('logo', { logo }, { logo: kit.logo?.id ?? null })}
        />
      </Row>
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
    </Group>
  );
};
