import { ads } from './scenes/ads.ts';
import { app } from './scenes/app.ts';
import { director } from './scenes/director.ts';
import { library } from './scenes/library.ts';
import { loop } from './scenes/loop.ts';
import type { Scene } from './scenes/scene.ts';
import { states } from './scenes/states.ts';

/** Every screen, dialog and open menu of the window. */
export const scenes: readonly Scene[] = [...library, ...ads, ...loop, ...director, ...app, ...states];
