// Numbers in rows and columns. Large ones are drawn as pixels, and start with all of it in view.

const MANY_CELLS = 4000;
const CELLS_WITH_TEXT = 14;
const NAMED = 40;

function heatmapPicture(block, redraw) {
  const cells = block.cells.flatMap((row, r) => Array.from({ length: row.length / 2 }, (_, i) => ({ r, c: row[2 * i], v: row[2 * i + 1] })))
    .filter((cell) => cell.v !== null);
  const all = block.rows.length * block.columns.length;
  const sums = block.cells.map((row) => row.reduce((sum, v, i) => (i % 2 === 1 ? sum + Math.abs(v) : sum), 0));
  const counts = cells.every((cell) => cell.v >= 0 && Number.isInteger(cell.v));
  let share = counts && block.rows.length === block.columns.length;
  const drawnValue = (cell) => (share ? (sums[cell.r] === 0 ? 0 : cell.v / sums[cell.r]) : cell.v);
  const percent = (cell) => short(Math.round((1000 * cell.v) / (sums[cell.r] || 1)) / 10) + '%';
  const lowest = () => Math.min(0, ...[cells.reduce((m, cell) => Math.min(m, drawnValue(cell)), 0)]);
  const highest = () => cells.reduce((m, cell) => Math.max(m, drawnValue(cell)), 0) || 1;

  const words = (cell) => [block.rowTitle + ' ' + block.rows[cell.r] + ', ' + block.columnTitle + ' ' + block.columns[cell.c],
    ['value', short(cell.v)], counts ? ['of the row', percent(cell)] : null];
  // without the diagonal first: what is confused with what
  const ordered = () => [...cells].sort((a, b) => (a.r === a.c) - (b.r === b.c) || b.v - a.v);

  function zooms() {
    const inner = { filterMode: 'weakFilter', zoomOnMouseWheel: 'ctrl', preventDefaultMouseMove: false };
    return [{ type: 'inside', xAxisIndex: 0, ...inner }, { type: 'inside', yAxisIndex: 0, ...inner }];
  }

  function option(theme, width) {
    const named = width < 500 ? 9 : 16;
    const text = block.columns.length <= CELLS_WITH_TEXT && width / block.columns.length > 44;
    const axis = (names, more, label) => nameAxis(names, theme, { nameLocation: 'middle', nameTextStyle: { color: theme.muted, fontSize: 12 },
      splitArea: { show: false }, ...more, axisLabel: { hideOverlap: true, fontSize: 11, formatter: (name) => cut(name, named), ...label } });
    return {
      grid: { top: 10, left: 26, right: 12, bottom: 62, containLabel: true },
      xAxis: axis(block.columns, { name: block.columnTitle, nameGap: block.columns.length > NAMED ? 26 : width < 500 ? 50 : 62 }, { rotate: block.columns.length > NAMED ? 0 : 45 }),
      yAxis: axis(block.rows, { name: block.rowTitle, nameGap: Math.min(named, Math.max(1, ...block.rows.map((r) => r.length))) * 6 + 14, inverse: true }, {}),
      visualMap: { type: 'continuous', min: lowest(), max: highest(), calculable: true, orient: 'horizontal', left: 'center', bottom: 0,
        itemHeight: Math.min(180, width * 0.4), itemWidth: 12, textStyle: { color: theme.muted }, inRange: { color: theme.scale },
        formatter: (v) => (share ? short(Math.round(v * 100)) + '%' : short(v)) },
      dataZoom: zooms(),
      series: [{
        type: 'heatmap',
        progressive: 0, // else a picture taken early would lack rows
        data: cells.map((cell) => [cell.c, cell.r, drawnValue(cell)]),
        itemStyle: { borderColor: theme.surface, borderWidth: all <= MANY_CELLS ? 1 : 0 },
        label: { show: text, fontSize: 11, formatter: (e) => short(cells[e.dataIndex].v) },
        emphasis: { itemStyle: { borderColor: theme.text, borderWidth: 1 } },
      }],
    };
  }

  return {
    option,
    zooms: true,
    renderer: all > MANY_CELLS ? 'canvas' : 'svg',
    height: (width) => Math.round(Math.max(320, Math.min(620, width * 0.85, 150 + block.rows.length * 40))),
    tools: counts ? tick('Colour by share of the row', share, (on) => { share = on; redraw(); }) : null,
    tip: (event) => (event.componentType === 'series' ? words(cells[event.dataIndex]) : null),
    points: () => ordered().map((cell) => ({ series: 0, index: cells.indexOf(cell), text: words(cell).filter((w) => w).flat().join(' ') })),
    table: () => ({
      columns: [{ title: block.rowTitle, numeric: false }, { title: block.columnTitle, numeric: false }, { title: 'value', numeric: true }],
      rows: ordered().map((cell) => ({ cells: [block.rows[cell.r], block.columns[cell.c], [short(cell.v), cell.v]] })),
    }),
  };
}
