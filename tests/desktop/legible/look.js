// Finds the texts of the page that cannot be read: cut off, out of reach of scrolling, or one over another.
const done = arguments[0];
/** By how many pixels a text may exceed its frame, and two texts may overlap. */
const CUT = 1;
const OVER = 2;
/** A text with this many lines, none of which has this many letters, is a column of letters. */
const COLUMN = { lines: 3, letters: 2.5 };

/** Finds what is open in front of the page. The page behind it has a stop of its own. */
const front = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
const faults = new Map();

/** A text on the page: its node, the element around it and its lines. */
function textsOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || !isSeen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter(({ width, height }) => width > 0.5 && height > 0.5);
    const size = letters(element);
    texts.push({ element, size, words: node.data.trim(), lines: lines.map((line) => inked(line, size)) });
  }
  return texts;
}

function isSeen(element) {
  if (element.closest('.unseen, script, style, option, title') !== null) return false;
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
}

/** Gives the height of the letters. */
function letters(element) {
  const size = Number.parseFloat(getComputedStyle(element).fontSize);
  return element instanceof SVGElement ? size * Math.abs(element.getScreenCTM()?.d ?? 1) : size;
}

/** Gives the box of a line's letters. The line's own box is as high as the font's tallest sign, which no text here has. */
function inked({ left, right, top, bottom }, size) {
  const air = Math.max(0, (bottom - top - size) / 2);
  return { left, right, top: top + air, bottom: bottom - air };
}

/** Gives the part of an element in which its content is visible. */
function inside(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const within = element instanceof HTMLElement;
  const x = left + (within ? element.clientLeft : 0);
  const y = top + (within ? element.clientTop : 0);
  return { left: x, top: y, right: x + (within ? element.clientWidth : width), bottom: y + (within ? element.clientHeight : height) };
}

/** Lists the elements that cut off an element's content, the closest first, with their overflow across and down. */
function* frames(element) {
  let place = 'static';
  for (let each = element; each !== null && each !== document.documentElement; each = each.parentElement) {
    const style = getComputedStyle(each);
    const holds = place === 'static' || (place === 'absolute' && style.position !== 'static') || style.transform !== 'none';
    // An element that is only as high as its line has no frame of its own.
    if (holds && each !== document.body && style.display !== 'inline') {
      place = 'static';
      yield { element: each, style, across: style.overflowX, down: style.overflowY };
    }
    if (each.matches('dialog:modal, :popover-open')) return;
    if (holds && (style.position === 'absolute' || style.position === 'fixed')) place = style.position;
    if (place === 'fixed') return;
  }
}

const cuts = (overflow) => overflow === 'hidden' || overflow === 'clip';
const scrolls = (overflow) => overflow === 'auto' || overflow === 'scroll';

/** Says why a line cannot be read. `undefined` if it can. */
function reason(text, line) {
  let { left, right, top, bottom } = line;
  for (const { element, style, across, down } of frames(text.element)) {
    const box = inside(element);
    if (scrolls(down)) {
      if (top + element.scrollTop < box.top - CUT) return `above what ${name(element)} scrolls to`;
      if (box.bottom - box.top < bottom - top - CUT) return `${name(element)} is lower than a line`;
      ({ top, bottom } = box);
    } else if (cuts(down) && (top < box.top - CUT || bottom > box.bottom + CUT)) {
      if (!(clamped(style) && isToldBy(text.element, text.words))) return `cut off below or above by ${name(element)}`;
      top = Math.max(top, box.top);
      bottom = Math.min(bottom, box.bottom);
    }
    if (across !== 'visible' && (left < box.left - CUT || right > box.right + CUT)) {
      if (scrolls(across)) return `must be scrolled sideways in ${name(element)}`;
      const fair = style.textOverflow === 'ellipsis' && isToldBy(text.element, text.words);
      if (!fair) return `cut off at the side by ${name(element)}`;
      left = Math.max(left, box.left);
      right = Math.min(right, box.right);
    }
  }
  if (left < -CUT || right > innerWidth + CUT) return 'beyond the side of the window';
  if (top < -CUT || bottom > innerHeight + CUT) return 'beyond the top or bottom of the window';
  return undefined;
}

/** Whether a text has so little room that its letters are below each other. */
function isSqueezed({ lines, size }) {
  const rows = new Set(lines.map(({ top }) => Math.round(top)));
  return rows.size >= COLUMN.lines && lines.every(({ left, right }) => right - left < COLUMN.letters * size);
}

