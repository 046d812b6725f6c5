import { EventEmitter } from 'node:events';
import { state } from '../state.ts';

type Source = 'system' | 'light' | 'dark';

class StandInNativeTheme extends EventEmitter {
  shouldUseHighContrastColors = false;
  shouldUseInvertedColorScheme = false;
  inForcedColorsMode = false;
  prefersReducedTransparency = false;
  private source: Source = 'system';

  get themeSource(): Source {
    return this.source;
  }
  set themeSource(source: Source) {
    this.source = source;
    for (const contents of state.contents.values()) contents.applyTheme(this.shouldUseDarkColors);
    this.emit('updated');
  }
  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }
}

export const nativeTheme = new StandInNativeTheme();
