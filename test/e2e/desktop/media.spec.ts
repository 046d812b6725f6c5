import { makeAds } from './ads.ts';
import { call, expect, test } from './desktop.ts';

test('an ad plays and seeks by its id, in ranges', async ({ start }, info) => {
  const { app, page } = await start();
  const folder = await makeAds(info.outputPath('ads'), 1, 20);
  await call(page, 'ingest.analyze', { paths: [folder] });
  const find = async (): Promise<string | undefined> => {
    const { value } = await call(page, 'score.rows', { where: 'ad' });
    return (value as { rows: { id: string; name: string }[] }).rows.find(({ name }) =>
      name.startsWith('ad 1'),
    )?.id;
  };
  await expect.poll(find, { timeout: 60_000 }).toBeTruthy();
  const id = await find();

  const played = await page.evaluate(async (ad) => {
    const video = document.createElement('video');
    video.muted = true;
    video.src = `media/${ad}`;
    document.body.append(video);
    await video.play();
    video.pause();
    const seek = (to: number): Promise<number> =>
      new Promise((resolve) => {
        video.addEventListener('seeked', () => resolve(video.currentTime), { once: true });
        video.currentTime = to;
      });
    return {
      width: video.videoWidth,
      duration: Math.round(video.duration),
      at: [await seek(15), await seek(2.5)],
    };
  }, id);
  expect(played).toEqual({ width: 360, duration: 20, at: [15, 2.5] });

  const ranges = await app.evaluate(async ({ net }, ad) => {
    const get = (range?: string) =>
      net.fetch(`app://titan/media/${ad}`, range === undefined ? {} : { headers: { range } });
    const whole = new Uint8Array(await (await get()).arrayBuffer());
    const part = await get('bytes=100-199');
    const bytes = new Uint8Array(await part.arrayBuffer());
    const past = await get(`bytes=${whole.length}-`);
    return {
      status: part.status,
      range: part.headers.get('content-range') === `bytes 100-199/${whole.length}`,
      same: bytes.length === 100 && bytes.every((byte, index) => byte === whole[100 + index]),
      past: past.status,
    };
  }, id);
  expect(ranges).toEqual({ status: 206, range: true, same: true, past: 416 });

  const pictures = await page.evaluate(
    (ad) =>
      Promise.all(
        ['thumb', 'strip'].map(async (kind) => {
          const picture = Object.assign(new Image(), { src: `${kind}/${ad}` });
          await picture.decode();
          return picture.naturalWidth > 0;
        }),
      ),
    id,
  );
  expect(pictures).toEqual([true, true]);
});