const clamped = (style) => style.webkitLineClamp !== undefined && style.webkitLineClamp !== 'none';

/** Whether a shortened text is shown in full beside it. */
function isToldBy(element, words) {
  const plain = (text) => text.replaceAll(/\s+/g, ' ').trim();
  for (let each = element; each !== null; each = each.parentElement) {
    const told = [each.getAttribute('title'), each.getAttribute('aria-label')];
    if (told.some((text) => text !== null && plain(text).includes(plain(words)))) return true;
  }
  return false;
}

/** Gives the caption of a field: its placeholder while it is empty, or the chosen value. */
function captionsOf(root) {
  const canvas = document.createElement('canvas').getContext('2d');
  return [...root.querySelectorAll('input, select')].filter(isSeen).flatMap((field) => {
    const words = field instanceof HTMLSelectElement ? [...field.options].map(({ label }) => label) : [field.placeholder];
    const style = getComputedStyle(field);
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const room = field.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    const cut = words.filter((each) => each && canvas.measureText(each).width > room + CUT);
    const fair = (each) => style.textOverflow === 'ellipsis' && isToldBy(field, each);
    return cut.filter((each) => !fair(each)).map((each) => ({ element: field, words: each }));
  });
}

/** Gives the dialog, popover or fixed part around an element, which covers the page by intent. `null` if there is none. */
const layer = (element) => {
  for (let each = element; each !== null; each = each.parentElement) {
    if (each.matches('dialog, [popover]') || ['fixed', 'sticky'].includes(getComputedStyle(each).position)) return each;
  }
  return null;
};

/** Gives the part of a line that is on the screen. */
function shown(element, line) {
  const seen = { ...line };
  for (const { element: frame, across, down } of frames(element)) {
    const box = inside(frame);
    if (across !== 'visible') [seen.left, seen.right] = [Math.max(seen.left, box.left), Math.min(seen.right, box.right)];
    if (down !== 'visible') [seen.top, seen.bottom] = [Math.max(seen.top, box.top), Math.min(seen.bottom, box.bottom)];
  }
  return seen;
}

function overlaps(texts) {
  const lines = texts.flatMap(({ element, words, lines }) =>
    lines.map((line) => ({ element, words, layer: layer(element), ...shown(element, line) })),
  );
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((one, index) => {
    for (const other of lines.slice(index + 1)) {
      if (other.top >= one.bottom - OVER) break;
      if (one.element === other.element || one.layer !== other.layer) continue;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - other.top;
      if (across > OVER && down > OVER) fault(one, `lies over ${name(other.element)}`);
    }
  });
}

/** Names an element, to distinguish it from the others. */
function name(element) {
  const id = element.closest('[data-testid]');
  const own = element.classList.item(0);
  const short = `${element.localName}${own === null || own.startsWith('svelte-') ? '' : `.${own}`}`;
  if (id === null) return short;
  return id === element ? `[${id.dataset.testid}]` : `[${id.dataset.testid}] ${short}`;
}

/** Gives the part of a text that a report may show: no digits, and nothing as long as a secret. */
function told(words) {
  return words.replaceAll(/\d/g, '#').replaceAll(/[\w+/=#@.-]{20,}/g, '…').slice(0, 48);
}

function fault(text, why) {
  const key = `${name(text.element)} ${why}`;
  if (!faults.has(key)) faults.set(key, `${name(text.element)} "${told(text.words)}": ${why}`);
}

function look() {
  const texts = textsOf(front);
  for (const text of texts) {
    const why = text.lines.map((line) => reason(text, line)).find((each) => each !== undefined);
    if (why !== undefined) fault(text, why);
    if (isSqueezed(text)) fault(text, 'is squeezed into a column of letters');
  }
  for (const caption of captionsOf(front)) fault(caption, 'does not fit into its field');
  if (document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth) {
    fault({ element: document.body, words: '' }, 'is wider than the window');
  }
  overlaps(texts);
  return { texts: texts.length, faults: [...faults.values()] };
}

// Once nothing moves any more.
const moving = document.getAnimations().filter((each) => Number(each.effect?.getComputedTiming().endTime) < 1000);
Promise.allSettled(moving.map((each) => each.finished)).then(look).then(done, (reason) => done(String(reason)));
