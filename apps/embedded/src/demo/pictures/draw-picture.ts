import { SHAPES, type Shape } from './shapes.ts';

/** What a product's picture shows: a silhouette on a ground of a hue (0 to 359 on the color wheel). */
export interface Picture {
  readonly shape: Shape;
  readonly hue: number;
}

const SIZE = 800;

/** The picture as an SVG document of 800 × 800 pixels, the same for the same input. */
export const drawPicture = ({ shape, hue }: Picture): string => {
  const ink = hsl(hue, 38, 34);
  const light = hsl(hue, 45, 62);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}">`,
    '<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">',
    `<stop offset="0" stop-color="${hsl(hue, 60, 95)}"/><stop offset="1" stop-color="${hsl(hue + 28, 48, 80)}"/>`,
    '</linearGradient></defs>',
    `<rect width="${SIZE}" height="${SIZE}" fill="url(#g)"/>`,
    `<circle cx="560" cy="250" r="230" fill="${hsl(hue + 14, 70, 97)}" fill-opacity="0.55"/>`,
    `<ellipse cx="400" cy="668" rx="230" ry="26" fill="${ink}" fill-opacity="0.16"/>`,
    `<g fill="${ink}" stroke="${light}" stroke-width="8" stroke-linejoin="round" stroke-linecap="round">${SHAPES[shape]}</g>`,
    '</svg>',
  ].join('');
};

const hsl = (hue: number, saturation: number, lightness: number) => `hsl(${hue % 360},${saturation}%,${lightness}%)`;
