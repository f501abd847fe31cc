// Lines of a silhouette inherit fill (the dark tone) and stroke (the light one); NONE leaves the inside open.
const NONE = 'fill="none"';
const path = (d: string, attributes = '') => `<path d="${d}"${attributes && ` ${attributes}`}/>`;
/* eslint-disable max-params -- a drawing reads in columns */
const circle = (cx: number, cy: number, r: number, attributes = '') =>
  `<circle cx="${cx}" cy="${cy}" r="${r}"${attributes && ` ${attributes}`}/>`;
const rect = (x: number, y: number, width: number, height: number, rx = 12) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${rx}"/>`;
/* eslint-enable max-params */
const line = (d: string) => path(d, NONE);
const band = (d: string, width: number) => path(d, `${NONE} stroke-width="${width}"`);

const BODY =
  'M300 190 L180 250 L130 480 L215 505 L245 370 L245 650 L555 650 L555 370 L585 505 L670 480 L620 250 L500 190';
const SHORT = 'M300 200 L165 265 L195 400 L255 375 L255 650 L545 650 L545 375 L605 400 L635 265 L500 200';
const CHAIN = 'M210 190 C230 430 330 540 400 560 C470 540 570 430 590 190';

/** Silhouettes on a square of 800, standing on a floor at 660. */
export const SHAPES = {
  shirt:
    path(`${BODY} L400 260 Z`) +
    line('M400 260 L400 650 M300 190 L345 290 L400 260 L455 290 L500 190') +
    [340, 420, 500, 580].map((y) => circle(424, y, 5)).join(''),
  top: path(
    'M320 180 L300 290 C290 330 270 350 255 380 L255 650 L545 650 L545 380 C530 350 510 330 500 290 L480 180 L455 180 C455 270 345 270 345 180 Z',
  ),
  tee: path(`${SHORT} C480 260 320 260 300 200 Z`) + line('M255 600 L545 600'),
  jumper: path(`${BODY} C480 240 320 240 300 190 Z`) + line('M245 610 L555 610 M140 440 L225 464 M660 440 L575 464'),
  jacket:
    path(`${BODY} L440 170 L360 170 Z`) +
    line('M400 210 L400 650 M360 170 L330 250 L400 330 L470 250 L440 170 M275 520 L360 500 M525 520 L440 500'),
  suit:
    path(`${BODY} L400 200 Z`) +
    line('M300 190 L400 430 L500 190 M400 430 L400 650 M345 300 L320 330 L375 372 M455 300 L480 330 L425 372') +
    path('M400 240 L360 220 L360 262 Z M400 240 L440 220 L440 262 Z'),
  dress:
    path('M330 180 L350 330 L240 655 L560 655 L450 330 L470 180 C440 240 360 240 330 180 Z') +
    line('M350 330 L450 330 M320 655 L375 330 M480 655 L425 330 M400 655 L400 330'),
  bag:
    band('M300 340 C300 160 500 160 500 340', 22) +
    rect(210, 330, 380, 320, 36) +
    line('M210 430 L590 430') +
    circle(400, 430, 18),
  shoe:
    path('M230 320 L230 610 L640 610 C640 540 570 520 500 490 C440 462 420 400 400 320 Z') +
    rect(220, 610, 430, 46, 18) +
    line('M330 380 L405 372 M340 430 L425 418 M360 480 L460 460'),
  pot:
    path('M230 400 L290 650 L510 650 L570 400 Z') +
    rect(205, 350, 390, 62, 14) +
    line('M400 350 L400 230') +
    path(
      'M400 240 C330 250 290 210 280 150 C350 140 400 170 400 240 Z M400 260 C470 270 520 220 525 160 C455 155 400 190 400 260 Z',
    ),
  lamp:
    path('M310 190 L490 190 L570 400 L230 400 Z') +
    rect(385, 400, 30, 220, 6) +
    rect(290, 615, 220, 40, 18) +
    line('M480 400 L480 470') +
    circle(480, 482, 10),
  sofa:
    rect(190, 300, 420, 220, 44) +
    rect(130, 390, 110, 220, 40) +
    rect(560, 390, 110, 220, 40) +
    rect(220, 470, 360, 130, 26) +
    line('M400 470 L400 600 M180 610 L170 655 M620 610 L630 655'),
  armchair:
    rect(250, 240, 300, 320, 70) +
    rect(190, 400, 100, 200, 40) +
    rect(510, 400, 100, 200, 40) +
    rect(270, 480, 260, 120, 26) +
    line('M240 600 L225 655 M560 600 L575 655'),
  beanbag:
    path(
      'M400 230 C330 230 340 330 270 400 C170 500 170 650 300 655 L500 655 C630 650 630 500 530 400 C460 330 470 230 400 230 Z',
    ) + line('M400 240 C380 360 330 470 330 650 M400 240 C420 360 470 470 470 650'),
  drawers:
    rect(230, 250, 340, 370) +
    line('M230 375 L570 375 M230 497 L570 497 M260 620 L260 655 M540 620 L540 655') +
    [312, 436, 560].map((y) => circle(400, y, 13)).join(''),
  table:
    rect(150, 370, 500, 44, 14) +
    path('M200 414 L245 414 L225 655 L195 655 Z M555 414 L600 414 L605 655 L575 655 Z') +
    line('M230 520 L570 520'),
  bed:
    rect(150, 260, 500, 130, 30) +
    rect(150, 420, 500, 190, 26) +
    rect(190, 360, 190, 96, 34) +
    rect(420, 360, 190, 96, 34) +
    line('M150 500 C280 540 520 460 650 500 M180 610 L180 655 M620 610 L620 655'),
  pillow:
    path(
      'M220 250 C330 290 470 290 580 250 C550 380 550 500 580 630 C470 590 330 590 220 630 C250 500 250 380 220 250 Z',
    ) + line('M300 360 L500 360 M295 440 L505 440 M300 520 L500 520'),
  can:
    rect(280, 370, 260, 280, 30) +
    path('M280 470 L150 330 L110 350 L130 300 L185 270 L190 315 L300 420 Z') +
    band('M500 380 C640 360 660 560 540 590', 24) +
    line('M310 370 C340 280 480 280 510 370'),
  trowel:
    path('M400 655 C320 600 310 480 335 420 L465 420 C490 480 480 600 400 655 Z') +
    rect(386, 330, 28, 96, 6) +
    rect(368, 150, 64, 190, 30) +
    line('M400 440 L400 620'),
  fence:
    [190, 290, 390, 490, 590]
      .map((x) => path(`M${x - 36} 655 L${x - 36} 290 L${x} 240 L${x + 36} 290 L${x + 36} 655 Z`))
      .join('') +
    rect(140, 370, 520, 40, 6) +
    rect(140, 540, 520, 40, 6),
  candle:
    rect(280, 380, 240, 270, 26) +
    line('M400 380 L400 320 M280 450 L520 450') +
    path('M400 320 C350 270 390 230 400 180 C415 230 450 270 400 320 Z'),
  necklace: line(CHAIN) + path('M400 560 L445 620 L400 680 L355 620 Z') + circle(210, 190, 9) + circle(590, 190, 9),
  choker: band('M220 260 C220 560 580 560 580 260', 26) + circle(400, 520, 36) + circle(400, 520, 12),
  bracelet:
    `<ellipse cx="400" cy="440" rx="220" ry="180" ${NONE} stroke-width="12"/>` +
    Array.from({ length: 18 }, (_, bead) =>
      circle(
        Math.round(400 + 220 * Math.cos((bead * Math.PI) / 9)),
        Math.round(440 + 180 * Math.sin((bead * Math.PI) / 9)),
        24,
      ),
    ).join(''),
  bangle:
    `<ellipse cx="400" cy="420" rx="220" ry="200" ${NONE} stroke-width="44"/><ellipse cx="400" cy="420" rx="220" ry="200" fill="none" stroke="currentColor" stroke-width="6" stroke-opacity="0.35"/>` +
    line('M330 612 L318 690 M400 620 L400 705 M470 612 L482 690'),
  earrings: [290, 510]
    .map(
      (x) =>
        line(`M${x} 330 C${x - 50} 320 ${x - 40} 220 ${x} 230 C${x + 24} 236 ${x + 20} 262 ${x} 262`) +
        circle(x, 410, 70) +
        circle(x, 410, 24) +
        path(`M${x} 490 L${x + 26} 540 L${x} 610 L${x - 26} 540 Z`),
    )
    .join(''),
  ring: `<circle cx="400" cy="440" r="190" ${NONE} stroke-width="46"/>` + line('M258 332 C300 280 350 258 400 252'),
  'gem-ring':
    `<circle cx="400" cy="480" r="170" ${NONE} stroke-width="36"/>` +
    path('M310 200 L490 200 L540 260 L400 370 L260 260 Z') +
    line('M260 260 L540 260 M310 200 L350 260 L400 370 L450 260 L490 200'),
} as const;

export type Shape = keyof typeof SHAPES;
