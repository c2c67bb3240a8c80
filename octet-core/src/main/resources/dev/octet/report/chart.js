// What all charts have in common: a frame with words, tools, keys, and the numbers as a table.

const pictures = [];
const SOON = '800px 0px';
const USUAL_WIDTH = 900;

/**
 * The frame of a chart. A picture has `height`, `option(colours, width)` for ECharts, `points()` in
 * the order of the arrow keys ({series, index, text, link}), `table()` ({columns, rows}), and may
 * have `tools`, `notes`, `renderer`, `zooms`, `drawn(chart)`.
 */
function chartFrame(block, id, makePicture) {
  const frame = { chart: null, at: -1 };
  const picture = makePicture(() => draw(true));
  const plot = h('div', { class: 'plot' });
  plot.style.height = picture.height(USUAL_WIDTH) + 'px'; // what is below stays where it is
  const around = h('div', { class: 'around', tabindex: '0', role: 'group', 'aria-roledescription': 'chart',
    'aria-label': block.title + '. ' + block.description + ' Arrow keys go through its values.', keydown: keys });
  around.append(plot);

  function draw(again) {
    if (frame.chart === null) {
      if (again === true) {
        return;
      }
      plot.style.height = picture.height(plot.clientWidth) + 'px';
      frame.chart = echarts.init(plot, null, { renderer: picture.renderer || 'svg' });
      frame.chart.on('click', (event) => follow(picture.link?.(event)));
      picture.drawn?.(frame.chart);
    } else {
      const height = picture.height(plot.clientWidth);
      if (plot.style.height !== height + 'px' || frame.width !== plot.clientWidth) {
        plot.style.height = height + 'px';
        frame.chart.resize();
      }
    }
    frame.width = plot.clientWidth;
    const colours = palette();
    frame.chart.setOption(merged(common(block, picture, colours), picture.option(colours, plot.clientWidth)), { notMerge: true });
  }

  /** Draws unless that was done: drawing again would take the tip away. */
  function begin() {
    if (frame.chart === null) {
      draw();
    }
  }

  function keys(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const points = picture.points();
    if (event.target !== around || points.length === 0) {
      return;
    }
    if (step !== undefined || event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      begin();
      const last = points.length - 1;
      frame.at = event.key === 'Home' ? 0 : event.key === 'End' ? last : Math.max(0, Math.min(last, frame.at + step));
      const point = points[frame.at];
      frame.chart.dispatchAction({ type: 'showTip', seriesIndex: point.series, dataIndex: point.index });
      say(point.text);
    } else if (event.key === 'Enter' && frame.at >= 0) {
      follow(points[frame.at].link);
    } else if (event.key === 'Escape') {
      frame.chart?.dispatchAction({ type: 'hideTip' });
    }
  }

  function zoom(factor) {
    const zooms = frame.chart?.getOption().dataZoom || [];
    zooms.forEach((z, dataZoomIndex) => {
      const middle = (z.start + z.end) / 2;
      const half = Math.min(50, Math.max(0.5, ((z.end - z.start) / 2) * factor));
      const start = factor === 0 ? 0 : Math.max(0, Math.min(100 - 2 * half, middle - half));
      frame.chart.dispatchAction({ type: 'dataZoom', dataZoomIndex, start, end: factor === 0 ? 100 : start + 2 * half });
    });
  }

  const zoomTools = picture.zooms ? h('span', { class: 'tool group', role: 'group', 'aria-label': 'Zoom' },
    button('+', () => zoom(0.5), { 'aria-label': 'Zoom in' }), button('−', () => zoom(2), { 'aria-label': 'Zoom out' }),
    button('Reset', () => zoom(0), { 'aria-label': 'Reset zoom' })) : null;
  const figure = h('figure', { class: 'chart', id }, heading(block),
    h('div', { class: 'tools' }, picture.tools || null, zoomTools), around, picture.notes || null, numbers(block, () => picture.table()));
  themed.push(() => draw(true));
  pictures.push({ element: figure, draw: begin, redraw: () => draw(true), resized: () => frame.width !== plot.clientWidth && draw(true) });
  return figure;
}

function heading(block) {
  return h('figcaption', {}, h('h3', {}, block.title), block.description === '' ? null : h('p', {}, block.description));
}

