import { AppError } from '../../../contract/index.ts';

/** One line from the keyboard; with `hidden` nothing of it is shown. */
export async function askLine(question: string, { hidden }: { hidden: boolean }): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  const typed = stdin.isTTY && hidden;
  if (typed) stdin.setRawMode(true);
  stdin.setEncoding('utf8').resume();
  try {
    return await new Promise((resolve, reject) => {
      let line = '';
      const end = (): void => {
        stdin.off('data', take);
        resolve(line.trim());
      };
      const take = (text: string): void => {
        for (const [at, letter] of [...text].entries()) {
          if (letter === '\r' || letter === '\n') {
            // What follows belongs to the next question.
            stdin.unshift([...text].slice(at + (text.startsWith('\r\n', at) ? 2 : 1)).join(''));
            end();
            return;
          }
          if (letter === '\u0003') {
            stdin.off('data', take);
            reject(new AppError('CANCELLED', 'Nothing was done.'));
            return;
          }
          if (letter === '\u007f' || letter === '\b') line = line.slice(0, -1);
          else line += letter;
        }
      };
      stdin.on('data', take);
      stdin.once('end', end);
    });
  } finally {
    if (typed) stdin.setRawMode(false);
    stdin.pause();
    if (hidden) stderr.write('\n');
  }
}
