import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { useSoon } from '../../../src/renderer/api/pictures.ts';

const Picture = () => createElement('img', { src: useSoon('thumb/a'), alt: '' });

it('asks for no picture in the first draw', () => {
  expect(renderToStaticMarkup(createElement(Picture))).toBe('<img alt=""/>');
});
