/** Entry of the command line. Checks its Node before anything native loads: better-sqlite3 crashes older ones. */
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Titan Ads needs Node 24 and this is ${process.versions.node}. Run it by "npm run -s titan -- <verb>".\n`,
  );
  process.exitCode = 2;
} else {
  const { keepCompiled, loadKept } = await import('./hosts/compiled.ts');
  keepCompiled();
  const { runCli } =
    loadKept<typeof import('./hosts/cli/run.ts')>('commands') ?? (await import('./hosts/cli/run.ts'));
  process.exitCode = await runCli(process.argv.slice(2));
}

export {};
