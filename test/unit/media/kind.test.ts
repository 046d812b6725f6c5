import { expect, test } from 'vitest';
import { looksLikeMedia, recognise } from '../../../src/main/media/kind.ts';

const text = (value: string) => new Uint8Array(Buffer.from(value, 'latin1'));
const box = (type: string, payload = '\0\0\0\0') => text(`\0\0\0\x20${type}${payload}`);
const ftyp = (major: string, ...others: string[]) =>
  text(`\0\0\0${String.fromCharCode(16 + 4 * others.length)}ftyp${major}\0\0\0\0${others.join('')}`);

test.each([
  ['a JPEG', text('\xff\xd8\xff\xe0'), { decoder: 'still', container: 'jpeg' }],
  ['a PNG', text('\x89PNG\r\n\x1a\n....IHDR....IDAT'), { decoder: 'still', container: 'png' }],
  ['an animated PNG', text('\x89PNG\r\n\x1a\n....IHDR....acTL....IDAT'), { demuxer: 'apng' }],
  ['a GIF', text('GIF89a'), { decoder: 'gif' }],
  ['a still WebP', text('RIFF....WEBPVP8 '), { decoder: 'webp', animated: false }],
  ['an animated WebP', text('RIFF....WEBPVP8X....\x02'), { decoder: 'webp', animated: true }],
  ['an AVI', text('RIFF....AVI LIST'), { demuxer: 'avi' }],
  ['an MP4', ftyp('isom', 'mp41'), { demuxer: 'mov', container: 'mp4' }],
  ['a QuickTime film', ftyp('qt  '), { demuxer: 'mov', container: 'mov' }],
  ['a QuickTime film without a brand', box('mdat'), { demuxer: 'mov', container: 'mov' }],
  ['a 3GP film', ftyp('3gp4'), { demuxer: 'mov', container: '3gp' }],
  ['a still AVIF', ftyp('avif', 'mif1'), { decoder: 'still', container: 'avif' }],
  ['an animated AVIF', ftyp('avis', 'msf1'), { demuxer: 'mov', container: 'avif' }],
  ['a HEIC', ftyp('mif1', 'heic'), { decoder: 'heic' }],
  ['a WebM', text('\x1a\x45\xdf\xa3....B\x82\x84webm'), { demuxer: 'matroska', container: 'webm' }],
  ['a Matroska film', text('\x1a\x45\xdf\xa3....B\x82\x88matroska'), { container: 'matroska' }],
  ['an Ogg', text('OggS'), { demuxer: 'ogg' }],
  ['an FLV', text('FLV\x01'), { demuxer: 'flv' }],
  ['a transport stream', text('G'.padEnd(188, '\0').repeat(3)), { demuxer: 'mpegts' }],
  ['an SVG behind a comment', text('<?xml version="1.0"?><!-- x --><svg xmlns="x">'), { decoder: 'svg' }],
  ['sound', text('ID3\x04'), { decoder: 'none', code: 'NO_VIDEO' }],
  ['a Photoshop document', text('8BPS'), { decoder: 'none', code: 'UNSUPPORTED_CODEC' }],
  ['JSON', text('{"WEBP":{}}'), { decoder: 'none', code: 'NOT_MEDIA' }],
  ['a playlist', text('#EXTM3U\nhttp://127.0.0.1/x.ts'), { decoder: 'none', code: 'NOT_MEDIA' }],
  ['a concat script', text('ffconcat version 1.0\nfile /etc/passwd'), { decoder: 'none', code: 'NOT_MEDIA' }],
  ['a broken MP4', text('\x01\x02\x03\x04xxxx....moov'), { decoder: 'none', code: 'BAD_HEADER' }],
  ['noise', text('\x01\x02\x03\x04\x05\x06\x07\x08'), { decoder: 'none', code: 'NOT_MEDIA' }],
])('%s is told by its content', (_name, head, kind) => {
  expect(recognise(head)).toMatchObject(kind);
});

test('an unnamed file counts as media when a decoder takes it', () => {
  expect(looksLikeMedia(ftyp('isom'))).toBe(true);
  expect(looksLikeMedia(text('fLaC'))).toBe(false);
  expect(looksLikeMedia(text('hello'))).toBe(false);
});
