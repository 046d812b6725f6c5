import { Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import controls from '../../ui/controls.module.css';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Key } from '../../ui/key.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import { OptionList } from '../../ui/option-list.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import css from './gallery.module.css';
import { Part } from './part.tsx';

const layouts = ['Tiles', 'Hybrid', 'Table'] as const;

/** Everything that can be pressed, chosen or filled in. */
export const Controls = () => {
  const [layout, setLayout] = useState<(typeof layouts)[number]>('Hybrid');
  const list = useId();
  return (
    <>
      <Part title="Buttons">
        <div className={css.row}>
          <Button variant="filled">
            Approve <Key onAccent>A</Key>
          </Button>
          <Button>Usual</Button>
          <Button disabled>Not now</Button>
          <Button loading>Busy</Button>
          <button type="button" className={controls.button}>
            Plain <Key>P</Key>
          </button>
          <button type="button" className="link">
            Link
          </button>
        </div>
        <div className={css.row}>
          <IconButton icon="columns" label="Columns" />
          <IconButton icon="side" label="Side list" aria-pressed />
          <IconButton icon="up" label="Not to be had" disabled />
          <MenuButton
            label="Menu of layouts"
            className={controls.button}
            items={layouts.map((label) => ({
              label,
              checked: label === layout,
              run: () => setLayout(label),
            }))}
          >
            Menu
            <Icon name="down" size={12} />
          </MenuButton>
        </div>
      </Part>
      <Part title="Choices">
        <div className={css.row}>
          <Segmented
            label="Layout"
            value={layout}
            onChange={setLayout}
            options={layouts.map((value) => ({ value, label: value }))}
          />
          <Switch label="On" defaultChecked />
          <Switch label="Off" />
          <Switch label="Not to be had" disabled />
          {['Chosen', 'Not chosen'].map((label, at) => (
            <label key={label} className={controls.check}>
              <input type="checkbox" defaultChecked={at === 0} aria-label={label} />
            </label>
          ))}
        </div>
      </Part>
      <Part title="Fields">
        <div className={css.fields}>
          <TextInput label="Name" description="As it is shown" placeholder="Spring launch" />
          <TextInput label="Link" defaultValue="drive" error="That is no link to a folder." />
          <TextInput label="Not to be had" disabled defaultValue="kept" />
          <NumberInput label="Files at the same time" defaultValue={4} />
        </div>
      </Part>
      <Part title="Ways to go on">
        <div className={css.options}>
          <OptionList
            id={list}
            label="Ways to go on"
            options={[
              { label: 'score>70', hint: '12 ads' },
              { label: 'score<50', hint: null },
            ]}
            at={0}
            shown
            onTake={() => undefined}
          />
        </div>
      </Part>
    </>
  );
};
