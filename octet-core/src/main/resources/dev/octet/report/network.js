// The graph of a model: ops in rows, what is read above what reads it.

const OP_WIDTH = 176;
const OP_HEIGHT = 42;
const COLUMN = 200;
const ROW = 78;
const MARGIN = 30;

function networkFigure(block, id) {
  const ops = block.ops.map((op, index) => ({ ...op, index, before: [], after: [] }));
  const lanes = block.edges.flatMap((e) => e[3]).concat(ops.map((op) => op.at));
  const left = lanes.reduce((m, at) => Math.min(m, at[0]), Infinity);
  const place = (at) => [(at[0] - left) * COLUMN + OP_WIDTH / 2 + MARGIN, at[1] * ROW + OP_HEIGHT / 2 + MARGIN];
  ops.forEach((op) => { [op.x, op.y] = place(op.at); });
  const size = {
    width: lanes.reduce((m, at) => Math.max(m, place(at)[0]), 0) + OP_WIDTH / 2 + MARGIN,
    height: ops.reduce((m, op) => Math.max(m, op.y), 0) + OP_HEIGHT / 2 + MARGIN,
  };
  block.edges.forEach(([from, to]) => { ops[from].after.push(ops[to]); ops[to].before.push(ops[from]); });

  const name = brief(ops.map((op) => op.label));
  const drawing = svg('g');
  const picture = svg('svg', { class: 'network', 'aria-hidden': 'true', focusable: 'false' }, drawing);
  const around = h('div', { class: 'around', tabindex: '0', role: 'group', 'aria-roledescription': 'graph',
    'aria-label': block.title + '. ' + block.description + ' Arrow keys go along the edges, plus and minus zoom, 0 shows all, Enter shows details.',
    keydown: keys }, picture);
  const view = new View(picture, drawing, size);
  const details = h('div', { class: 'details', 'aria-live': 'polite' });
  const legendPlace = h('div', { class: 'keys' });
  const found = h('output', { class: 'count', 'aria-live': 'polite' });
  const search = h('input', { type: 'search', autocomplete: 'off', spellcheck: 'false', input: () => look(false),
    keydown: (e) => e.key === 'Enter' && look(true) });
  let colouring = block.colourings[0];
  let chosen = null;
  let drawn = false;

  function draw() {
    if (!drawn) {
      drawn = true;
      drawing.append(svg('g', { class: 'edges' }, block.edges.map(edge)), svg('g', { class: 'ops' }, ops.map(box)));
      view.start(ops.length > 0 ? ops[0].x : 0);
    }
    paint();
  }

  function edge([from, to, label, way]) {
    const points = [[ops[from].x, ops[from].y + OP_HEIGHT / 2], ...way.map(place), [ops[to].x, ops[to].y - OP_HEIGHT / 2]];
    const bends = points.slice(1).map(([x, y], i) => {
      const [px, py] = points[i];
      return `C${px} ${(py + y) / 2} ${x} ${(py + y) / 2} ${x} ${y}`;
    });
    return svg('path', { d: `M${points[0][0]} ${points[0][1]}${bends.join('')}` }, svg('title', {}, label));
  }

  function box(op) {
    op.rect = svg('rect', { x: -OP_WIDTH / 2, y: -OP_HEIGHT / 2, width: OP_WIDTH, height: OP_HEIGHT, rx: 7 });
    op.words = [svg('text', { y: -4, class: 'kind' }, cut(op.kind, 22)), svg('text', { y: 13 }, name(op.label, 26))];
    op.element = svg('g', { class: 'op', transform: `translate(${op.x} ${op.y})`, click: () => view.moved > 4 || choose(op) },
      svg('title', {}, op.kind + '\n' + op.label), op.rect, op.words);
    return op.element;
  }

  function paint() {
    const theme = palette();
    const fill = fills(colouring, theme, legendPlace);
    ops.forEach((op) => {
      const colour = fill(op.index);
      op.rect.style.fill = colour || theme.line;
      op.words.forEach((w) => { w.style.fill = readable(colour || theme.line); });
    });
  }

  function choose(op) {
    chosen?.element.classList.remove('chosen');
    chosen = op;
    op.element.classList.add('chosen');
    details.replaceChildren(h('h4', {}, op.kind + ' ', h('span', {}, op.label)),
      h('dl', {}, op.details.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
      op.link ? inside(op.link, 'Go to its figures') : '');
  }

  function go(op) {
    draw();
    choose(op);
    view.centre(op.x, op.y);
  }

  function keys(event) {
    if (event.target !== around || ops.length === 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const beside = (step) => {
      const row = ops.filter((op) => op.at[1] === chosen.at[1]).sort((a, b) => a.x - b.x);
      return row[row.indexOf(chosen) + step];
    };
    const actions = {
      ArrowDown: () => go(chosen ? chosen.after[0] || chosen : ops[0]),
      ArrowUp: () => go(chosen ? chosen.before[0] || chosen : ops[0]),
      ArrowRight: () => go(chosen ? beside(1) || chosen : ops[0]),
      ArrowLeft: () => go(chosen ? beside(-1) || chosen : ops[0]),
      Enter: () => (chosen ? follow(chosen.link) : go(ops[0])),
      '+': () => view.zoom(1.4),
      '-': () => view.zoom(1 / 1.4),
      0: () => view.fit(),
    };
    if (actions[event.key]) {
      event.preventDefault();
      draw();
      actions[event.key]();
    }
  }

  /** Marks what is found; Enter goes through it. */
  let next = 0;
  function look(forward) {
    draw();
    const words = search.value.trim().toLowerCase();
    const hits = words === '' ? [] : ops.filter((op) => (op.kind + ' ' + op.label).toLowerCase().includes(words));
    ops.forEach((op) => op.element.classList.toggle('hit', hits.includes(op)));
    picture.classList.toggle('searching', words !== '');
    found.textContent = words === '' ? '' : many(hits.length, 'op');
    next = forward ? next + 1 : 0;
    if (hits.length > 0) {
      go(hits[next % hits.length]);
    }
  }

  const tools = h('div', { class: 'tools' },
    block.colourings.length > 1 ? choice('Colours', block.colourings.map((c) => c.title), (i) => { colouring = block.colourings[i]; draw(); }) : null,
    h('label', { class: 'tool' }, h('span', {}, 'Find an op'), search), found,
    h('span', { class: 'tool group', role: 'group', 'aria-label': 'Zoom' }, button('+', () => view.zoom(1.4), { 'aria-label': 'Zoom in' }),
      button('−', () => view.zoom(1 / 1.4), { 'aria-label': 'Zoom out' }), button('All', () => view.fit(), { 'aria-label': 'Show all of the graph' })));
  const figure = h('figure', { class: 'chart', id }, heading(block), tools, legendPlace, around, details, numbers(block, () => opsTable(block, ops)));
  themed.push(() => drawn && paint());
  pictures.push({ element: figure, draw, redraw: () => drawn && paint(), resized: () => {} });
  return figure;
}

/** The colour of an op by its number, or none; shows what the colours mean. */
function fills(colouring, theme, place) {
  place.replaceChildren();
  if (!colouring) {
    return () => null;
  }
  if (colouring.groups) {
    const groups = new Map(colouring.groups.map(([op, group]) => [Number(op), group]));
    const colours = groupColours(groups.values());
    showKeys(place, colours, theme);
    place.hidden = false;
    return (op) => (groups.has(op) ? theme.groups[colours.get(groups.get(op))] : null);
  }
  const numbers = new Map(colouring.numbers.filter(([, v]) => v !== null).map(([op, v]) => [Number(op), v]));
  const least = [...numbers.values()].reduce((a, b) => Math.min(a, b), Infinity);
  const most = [...numbers.values()].reduce((a, b) => Math.max(a, b), -Infinity);
  const step = (v) => theme.scale[Math.round((most > least ? (v - least) / (most - least) : 0.5) * (theme.scale.length - 1))];
  const ramp = h('span', { class: 'ramp', 'aria-hidden': 'true' });
  ramp.style.background = `linear-gradient(to right, ${theme.scale.join(',')})`;
  place.hidden = numbers.size === 0;
  place.append(h('span', { class: 'key' }, short(least)), ramp, h('span', { class: 'key' }, short(most)));
  return (op) => (numbers.has(op) ? step(numbers.get(op)) : null);
}

function opsTable(block, ops) {
  const known = block.colourings.map((c) => new Map((c.groups || c.numbers).map(([op, v]) => [Number(op), v])));
  return {
    columns: [{ title: 'Op', numeric: false }, { title: 'Kind', numeric: false },
      ...block.colourings.map((c) => ({ title: c.title, numeric: Boolean(c.numbers) }))],
    rows: ops.map((op) => ({ cells: [[op.label, null, op.link], op.kind, ...block.colourings.map((c, i) => {
      const value = known[i].get(op.index);
      return c.numbers ? [short(value), value ?? null] : value ?? '';
    })] })),
  };
}
