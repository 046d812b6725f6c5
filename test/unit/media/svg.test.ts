import { expect, test } from 'vitest';
import { unsafe } from '../../../src/main/media/still/svg.ts';

const svg = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="x">${inner}</svg>`;

test.each([
  ['entities', `<!DOCTYPE svg [<!ENTITY a "aaaa">]>${svg('&a;')}`],
  ['a parameter entity file', `<!DOCTYPE svg [ <!ELEMENT svg ANY > %x; ]>${svg('')}`],
  ['a script', svg('<script>fetch("http://127.0.0.1")</script>')],
  ['an outside style sheet', `<?xml-stylesheet href="http://x/y.css"?>${svg('')}`],
  ['an imported style', svg('<style>@import "http://x/y.css";</style>')],
  ['an embedded document', svg('<foreignObject><iframe src="x"/></foreignObject>')],
  ['an included file', svg('<xi:include href="file:///etc/passwd"/>')],
  ['a linked picture', svg('<image xlink:href="http://127.0.0.1/x.png"/>')],
  ['a file', svg("<image href='file:///etc/passwd'/>")],
  ['a neighbour', svg('<image href="other.svg"/>')],
  ['a hidden scheme', svg('<image href="&#x68;ttp://x"/>')],
  ['a nested SVG', svg('<image href="data:image/svg+xml;base64,AAAA"/>')],
  ['a style reference', svg('<rect style="fill:url(http://x/y#z)"/>')],
])('%s is refused', (_name, text) => {
  expect(unsafe(text)).not.toBeNull();
});

test.each([
  ['plain shapes', svg('<rect width="1"/>')],
  ['gradients and clones of its own', svg('<use href="#a"/><rect fill="url(#g)" style=\'fill:url("#g")\'/>')],
  ['a picture carried inside', svg('<image href="data:image/png;base64,AAAA"/>')],
  ['a public document type', `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.dtd">${svg('')}`],
])('%s may be rendered', (_name, text) => {
  expect(unsafe(text)).toBeNull();
});
