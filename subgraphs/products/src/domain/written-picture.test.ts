import { describe, expect, test } from '@jest/globals';
import { readPicture } from './written-picture.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAC0lEQVQI12NgQAYAAA4AAaCJjwwAAAAASUVORK5CYII=',
  'base64',
);
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080010002001011100ffd9', 'hex');
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="url(#g)"/></svg>';

describe('a picture', () => {
  test.each([
    ['SVG', { svg: SVG }, 'image/svg+xml', 400, 300],
    [
      'SVG with a size of its own',
      { svg: SVG.replace('<svg ', '<svg width="40px" height="30" ') },
      'image/svg+xml',
      40,
      30,
    ],
    [
      'SVG that refers to itself',
      { svg: SVG.replace('url(#g)', "url('#g')").replace('<rect', '<use href="#x"/><rect') },
      'image/svg+xml',
      400,
      300,
    ],
    ['PNG', { dataBase64: PNG.toString('base64'), contentType: 'PNG' as const }, 'image/png', 2, 3],
    ['JPEG', { dataBase64: JPEG.toString('base64'), contentType: 'JPEG' as const }, 'image/jpeg', 32, 16],
  ])('in %s tells its type and size', (_, written, contentType, width, height) => {
    expect(readPicture(written)).toMatchObject({ ok: true, value: { contentType, width, height } });
  });

  test.each([
    ['nothing', {}, 'svg'],
    ['both', { svg: SVG, dataBase64: 'AAAA' }, 'svg'],
    ['no type', { dataBase64: PNG.toString('base64') }, 'contentType'],
    ['another type than it is', { dataBase64: PNG.toString('base64'), contentType: 'JPEG' as const }, 'dataBase64'],
    ['no base64', { dataBase64: '***', contentType: 'PNG' as const }, 'dataBase64'],
    ['too many bytes', { dataBase64: 'A'.repeat(1_500_000), contentType: 'PNG' as const }, 'dataBase64'],
    ['text that is no SVG', { svg: '<html></html>' }, 'svg'],
    ['a script', { svg: SVG.replace('<rect', '<script>alert(1)</script><rect') }, 'svg'],
    ['a handler', { svg: SVG.replace('<rect', '<rect onload="x()"') }, 'svg'],
    ['a link elsewhere', { svg: SVG.replace('<rect', '<image href="https://example.com/x.png"/><rect') }, 'svg'],
    ['a file in a style', { svg: SVG.replace('url(#g)', 'url(https://example.com)') }, 'svg'],
    ['an entity', { svg: `<!DOCTYPE svg [<!ENTITY a "b">]>${SVG}` }, 'svg'],
    ['a foreign object', { svg: SVG.replace('<rect', '<foreignObject/><rect') }, 'svg'],
  ])('is refused with %s', (_, written, field) => {
    expect(readPicture(written)).toMatchObject({ ok: false, failure: { kind: 'INVALID_INPUT', path: [field] } });
  });
});
