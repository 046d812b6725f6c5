import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { DraftButton, DraftPlaces } from '../../../contract/index.ts';
import type { DraftProblems } from './draft-problems.ts';
import { buttonNames, type DraftForm } from './draft-start.ts';

interface DraftFieldsProps {
  readonly form: DraftForm;
  readonly problems: DraftProblems;
  readonly places: DraftPlaces;
  readonly onChange: (patch: Partial<DraftForm>) => void;
}

/** Where the draft would be, then the words around it; what is wrong with one stands beside it. */
export const DraftFields = ({ form, problems, places, onChange }: DraftFieldsProps) => {
  const adSets = places.accounts.find(({ id }) => id === form.account)?.ad_sets ?? [];
  const typed = (name: 'page' | 'message' | 'headline' | 'link') => ({
    name,
    value: form[name],
    error: problems[name],
  });
  return (
    <>
      <NativeSelect
        label="Ad account"
        name="account"
        value={form.account}
        data={places.accounts.map(({ id, name }) => ({ value: id, label: `${name}, ${id}` }))}
        onChange={({ currentTarget }) => onChange({ account: currentTarget.value, ad_set: '' })}
      />
      <NativeSelect
        label="Ad set"
        name="ad_set"
        description="As of the last refresh of results."
        value={form.ad_set}
        error={problems.ad_set}
        data={[
          { value: '', label: adSets.length === 0 ? 'This account has none' : 'Choose one …' },
          ...adSets.map(({ id, name, campaign }) => ({
            value: id,
            label: campaign === null ? name : `${campaign} › ${name}`,
          })),
        ]}
        onChange={({ currentTarget }) => onChange({ ad_set: currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label="Page"
        {...typed('page')}
        description="The number of the page in whose name the ad speaks."
        inputMode="numeric"
        autoComplete="off"
        onChange={({ currentTarget }) => onChange({ page: currentTarget.value.trim() })}
      />
      <Textarea
        label="Primary text"
        {...typed('message')}
        rows={4}
        onChange={({ currentTarget }) => onChange({ message: currentTarget.value })}
      />
      <TextInput
        label="Headline"
        {...typed('headline')}
        autoComplete="off"
        onChange={({ currentTarget }) => onChange({ headline: currentTarget.value })}
      />
      <TextInput
        label="Link"
        {...typed('link')}
        type="url"
        placeholder="https://"
        autoComplete="off"
        onChange={({ currentTarget }) => onChange({ link: currentTarget.value.trim() })}
      />
      <NativeSelect
        label="Button"
        name="button"
        value={form.button}
        data={Object.entries(buttonNames).map(([value, label]) => ({ value, label }))}
        onChange={({ currentTarget }) => onChange({ button: currentTarget.value as DraftButton })}
      />
    </>
  );
};
