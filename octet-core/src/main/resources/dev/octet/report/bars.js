// A bar for each of many things. A few lie flat, beside their names; many stand, and can be zoomed.

const FEW_BARS = 24;
/** More are drawn when the window is moved. */
const BARS_AT_ONCE = 160;

function barsPicture(block, redraw) {
  const inOrder = block.bars.map(([label, value, group, link]) => ({ label, value, group, link }));
  const colours = groupColours(inOrder.map((b) => b.group));
  const groups = [...colours.keys()];
  const name = brief(inOrder.map((b) => b.label));
  const flat = inOrder.length <= FEW_BARS;
  let bars = inOrder;

  function sort(byValue) {
    bars = byValue ? [...inOrder].sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity)) : inOrder;
    redraw();
  }

  const height = (width) => (flat ? 70 + bars.length * 24 + (colours.size > 1 ? 30 : 0) : width < 500 ? 340 : 380);
  const values = inOrder.map((b) => b.value).filter((v) => v !== null);
  const highest = Math.max(...values, 0);
  // a line far above all bars would leave nothing of them to be seen
  const shown = block.lines.filter(([, value]) => value <= highest * 6 || highest === 0);
  const top = Math.max(highest, ...shown.map(([, value]) => value));

  function limits() {
    if (block.axis.logarithmic || top <= highest) {
      return {};
    }
    return { max: Number((top * 1.1).toPrecision(2)) };
  }

  function marks(theme) {
    return {
      silent: true,
      symbol: 'none',
      data: shown.map(([label, value]) => ({ [flat ? 'xAxis' : 'yAxis']: value, label: { formatter: label } })),
      lineStyle: { color: theme.warn, type: 'dashed', width: 1.5 },
      label: { color: theme.text, fontSize: 11, textBorderColor: theme.surface, textBorderWidth: 3, position: flat ? 'end' : 'insideEndTop' },
    };
  }

  function option(theme, width) {
    const names = nameAxis(bars.map((b) => b.label), theme, flat
      ? { inverse: true, axisLabel: { interval: 0, formatter: (n) => name(n, width < 500 ? 17 : 36) } }
      : { axisLabel: { rotate: 45, hideOverlap: true, fontSize: 11, formatter: (n) => name(n, 18) } });
    const numbersAxis = (flat ? valueAxis : standingAxis)(block.axis, theme, { ...(flat ? { nameGap: 30 } : {}), ...limits(), splitNumber: width < 500 ? 3 : 5 });
    const startEnd = { start: 0, end: Math.min(100, (100 * BARS_AT_ONCE) / bars.length) };
    return {
      legend: legend(groups, theme),
      grid: { top: (colours.size > 1 ? 40 : 14) + (flat ? (shown.length > 0 ? 14 : 0) : 20), left: flat ? 8 : 16, right: flat ? 36 : 16,
        bottom: flat ? 38 : 46, containLabel: true },
      xAxis: flat ? numbersAxis : names,
      yAxis: flat ? names : numbersAxis,
      dataZoom: flat ? [] : [
        { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, preventDefaultMouseMove: false, ...startEnd },
        { type: 'slider', height: 22, bottom: 8, showDetail: false, brushSelect: false, borderColor: theme.line,
          fillerColor: theme.line, textStyle: { color: theme.muted }, ...startEnd }],
      series: [...groups.map((group, i) => ({
        type: 'bar',
        name: group,
        stack: 'all',
        color: theme.groups[i % GROUPS],
        barMaxWidth: 22,
        barCategoryGap: flat ? '30%' : '15%',
        data: bars.map((b) => (b.group === group && b.value !== null ? b.value : '-')),
      })), { type: 'bar', stack: 'all', data: [], markLine: marks(theme), tooltip: { show: false } }],
    };
  }

  return {
    height,
    option,
    zooms: !flat,
    tools: inOrder.length > 1 ? choice('Order', ['as in the model', 'by value'], (i) => sort(i === 1)) : null,
    tip: (event) => {
      const b = bars[event.dataIndex];
      return b && [b.label, [block.axis.title, measured(b.value, block.axis.unit)], colours.size > 1 ? ['', b.group] : null];
    },
    link: (event) => (event.componentType === 'series' ? bars[event.dataIndex]?.link : undefined),
    points: () => bars.map((b, index) => ({ series: colours.get(b.group), index, link: b.link,
      text: b.label + ', ' + measured(b.value, block.axis.unit) + (colours.size > 1 ? ', ' + b.group : '') })),
    table: () => ({
      columns: [{ title: 'Name', numeric: false }, { title: 'Group', numeric: false }, { title: axisTitle(block.axis), numeric: true }],
      rows: inOrder.map((b) => ({ cells: [[b.label, null, b.link], b.group, [measured(b.value, block.axis.unit), b.value]] })),
    }),
  };
}
