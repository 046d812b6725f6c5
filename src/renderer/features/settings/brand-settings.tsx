import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { BrandKit } from '../../../contract/index.ts';
import { useCommand, useQuery } from '../../api/api.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { colourList, nameList } from './brand-text.ts';
import { Group, Row, SavedText } from './setting-row.tsx';
import css from './settings.module.css';

const empty: BrandKit = { names: [], colours: [] };

/** One kit per client, and one for the ads without a client. */
export const BrandSettings = () => {
  const [client, setClient] = useState('');
  const [problem, setProblem] = useState('');
  const clients = useQuery('collections.list', {}).data?.clients ?? [];
  const kits = useQuery('brand.kits', {});
  const save = useCommand('brand.set');
  const kit = kits.data?.kits.find((one) => (one.client ?? '') === client)?.kit ?? empty;
  const failure = kits.error ?? save.error;
  const set = (part: Partial<BrandKit>) => {
    setProblem('');
    void save.run({ client: client === '' ? null : client, kit: { ...kit, ...part } });
  };
  return (
    <Group title="Brands">
      {failure && <FailureNote failure={failure} />}
      <Row id="brand-client" text="A brand is looked for in the words and colours that were read.">
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
          onSave={(text) => set({ names: nameList(text) })}
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
            if (colours) set({ colours });
            else setProblem('Write up to six colours as #rrggbb, with commas between.');
          }}
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
