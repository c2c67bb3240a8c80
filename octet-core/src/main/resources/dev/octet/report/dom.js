// Elements are made here and nowhere else. What comes from the report becomes text or an attribute's
// value, never markup.

const SVG = 'http://www.w3.org/2000/svg';

/** Sets attributes; a function listens to the event of that name, false and null leave out. */
function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  return element;
}

/** An element of HTML; children are elements, texts, or null for none. */
function h(tag, attributes, ...children) {
  const element = dress(document.createElement(tag), attributes || {});
  element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== ''));
  return element;
}

/** An element of SVG. */
function svg(tag, attributes, ...children) {
  const element = dress(document.createElementNS(SVG, tag), attributes || {});
  element.append(...children.flat().filter((c) => c !== null && c !== undefined));
  return element;
}

/** A labelled choice. */
function choice(label, names, chosen) {
  const select = h('select', { change: () => chosen(select.selectedIndex) },
    names.map((name) => h('option', {}, name)));
  return h('label', { class: 'tool' }, h('span', {}, label), select);
}

/** A labelled box to tick. */
function tick(label, on, changed) {
  const box = h('input', { type: 'checkbox', change: () => changed(box.checked) });
  box.checked = on;
  return h('label', { class: 'tool' }, box, h('span', {}, label));
}

function button(text, action, attributes) {
  return h('button', { type: 'button', click: action, ...attributes }, text);
}

/** A link to a place in this page. */
function inside(anchor, text) {
  return h('a', { href: '#' + encodeURIComponent(anchor) }, text);
}

/** Tells a screen reader. */
const speaker = h('div', { class: 'hidden', role: 'status', 'aria-live': 'polite' });
function say(text) {
  speaker.textContent = text;
}
