import { describe, expect, it } from 'vitest';
import { driveRef, isDriveId, isDriveLink } from '../../../../src/main/core/ingest/drive-link.ts';

const id = '1AbCdEfGhIjKlMnOpQrStUvWxYz_-0123';

describe('driveRef', () => {
  it.each([
    id,
    `  ${id}\n`,
    `https://drive.google.com/drive/folders/${id}`,
    `https://drive.google.com/drive/folders/${id}?usp=sharing`,
    `https://drive.google.com/drive/u/1/folders/${id}`,
    `https://drive.google.com/drive/mobile/folders/${id}`,
    `https://drive.google.com/drive/u/1/mobile/folders/${id}?usp=sharing`,
    `https://drive.google.com/folderview?id=${id}&usp=drive_link`,
    `https://drive.google.com/embeddedfolderview?id=${id}#list`,
    `https://drive.usercontent.google.com/download?id=${id}&export=download&confirm=t`,
    `https://drive.google.com/open?id=${id}`,
    `https://drive.google.com/open?usp=drive_copy&id=${id}`,
    `https://drive.google.com/file/d/${id}/view?usp=sharing`,
    `https://drive.google.com/file/d/${id}/view#t=3`,
    `https://drive.google.com/uc?export=download&id=${id}`,
    `https://drive.google.com/a/acme.com/folderview?id=${id}`,
    `drive.google.com/drive/folders/${id}`,
    `http://DRIVE.google.com/drive/folders/${id}`,
    `https://drive.google.com:443/drive/folders/${id}`,
    `<https://drive.google.com/drive/folders/${id}>`,
    `"https://drive.google.com/drive/folders/${id}"`,
    `Ads (https://drive.google.com/drive/folders/${id}).`,
    `Ads: https://drive.google.com/drive/folders/${id}, as of today`,
    `\u200bhttps://drive.google.com/drive/folders/${id}\u200b`,
    `https://drive.google.com/uc?export=download&amp;id=${id}`,
  ])('reads the id of %s', (link) => {
    expect(driveRef(link)).toEqual({ id, resourceKey: null });
  });

  it('keeps the key of what is shared by link', () => {
    expect(driveRef(`https://drive.google.com/drive/folders/${id}?resourcekey=0-aB_c&usp=x`)).toEqual({
      id,
      resourceKey: '0-aB_c',
    });
    expect(
      driveRef(`https://drive.google.com/drive/folders/${id}?resourcekey=0%0d%0aX: y`).resourceKey,
    ).toBeNull();
  });

  it('takes the root of a shared drive, whose id is shorter', () => {
    expect(driveRef('https://drive.google.com/drive/folders/0ABcdEfGhIjKlMn9PVA').id).toBe(
      '0ABcdEfGhIjKlMn9PVA',
    );
  });

  it.each([
    [`https://drive.google.com/drive/mobile/folders/${id}/${id}`, 'names two folders'],
    [
      `https://accounts.google.com/x?continue=https://drive.google.com/drive/folders/${id}`,
      'drive.google.com',
    ],
    ['https://drive.google.com/drive/my-drive', 'a view of Drive'],
    ['https://drive.google.com/drive/shared-with-me', 'a view of Drive'],
    ['https://drive.google.com/drive/search?q=ads', 'a view of Drive'],
    [`https://docs.google.com/document/d/${id}/edit`, 'a document'],
    [`https://docs.google.com/spreadsheets/d/${id}/edit`, 'a document'],
    [`https://evil.example/drive/folders/${id}`, 'drive.google.com'],
    [`https://drive.google.com.evil.example/drive/folders/${id}`, 'drive.google.com'],
    [`https://drive.google.com@evil.example/drive/folders/${id}`, 'drive.google.com'],
    [`https://user:pass@drive.google.com/drive/folders/${id}`, 'drive.google.com'],
    [`https://drive.google.com:8443/drive/folders/${id}`, 'drive.google.com'],
    ["https://drive.google.com/drive/folders/x'%20or%20'a'='a", 'odd characters'],
    ['https://drive.google.com/drive/folders/short', 'cut short'],
    ['https://drive.google.com/', 'no folder'],
    ['my ads', 'neither a link nor the id'],
    ['', 'neither a link nor the id'],
  ])('refuses %s and says why', (link, why) => {
    expect(() => driveRef(link)).toThrow(why);
    expect(() => driveRef(link)).toThrow('not valid');
  });
});

it('tells a link and an id from a path', () => {
  expect(isDriveLink(`https://drive.google.com/drive/folders/${id}`)).toBe(true);
  expect(isDriveLink(` <https://drive.google.com/drive/folders/${id}>`)).toBe(true);
  expect(isDriveId(id)).toBe(true);
  expect(isDriveLink(`https://drive.usercontent.google.com/download?id=${id}`)).toBe(true);
  for (const path of ['./ads', '/home/anna/ads', 'ads', 'drive.google.com', 'C:\\ads'])
    expect([isDriveLink(path), isDriveId(path)]).toEqual([false, false]);
});
