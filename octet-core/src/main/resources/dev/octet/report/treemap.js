// Areas within areas. A click goes into one that has parts, and to the layer of one that has none.

function treemapPicture(block) {
  const tile = ([label, value, group, link, parts]) => ({ label, value, group, link, parts: parts.map(tile) });
  const tiles = block.tiles.map(tile);
  const flat = [];
  const collect = (t, path) => { flat.push({ tile: t, path: [...path, t.label] }); t.parts.forEach((p) => collect(p, [...path, t.label])); };
  tiles.forEach((t) => collect(t, []));
  const colours = groupColours(flat.map((f) => f.tile.group));
  const name = brief(flat.map((f) => f.tile.label));
  const total = tiles.reduce((sum, t) => sum + t.value, 0);
  const lines = (t) => [[block.unit === '' ? 'value' : isBytes(block.unit) ? 'size' : block.unit, measured(t.value, isBytes(block.unit) ? 'bytes' : '')],
    ['of the whole', short(Math.round((1000 * t.value) / (total || 1)) / 10) + '%'], t.group === '' ? null : ['', t.group]];

  function node(theme) {
    return (t) => {
      const fill = theme.groups[colours.get(t.group)];
      return { name: t.label, value: t.value, tile: t, itemStyle: { color: fill, borderColor: theme.surface, borderColorSaturation: null },
        label: { color: readable(fill) }, upperLabel: { color: theme.text, backgroundColor: theme.line }, children: t.parts.length === 0 ? undefined : t.parts.map(node(theme)) };
    };
  }

  const keys = h('div', { class: 'keys' });
  return {
    notes: keys,
    height: (width) => (width < 500 ? 360 : 440),
    tip: (event) => event.data?.tile && [event.data.tile.label, ...lines(event.data.tile)],
    link: (event) => (event.data?.tile?.parts.length === 0 ? event.data.tile.link : undefined),
    points: () => flat.map((f, i) => ({ series: 0, index: i + 1, link: f.tile.link,
      text: [f.path.join(', in it '), ...lines(f.tile).filter((l) => l).map((l) => l.join(' '))].join(', ') })),
    table: () => ({
      columns: [{ title: 'Name', numeric: false }, { title: 'Within', numeric: false }, { title: 'Group', numeric: false },
        { title: block.unit || 'value', numeric: true }, { title: 'of the whole', numeric: true }],
      rows: flat.map(({ tile: t, path }) => ({ cells: [[t.label, null, t.link], path.slice(0, -1).join(' / '), t.group,
        [measured(t.value, isBytes(block.unit) ? 'bytes' : ''), t.value],
        [short(Math.round((1000 * t.value) / (total || 1)) / 10) + '%', t.value / (total || 1)]] })),
    }),
    option: (theme) => {
      showKeys(keys, colours, theme);
      return {
        series: [{
          type: 'treemap',
          name: 'All',
          roam: false,
          top: 0,
          left: 0,
          right: 0,
          bottom: 34,
          nodeClick: 'zoomToNode',
          breadcrumb: { bottom: 0, height: 24, itemStyle: { color: theme.line, borderColor: theme.surface, textStyle: { color: theme.text } },
            emphasis: { itemStyle: { color: theme.muted } } },
          label: { show: true, fontSize: 12, lineHeight: 16, overflow: 'truncate',
            formatter: (e) => name(e.name, 40) + '\n' + measured(e.value, isBytes(block.unit) ? 'bytes' : '') },
          upperLabel: { show: false },
          levels: [{ itemStyle: { gapWidth: 3, borderWidth: 0, borderColor: theme.surface } },
            { itemStyle: { gapWidth: 1, borderWidth: 2 }, upperLabel: { show: true, height: 22, fontSize: 12,
              formatter: (e) => e.name + ', ' + measured(e.value, isBytes(block.unit) ? 'bytes' : '') } },
            { itemStyle: { gapWidth: 1, borderWidth: 1 } }],
          data: tiles.map(node(theme)),
        }],
      };
    },
  };
}

/** Black or white, whichever is read better on this colour. */
function readable(fill) {
  const parts = /^#(..)(..)(..)$/.exec(fill);
  const [r, g, b] = parts ? parts.slice(1).map((p) => (parseInt(p, 16) / 255) ** 2.2) : [0, 0, 0];
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return light > 0.18 ? '#111111' : '#ffffff';
}
