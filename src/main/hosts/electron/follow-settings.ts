import type { Settings } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';
import { person } from './ipc.ts';

/** Tells the settings as they are now and after each change. */
export function followSettings(
  library: Pick<App, 'call' | 'subscribe'>,
  tell: (settings: Settings) => void,
): void {
  const read = (): void =>
    // A library that cannot be read says so in the window itself.
    void typedCall(library, person, 'settings.get', {}).then(tell, () => undefined);
  library.subscribe(({ type }) => {
    if (type === 'settings') read();
  });
  read();
}
