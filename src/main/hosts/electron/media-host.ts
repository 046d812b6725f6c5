import { utilityProcess } from 'electron';
import { scrubbedEnvironment } from '../../media/environment.ts';
import { mediaHostEntry } from '../../media/fork-host.ts';
import type { StartMediaHost } from '../../media/pool.ts';

/** A media host as a utility process: a packed Electron does not run as plain Node, so it cannot be forked. */
export const utilityMediaHost: StartMediaHost = () => {
  const child = utilityProcess.fork(mediaHostEntry(), [], {
    env: scrubbedEnvironment(),
    execArgv: [],
    serviceName: 'Titan Ads media',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let lastWords = '';
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = (lastWords + text.toString('utf8')).slice(-2000);
  });
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(`exit code ${code}: ${lastWords}`)),
    kill: () => void child.kill(),
  };
};
