/**
 * Runs a command of this project on a machine where nothing is installed yet but Node 18 or newer. No import outside
 * Node itself, here and in every .mjs file of ground/: they run before the packages are there.
 */
const main = async () => {
  if (Number(process.versions.node.split('.')[0]) < 18) {
    process.stderr.write(
      `Titan Ads needs Node 18 or newer to install itself (it then brings its own Node 24). This is ${process.version}. Get one from https://nodejs.org/\n`,
    );
    return 1;
  }
  // Loaded only now: an older Node would stop at syntax it does not know and never show the line above.
  const { runCommand } = await import('./ground/commands.mjs');
  const { Stop, say } = await import('./ground/say.mjs');
  const [name = 'start', ...args] = process.argv.slice(2);
  try {
    return await runCommand(name, args);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    return error.exitCode;
  }
};

main().then((code) => {
  process.exitCode = code;
});
