// Points by two numbers, a third as their size; those that no other beats are joined.

const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin', 'arrow', 'circle'];
const POINT = 13;
const LEAST_POINT = 9;
const LARGEST_POINT = 34;

function scatterPicture(block) {
  const points = block.points.map(([label, x, y, size, group, link]) => ({ label, x, y, size, group, link }));
  const colours = groupColours(points.map((p) => p.group));
  const sizes = points.map((p) => p.size).filter((s) => s !== null);
  const largest = Math.max(...sizes, 0);
  const series = [...colours.keys()].map((group) => points.filter((p) => p.group === group));
  const front = block.front.map((label) => points.find((p) => p.label === label)).filter((p) => p);

  function diameter(p) {
    if (!block.size || p.size === null || largest <= 0) {
      return POINT;
    }
    return Math.max(LEAST_POINT, Math.sqrt(Math.max(0, p.size) / largest) * LARGEST_POINT);
  }

  function lines(p) {
    return [[block.x.title, measured(p.x, block.x.unit)], [block.y.title, measured(p.y, block.y.unit)],
      block.size ? [block.size.title, measured(p.size, block.size.unit)] : null,
      front.includes(p) ? ['', 'no other is better in both'] : null];
  }

  return {
    height: (width) => Math.max(340, Math.min(480, width * 0.6)),
    zooms: true,
    tools: null,
    notes: sizeLegend(block, sizes, diameter, front.length > 1),
    tip: (event) => [points[event.data.point].label, ...lines(points[event.data.point])],
    link: (event) => points[event.data?.point]?.link,
    points: () => series.flatMap((all, i) => all.map((p, index) => ({ series: i, index, link: p.link,
      text: [p.label, ...lines(p).filter((l) => l).map((l) => l.join(' '))].join(', ') }))),
    table: () => ({
      columns: [{ title: 'Name', numeric: false }, { title: 'Group', numeric: false }, { title: axisTitle(block.x), numeric: true },
        { title: axisTitle(block.y), numeric: true }, ...(block.size ? [{ title: axisTitle(block.size), numeric: true }] : [])],
      rows: points.map((p) => ({ cells: [[p.label, null, p.link], p.group, [measured(p.x, block.x.unit), p.x],
        [measured(p.y, block.y.unit), p.y], ...(block.size ? [[measured(p.size, block.size.unit), p.size]] : [])] })),
    }),
    option: (theme, width) => ({
      legend: legend([...colours.keys()], theme),
      grid: { top: colours.size > 1 ? 66 : 36, left: 16, right: 26, bottom: 40, containLabel: true },
      xAxis: valueAxis(block.x, theme, { scale: true, nameGap: 32, splitNumber: width < 500 ? 3 : 6 }),
      yAxis: standingAxis(block.y, theme, { scale: true, splitNumber: 5 }),
      dataZoom: [{ type: 'inside', xAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', preventDefaultMouseMove: false },
        { type: 'inside', yAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', preventDefaultMouseMove: false }],
      series: [...series.map((all, i) => ({
        type: 'scatter',
        name: [...colours.keys()][i],
        symbol: SYMBOLS[i % SYMBOLS.length],
        color: theme.groups[i % GROUPS],
        itemStyle: { opacity: 0.9, borderColor: theme.surface, borderWidth: 1 },
        emphasis: { scale: 1.2 },
        z: 3,
        label: { show: points.length <= 40, position: 'right', color: theme.text, fontSize: 12,
          textBorderColor: theme.surface, textBorderWidth: 3,
          formatter: (e) => cut(points[e.data.point].label, width < 500 ? 16 : 28) },
        labelLayout: { hideOverlap: true, moveOverlap: 'shiftY' },
        data: all.map((p) => ({ value: [p.x, p.y], symbolSize: diameter(p), point: points.indexOf(p) })),
      })), {
        type: 'line',
        silent: true,
        symbol: 'none',
        z: 1,
        lineStyle: { color: theme.muted, type: 'dashed', width: 1.5 },
        tooltip: { show: false },
        data: front.map((p) => [p.x, p.y]),
      }],
    }),
  };
}

function sizeLegend(block, sizes, diameter, hasFront) {
  const entries = [];
  if (hasFront) {
    entries.push(h('span', { class: 'key' }, svg('svg', { width: 26, height: 10, 'aria-hidden': 'true' },
      svg('line', { x1: 0, y1: 5, x2: 26, y2: 5, class: 'front' })), 'Pareto front: no other is better in both'));
  }
  if (block.size && sizes.length > 0) {
    const ends = [...new Set([Math.min(...sizes), Math.max(...sizes)])];
    entries.push(h('span', { class: 'key' }, block.size.title + ':'), ...ends.map((size) => {
      const d = diameter({ size });
      return h('span', { class: 'key' }, svg('svg', { width: d + 2, height: d + 2, 'aria-hidden': 'true' },
        svg('circle', { cx: d / 2 + 1, cy: d / 2 + 1, r: d / 2, class: 'sample' })), measured(size, block.size.unit));
    }));
  }
  return entries.length === 0 ? null : h('div', { class: 'keys' }, entries);
}
