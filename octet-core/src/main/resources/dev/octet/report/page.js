// Puts the page together.

const CHARTS = { scatter: scatterPicture, bars: barsPicture, histograms: histogramsPicture, heatmap: heatmapPicture,
  treemap: treemapPicture, boxes: boxesPicture };
const TONES = { good: ['✓', 'Good'], careful: ['!', 'Look closer'], bad: ['✕', 'Problem'], neutral: null };

function verdictBox(verdict) {
  const tone = TONES[verdict.tone];
  return h('div', { class: 'verdict ' + verdict.tone },
    tone ? h('p', { class: 'tone' }, h('span', { 'aria-hidden': 'true' }, tone[0]), tone[1]) : null,
    h('p', { class: 'headline' }, verdict.headline),
    verdict.points.length > 0 ? h('ul', {}, verdict.points.map((p) => h('li', {}, p))) : null);
}

function blockElement(block, id) {
  switch (block.type) {
    case 'prose':
      return h('div', { class: 'prose', id }, block.paragraphs.map((p) => h('p', {}, p)));
    case 'facts':
      return h('dl', { class: 'facts', id }, block.facts.map(([label, value, note]) => h('div', {}, h('dt', {}, label),
        h('dd', {}, h('span', { class: 'value' }, value), note === '' ? null : h('span', { class: 'beside' }, note)))));
    case 'grid':
      return h('div', { class: 'block', id }, h('h3', {}, block.caption), new Table(block.caption, block.columns, block.rows).element);
    case 'network':
      return networkFigure(block, id);
    default:
      return chartFrame(block, id, (redraw) => CHARTS[block.type](block, redraw));
  }
}

function sectionElement(section) {
  const title = section.id + '-title';
  return h('section', { id: section.id, 'aria-labelledby': title, tabindex: '-1' }, h('h2', { id: title }, section.title),
    section.intro === '' ? null : h('p', { class: 'intro' }, section.intro),
    section.blocks.map((block, i) => blockElement(block, `block-${section.id}-${i + 1}`)));
}

function copyButton(text, code) {
  const copy = button('Copy', async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(code); // to be copied by hand
      document.execCommand('copy');
    }
    copy.textContent = 'Copied';
    say('Copied');
    setTimeout(() => { copy.textContent = 'Copy'; }, 1500);
  }, { class: 'copy' });
  return copy;
}

function provenanceElements(provenance) {
  const parts = [];
  if (provenance.command.length > 0) {
    const text = provenance.command.map(quoted).join(' ');
    const code = h('code', {}, text);
    parts.push(h('div', { class: 'command' }, h('pre', { tabindex: '0', 'aria-label': 'Command' }, code), copyButton(text, code)));
  }
  if (provenance.versions.length > 0) {
    parts.push(h('dl', { class: 'versions' }, provenance.versions.map(([name, version]) => h('div', {}, h('dt', {}, name), h('dd', {}, version)))));
  }
  if (provenance.files.length > 0) {
    const columns = ['Role', 'File', 'Size', 'Digest'].map((title) => ({ title, numeric: title === 'Size' }));
    parts.push(h('h3', {}, 'Files'), new Table('Files', columns, provenance.files.map((f) => ({
      cells: [f.role, f.path, [bytes(f.bytes), f.bytes], f.digest] }))).element);
  }
  return parts;
}

function build(report) {
  const made = { id: 'how-it-was-made', title: 'How it was made' };
  const sections = [...report.sections, made];
  const { element, links } = contents(sections);
  document.body.append(
    h('a', { class: 'skip', href: '#page-main' }, 'Skip to the report'),
    h('header', {}, h('div', { class: 'top' }, h('span', { class: 'brand' }, 'Octet report'), themeChoice()), h('h1', {}, report.title)),
    h('div', { class: 'columns' }, element,
      h('main', { id: 'page-main', tabindex: '-1' }, verdictBox(report.verdict), report.sections.map(sectionElement),
        h('section', { id: made.id, 'aria-labelledby': made.id + '-title', tabindex: '-1' }, h('h2', { id: made.id + '-title' }, made.title),
          provenanceElements(report.provenance)))),
    h('footer', {}, 'Made by Octet. This file holds all that it shows and asks nobody for anything.'), speaker);
  watchPictures();
  watchSections(sections, links);
  watchLinks();
}

build(JSON.parse(document.getElementById('page-data').textContent));
