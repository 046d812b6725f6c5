/** Entry of the desktop app. Checks what runs it before anything native loads: an older Node would crash in it. */
const electron = Number((process.versions.electron ?? '0').split('.')[0]);
if (electron < 45) {
  process.stderr.write(
    'This is the entry of the desktop window: start it with Electron 45, by "npm start".\n',
  );
  process.exitCode = 2;
} else {
  const { keepCompiled } = await import('./hosts/compiled.ts');
  keepCompiled();
  const at = process.argv.indexOf('--cli');
  const { runDesktopCli, startWindow } = await import('./hosts/electron/main.ts');
  // Not awaited: Electron becomes ready only after this module has run.
  if (at >= 0) void runDesktopCli(process.argv.slice(at + 1));
  else startWindow();
}

export {};
