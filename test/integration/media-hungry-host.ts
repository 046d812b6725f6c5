/** A media host that takes more memory than it may as soon as it is given a file. */
process.send?.({ type: 'ready', decoders: 'none' });
const held: Buffer[] = [];
process.on('message', () => {
  for (let i = 0; i < 7; i++) held.push(Buffer.alloc(100 * 1024 ** 2, 1));
});
process.on('disconnect', () => process.exit(0));