/** The numbers behind a picture, as a table, when they are asked for. */
function numbers(block, table) {
  const place = h('div', { hidden: true });
  const opener = button('Show the numbers', () => {
    if (place.childElementCount === 0) {
      const { columns, rows } = table();
      place.append(new Table(block.title, columns, rows).element);
    }
    place.hidden = !place.hidden;
    opener.textContent = place.hidden ? 'Show the numbers' : 'Hide the numbers';
    opener.setAttribute('aria-expanded', String(!place.hidden));
  }, { class: 'opener', 'aria-expanded': 'false' });
  return h('div', { class: 'numbers' }, opener, place);
}

function follow(link) {
  if (link) {
    location.hash = '#' + encodeURIComponent(link);
  }
}

function merged(base, option) {
  return { ...base, ...option, tooltip: { ...base.tooltip, ...option.tooltip } };
}

function common(block, picture, colours) {
  return {
    animation: false, // a figure that is on its way is a wrong one
    textStyle: { fontFamily: colours.font, color: colours.text },
    aria: { enabled: true, label: { description: block.title + '. ' + block.description } },
    tooltip: {
      trigger: 'item',
      confine: true,
      transitionDuration: 0,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 13 },
      // an element, so that names stay text
      formatter: (event) => tip(picture.tip(event)),
    },
  };
}

function tip(content) {
  if (!content) {
    return '';
  }
  const [title, ...lines] = content;
  return h('div', { class: 'tip' }, h('strong', {}, title),
    lines.filter((l) => l).map(([name, value]) => h('div', {}, h('span', {}, name), h('b', {}, value))));
}

/** An axis of numbers. */
function valueAxis(axis, colours, more) {
  return {
    type: axis.logarithmic ? 'log' : 'value',
    name: axisTitle(axis),
    nameLocation: 'middle',
    nameTextStyle: { color: colours.muted, fontSize: 12 },
    axisLabel: { color: colours.muted, hideOverlap: true, formatter: (v) => (isBytes(axis.unit) ? bytes(v) : short(v)) },
    axisLine: { show: false, onZero: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colours.line } },
    ...more,
  };
}

/** An axis of numbers that stands; its title lies above it, where it is read without turning. */
function standingAxis(axis, colours, more) {
  return valueAxis(axis, colours, { nameLocation: 'end', nameGap: 12,
    nameTextStyle: { color: colours.muted, fontSize: 12, align: 'left', padding: [0, 0, 0, -24] }, ...more });
}

function nameAxis(names, colours, more) {
  return {
    type: 'category',
    data: names,
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    ...more,
    axisLabel: { color: colours.muted, ...more.axisLabel },
  };
}

function legend(names, colours) {
  return {
    show: names.length > 1,
    type: 'scroll',
    top: 0,
    left: 0,
    data: names,
    textStyle: { color: colours.text },
    pageTextStyle: { color: colours.text },
    pageIconColor: colours.text,
    pageIconInactiveColor: colours.line,
    inactiveColor: colours.line,
  };
}

/** Which colour is which group, where a chart has no legend of its own. */
function showKeys(place, colours, theme) {
  place.hidden = colours.size < 2;
  place.replaceChildren(...[...colours].map(([group, i]) => {
    const sample = h('span', { class: 'swatch' });
    sample.style.background = theme.groups[i];
    return h('span', { class: 'key' }, sample, group === '' ? 'other' : group);
  }));
}

/** What comes near the window is drawn; before printing, everything. */
function watchPictures() {
  const near = new IntersectionObserver((entries) => entries.filter((e) => e.isIntersecting).forEach((e) => {
    near.unobserve(e.target);
    pictures.find((p) => p.element === e.target).draw();
  }), { rootMargin: SOON });
  pictures.forEach((p) => near.observe(p.element));
  const sized = new ResizeObserver((entries) => entries.forEach((e) => pictures.find((p) => p.element === e.target).resized()));
  pictures.forEach((p) => sized.observe(p.element));
  addEventListener('beforeprint', () => {
    document.documentElement.dataset.printing = 'true';
    pictures.forEach((p) => { p.draw(); p.redraw(); });
  });
  addEventListener('afterprint', () => {
    delete document.documentElement.dataset.printing;
    pictures.forEach((p) => p.redraw());
  });
}
