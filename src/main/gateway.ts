/** Entry of the window in a browser tab. Checks its Node before anything native loads: better-sqlite3 crashes older ones. */
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Titan Ads needs Node 24 and this is ${process.versions.node}. Run it by "npm start".\n`,
  );
  process.exitCode = 2;
} else {
  const { keepCompiled } = await import('./hosts/compiled.ts');
  keepCompiled();
  const { openInBrowser } = await import('./hosts/gateway/open-in-browser.ts');
  process.exitCode = await openInBrowser(process.argv.slice(2));
}

export {};
