// How values are spread, with the values that integers stand for on top.

/** More lines of the grid are a grey field. */
const MAX_STEPS = 200;

function histogramsPicture(block, redraw) {
  let chosen = block.choices[0];
  let logarithmic = false;
  let chart = null;
  const words = h('p', { class: 'note', 'aria-live': 'polite' });
  const tools = [
    block.choices.length > 1 ? choice('Show', block.choices.map((c) => c.label), (i) => { chosen = block.choices[i]; redraw(); }) : null,
    tick('Logarithmic counts', false, (on) => { logarithmic = on; redraw(); })];

  const bins = () => {
    const width = (chosen.to - chosen.from) / chosen.counts.length;
    return chosen.counts.map((count, i) => ({ count, from: chosen.from + i * width, to: chosen.from + (i + 1) * width }));
  };
  const steps = () => chosen.steps && { scale: chosen.steps[0], zero: chosen.steps[1], low: chosen.steps[2], high: chosen.steps[3],
    from: (chosen.steps[2] - chosen.steps[1]) * chosen.steps[0], to: (chosen.steps[3] - chosen.steps[1]) * chosen.steps[0] };
  const scaled = (count) => (logarithmic ? Math.log10(1 + count) : count);

  /** The values and the grid, but no more of a grid much wider than the values than shows that it is. */
  function extent() {
    const s = steps();
    const width = Math.max(chosen.to - chosen.from, Math.abs(chosen.to) * 1e-6, 1e-12);
    const from = s ? Math.max(Math.min(chosen.from, s.from), chosen.from - 2 * width) : chosen.from;
    const to = s ? Math.min(Math.max(chosen.to, s.to), chosen.to + 2 * width) : chosen.to;
    const margin = (to - from) * 0.02 || width * 0.5;
    return { min: from - margin, max: to + margin };
  }

  function describe() {
    const s = steps();
    const total = chosen.counts.reduce((a, b) => a + b, 0);
    const parts = [many(total, 'value') + ' from ' + short(chosen.from) + ' to ' + short(chosen.to) + '.'];
    if (s) {
      const outside = bins().filter((b) => b.to <= s.from - s.scale / 2 || b.from >= s.to + s.scale / 2).reduce((a, b) => a + b.count, 0);
      const used = Math.min(1, (Math.min(chosen.to, s.to) - Math.max(chosen.from, s.from)) / (s.to - s.from));
      parts.push('Integers ' + short(s.low) + ' to ' + short(s.high) + ' stand for ' + short(s.from) + ' to ' + short(s.to)
        + ' in steps of ' + short(s.scale) + '; the values use ' + short(Math.round(Math.max(0, used) * 100)) + '% of that.');
      parts.push(outside === 0 ? '' : many(outside, 'value') + ' lie outside and saturate.');
    }
    words.textContent = parts.join(' ').trim();
  }

  function bin(theme) {
    return (params, api) => {
      if (api.value(2) === 0) {
        return null;
      }
      const [left, top] = api.coord([api.value(0), api.value(3)]);
      const [right, bottom] = api.coord([api.value(1), 0]);
      const shape = echarts.graphic.clipRectByRect({ x: left, y: top, width: Math.max(1, right - left - 0.5), height: bottom - top },
        params.coordSys);
      return shape && { type: 'rect', shape, style: { fill: theme.groups[0] }, emphasis: { style: { fill: theme.accent } } };
    };
  }

  /** The grid within this window: its lines, or a field when they are too many. */
  function grid(min, max) {
    const s = steps();
    if (!s) {
      return { lines: [], field: [] };
    }
    const first = Math.max(s.low, Math.ceil(min / s.scale + s.zero));
    const last = Math.min(s.high, Math.floor(max / s.scale + s.zero));
    if (last - first + 1 > MAX_STEPS) {
      return { lines: [], field: [[{ xAxis: s.from }, { xAxis: s.to }]] };
    }
    const lines = [];
    for (let q = first; q <= last; q++) {
      lines.push({ xAxis: (q - s.zero) * s.scale });
    }
    return { lines, field: [] };
  }

  function rug(theme, min, max) {
    const { lines, field } = grid(min, max);
    return {
      id: 'grid',
      type: 'line',
      silent: true,
      data: [],
      markLine: { silent: true, symbol: 'none', label: { show: false }, data: lines,
        lineStyle: { color: theme.warn, width: 1, type: 'solid', opacity: lines.length > 80 ? 0.35 : 0.6 } },
      markArea: { silent: true, data: field, itemStyle: { color: theme.warn, opacity: 0.14 } },
    };
  }

  return {
    tools,
    zooms: true,
    notes: words,
    height: (width) => (width < 500 ? 300 : 340),
    tip: (event) => {
      const b = bins()[event.dataIndex];
      return [short(b.from) + ' to ' + short(b.to), ['values', b.count.toLocaleString('en')]];
    },
    points: () => bins().map((b, index) => ({ series: 0, index, text: many(b.count, 'value') + ' from ' + short(b.from) + ' to ' + short(b.to) })),
    table: () => ({
      columns: [{ title: 'Of', numeric: false }, { title: 'From', numeric: true }, { title: 'To', numeric: true }, { title: 'Values', numeric: true }],
      rows: bins().map((b) => ({ cells: [chosen.label, [short(b.from), b.from], [short(b.to), b.to], [b.count.toLocaleString('en'), b.count]] })),
    }),
    drawn: (made) => {
      chart = made;
      chart.on('datazoom', () => {
        const [min, max] = chart.getModel().getComponent('xAxis').axis.scale.getExtent();
        chart.setOption({ series: [rug(palette(), min, max)] });
      });
    },
    option: (theme, width) => {
      describe();
      const { min, max } = extent();
      return {
        grid: { top: 34, left: 16, right: 18, bottom: 40, containLabel: true },
        xAxis: valueAxis({ ...block.axis, logarithmic: false }, theme, { min, max, nameGap: 30, splitLine: { show: false },
          splitNumber: width < 500 ? 3 : 8,
          axisLabel: { color: theme.muted, showMinLabel: false, showMaxLabel: false, hideOverlap: true, formatter: short } }),
        yAxis: standingAxis({ title: 'values', unit: '', logarithmic: false }, theme, {
          axisLabel: { color: theme.muted, formatter: (v) => short(logarithmic ? Math.round(10 ** v - 1) : v) } }),
        dataZoom: [{ type: 'inside', xAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', preventDefaultMouseMove: false }],
        series: [{ id: 'bins', type: 'custom', renderItem: bin(theme), encode: { x: [0, 1], y: 3 },
          data: bins().map((b) => [b.from, b.to, b.count, scaled(b.count)]) }, rug(theme, min, max)],
      };
    },
  };
}
