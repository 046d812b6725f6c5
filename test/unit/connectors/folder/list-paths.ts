/**
 * Lists the paths of the command line as JSON, as a user who is nobody. Started as root: the program and its modules may
 * lie in a folder that nobody else may enter, so it becomes nobody once they are loaded.
 */
import { walk } from '../../../../src/main/connectors/folder/walk.ts';
import { looksLikeMedia } from '../../../../src/main/media/kind.ts';

process.setgroups?.([]);
process.setgid?.(65_534);
process.setuid?.(65_534);

const all = [];
for await (const entry of walk(process.argv.slice(2), { looksLikeMedia }, new AbortController().signal))
  all.push(entry);
process.stdout.write(JSON.stringify(all));
