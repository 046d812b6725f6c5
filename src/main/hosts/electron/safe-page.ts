import { startUrl } from './origin.ts';

/** Shown when the window crashed three times in a minute: no script, no style, so nothing in it can crash again. */
export const safePage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Titan Ads</title></head>
<body>
<h1>The window stopped several times</h1>
<p>Running jobs go on and nothing is lost. What was open may be too large for this machine's memory.</p>
<p><a href="${startUrl}">Open the library again</a></p>
<p>If it repeats, Help &gt; Show logs has the details.</p>
</body>
</html>
`;
