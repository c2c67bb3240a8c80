// Distributions side by side: whiskers from the least to the 99th percentile, a box for the half in the middle.

function boxesPicture(block) {
  const boxes = block.boxes.map(([label, min, q1, median, q3, p99, group]) => ({ label, min, q1, median, q3, p99, group }));
  const colours = groupColours(boxes.map((b) => b.group));
  const unit = block.axis.unit;
  const keys = h('div', { class: 'keys' });
  const figures = (b) => [['least', b.min], ['first quarter', b.q1], ['median', b.median], ['third quarter', b.q3], ['99th percentile', b.p99]]
    .map(([name, value]) => [name, measured(value, unit)]);

  return {
    notes: keys,
    height: () => 60 + boxes.length * 34,
    tip: (event) => [boxes[event.dataIndex].label, ...figures(boxes[event.dataIndex])],
    points: () => boxes.map((b, index) => ({ series: 0, index,
      text: [b.label, ...figures(b).map((f) => f.join(' '))].join(', ') })),
    table: () => ({
      columns: [{ title: 'Name', numeric: false }, ...['least', 'first quarter', 'median', 'third quarter', '99th percentile'].map((title) => ({ title, numeric: true }))],
      rows: boxes.map((b) => ({ cells: [b.label, ...[b.min, b.q1, b.median, b.q3, b.p99].map((v) => [measured(v, unit), v])] })),
    }),
    option: (theme, width) => {
      showKeys(keys, colours, theme);
      return {
        grid: { top: 14, left: 8, right: 30, bottom: 38, containLabel: true },
        xAxis: valueAxis(block.axis, theme, { nameGap: 30, scale: true, splitNumber: width < 500 ? 3 : 6 }),
        yAxis: nameAxis(boxes.map((b) => b.label), theme, { inverse: true,
          axisLabel: { interval: 0, formatter: (name) => cut(name, width < 500 ? 17 : 32) } }),
        series: [{
          type: 'boxplot',
          boxWidth: [8, 20],
          data: boxes.map((b) => ({ value: [b.min, b.q1, b.median, b.q3, b.p99], itemStyle: {
            color: theme.groups[colours.get(b.group)] + '44', borderColor: theme.groups[colours.get(b.group)], borderWidth: 1.5 } })),
        }],
      };
    },
  };
}
