import type { Input, Settings } from '../../../contract/index.ts';
import type { Api } from '../../api/api.tsx';
import { ask, turning } from '../../api/turning.ts';

export type SettingsPatch = Input<'settings.set'>;

/** Sets settings and puts the way back on the stack. The control answers at once; a refusal puts it back and says why. */
export const settingsIn =
  ({ transport, cache }: Pick<Api, 'transport' | 'cache'>) =>
  (what: string, before: Settings, patch: SettingsPatch): Promise<boolean> => {
    // Of the others an older answer knows no more than an event has told since.
    const ofPatch = (settings: object): SettingsPatch =>
      Object.fromEntries(Object.keys(patch).map((key) => [key, settings[key as never]]));
    const old = ofPatch(before);
    const show = (to: SettingsPatch) => cache.patch('settings.get', (now) => ({ ...now, ...to }) as Settings);
    const set = async (to: SettingsPatch, from: SettingsPatch): Promise<boolean> => {
      show(to);
      const answer = await ask(transport.call, 'settings.set', to);
      show(ofPatch(answer ?? from));
      return answer !== null;
    };
    // Its turn to be written may come later.
    show(patch);
    return turning(
      `Changed ${what}`,
      () => set(patch, old),
      () => set(old, patch),
    );
  };
