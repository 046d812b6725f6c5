/** Lists the paths of the command line as JSON: started as another user where the tests run as root. */
import { walk } from '../../../../src/main/connectors/folder/walk.ts';
import { looksLikeMedia } from '../../../../src/main/media/kind.ts';

const all = [];
for await (const entry of walk(process.argv.slice(2), looksLikeMedia, new AbortController().signal))
  all.push(entry);
process.stdout.write(JSON.stringify(all));
