import { expect, it } from 'vitest';
import { createMediaPool } from '../../../src/main/media/pool.ts';
import { withEnvironment } from '../../support/environment.ts';
import { silent } from '../../support/silent-log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

// A failure that nobody takes would end the program; vitest fails for it.
it.each([
  ['the host', 'spawn ENOMEM', {}],
  ['ffmpeg before it', 'There is no such thing', { PATH: '' }],
])(
  'tells of %s when the system starts no more of them, and takes the other failure too',
  async (_, text, environment) => {
    withEnvironment(environment);
    const startHost = () => {
      throw new Error('spawn ENOMEM');
    };
    const options = { parallel: 2, ffmpegDir: null, resources: tempFolder(), startHost, log: silent };
    await expect(createMediaPool(options)).rejects.toThrow(text);
  },
);
