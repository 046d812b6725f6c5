import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConversionMap, ConversionsRead, Input } from '../../../contract/index.ts';
import { useApi, useCommand, useQuery } from '../../api/api.tsx';
import { ask, turnable } from '../../api/turning.ts';
import { count, plural } from '../../format/number.ts';
import { useToasts } from '../../state/toasts.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { ChooseFile } from './choose-file.tsx';
import { HowRead } from './how-read.tsx';
import { useRevenueImport } from './import-state.ts';
import css from './revenue.module.css';

type FileInput = Input<'learn.importConversions'>;

/** Also without any sale: what was read as one before is none then. */
const isUsable = ({ missing, good, bad }: ConversionsRead): boolean =>
  missing.length === 0 && (good > 0 || bad.length === 0);

const here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A file of orders: how it is read stands here before anything is written, and can be corrected. */
export const ImportDialog = () => {
  const { cache, transport } = useApi();
  const preview = useCommand('learn.previewConversions');
  const write = useCommand('learn.importConversions');
  const [text, setText] = useState<string | null>(null);
  const [guessed, setGuessed] = useState(false);
  const [source, setSource] = useState('shop');
  const accounts = useQuery('learn.accounts', {}).data?.accounts ?? [];
  const [shop, setShop] = useState('');
  const [currency, setCurrency] = useState('');
  const [zone, setZone] = useState('');
  const [map, setMap] = useState<Partial<ConversionMap>>({});
  const [read, setRead] = useState<ConversionsRead | null>(null);
  const isWhoseAsked = accounts.length > 1;
  const close = () => useRevenueImport.setState({ open: false });

  const fileOf = (given: string, chosen: Partial<ConversionMap>): FileInput => ({
    text: given,
    source: source.trim().toLowerCase() || 'shop',
    shop: shop.trim() || null,
    // By the clocks of the account whose sales these are; where none is known those of this machine are as good as any.
    time_zone: zone.trim() || (accounts.length === 0 ? here() : null),
    currency: currency.trim().toUpperCase() || null,
    map: chosen,
  });
  const look = async (given: string | null, chosen: Partial<ConversionMap>) => {
    setMap(chosen);
    setText(given);
    if (given === null) return setRead(null);
    const found = await preview.run(fileOf(given, chosen));
    setRead(found.ok ? found.value : null);
  };
  const bring = async () => {
    if (text === null) return;
    const file = fileOf(text, map);
    const done = await write.run(file);
    if (!done.ok) return;
    const changed = <T,>(answer: T): T => {
      cache.invalidate((id) => id === 'learn.revenue');
      return answer;
    };
    changed(null);
    const { added, known, overruled, taken_back } = done.value;
    const told = [
      `${plural(added, 'row')} added, ${count(known)} known already`,
      overruled > 0 && `${count(overruled)} of these were said otherwise since, and that stands`,
      taken_back > 0 && `${count(taken_back)} that were read from this file before count no longer`,
    ]
      .filter(Boolean)
      .join('; ');
    close();
    // What it was read as before cannot come back so.
    if (added === 0 || taken_back > 0) return useToasts.getState().show({ tone: 'done', text: told });
    const imported = { source: file.source, text: file.text };
    turnable(
      told,
      async () => changed(await ask(transport.call, 'learn.takeBackImport', imported)) !== null,
      async () => changed(await ask(transport.call, 'learn.importConversions', file)) !== null,
    );
  };
  const failure = write.error ?? preview.error;
  return (
    <Dialog
      title="Import orders"
      onClose={close}
      actions={
        <BusyButton
          variant="filled"
          loading={write.busy}
          disabled={!read || !isUsable(read) || preview.busy || (isWhoseAsked && shop.trim() === '')}
          onClick={() => void bring()}
        >
          {read ? `Import ${plural(read.good, 'row')}` : 'Import'}
        </BusyButton>
      }
    >
      <div className={css.form}>
        <ChooseFile
          label="CSV or JSON of a shop, a CRM or a tracker"
          guessed={guessed}
          onChoose={(file) => {
            setGuessed(file?.guessed ?? false);
            void look(file?.text ?? null, {});
          }}
        />
        <TextInput
          label="Ad account or shop"
          required={isWhoseAsked}
          description={
            isWhoseAsked
              ? 'whose sales these are: an order number is one sale within it alone, and campaigns are found by their names in it'
              : 'whose sales these are, where you have more than one shop: an order number is one sale within it alone'
          }
          placeholder={accounts.length === 1 ? accounts[0]?.name : undefined}
          list="import-shops"
          value={shop}
          onChange={(event) => setShop(event.currentTarget.value)}
        />
        <datalist id="import-shops">
          {accounts.map(({ id, name }) => (
            <option key={id} value={accounts.some((one) => one.name === name && one.id !== id) ? id : name}>
              {name}
            </option>
          ))}
        </datalist>
        <div className={css.row}>
          <TextInput
            label="Told by"
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
            onBlur={() => void look(text, map)}
          />
          <TextInput
            label="Currency"
            description="of rows that name none"
            value={currency}
            onChange={(event) => setCurrency(event.currentTarget.value)}
            onBlur={() => void look(text, map)}
          />
          <TextInput
            label="Time zone"
            description="of times that name none"
            placeholder={read?.time_zone ?? here()}
            value={zone}
            onChange={(event) => setZone(event.currentTarget.value)}
            onBlur={() => void look(text, map)}
          />
        </div>
        {failure && <FailureNote failure={failure} />}
        {read && (
          <HowRead read={read} onMap={(field, header) => void look(text, { ...map, [field]: header })} />
        )}
      </div>
    </Dialog>
  );
};
