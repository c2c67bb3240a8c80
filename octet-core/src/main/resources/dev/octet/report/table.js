// Tables that can be sorted and filtered. Rows are made when they are first shown.

const FIRST_ROWS = 200;
/** Which table has the row of an anchor, and which row it is. */
const anchors = new Map();

function compare(a, b, numeric) {
  if (!numeric) {
    return a.text.localeCompare(b.text, 'en', { numeric: true });
  }
  return a.number - b.number;
}

class Table {
  /** Columns have title, help, numeric; rows anchor, cells of text or [text, number, link]. */
  constructor(caption, columns, rows) {
    this.caption = caption;
    this.columns = columns;
    this.rows = rows.map((row, index) => ({
      index,
      anchor: row.anchor || '',
      cells: row.cells.map((c) => (Array.isArray(c)
        ? { text: c[0], number: c[1] ?? null, link: c[2] || '' } : { text: c, number: null, link: '' })),
    }));
    this.words = '';
    this.sorted = null;
    this.limit = FIRST_ROWS;
    this.made = new Map();
    this.element = this.frame();
    // where two tables speak of a layer, a link leads to the first
    this.rows.forEach((row) => row.anchor && !anchors.has(row.anchor) && anchors.set(row.anchor, { table: this, row }));
    this.show();
  }

  frame() {
    this.heads = this.columns.map((column, i) => h('th', { scope: 'col', class: column.numeric ? 'number' : null, 'aria-sort': 'none' },
      button(h('span', {}, column.title), () => this.sort(i), { title: column.help || null })));
    this.body = h('tbody');
    this.filter = h('input', { type: 'search', autocomplete: 'off', spellcheck: 'false',
      input: () => { this.words = this.filter.value.trim().toLowerCase(); this.show(); } });
    this.count = h('output', { class: 'count', 'aria-live': 'polite' });
    this.more = button('', () => { this.limit = Infinity; this.show(); }, { class: 'more' });
    const tools = this.rows.length > 5
      ? h('div', { class: 'tools' }, h('label', { class: 'tool' }, h('span', {}, 'Filter'), this.filter), this.count) : null;
    return h('div', { class: 'grid' }, tools,
      h('div', { class: 'wide', role: 'region', tabindex: '0', 'aria-label': 'Table: ' + this.caption },
        h('table', {}, h('caption', { class: 'hidden' }, this.caption), h('thead', {}, h('tr', {}, this.heads)), this.body)),
      this.more);
  }

  /** By this column: up, down, and as it was. */
  sort(column) {
    const first = this.columns[column].numeric ? -1 : 1;
    if (this.sorted === null || this.sorted.column !== column) {
      this.sorted = { column, direction: first };
    } else {
      this.sorted = this.sorted.direction === first ? { column, direction: -first } : null;
    }
    this.show();
  }

  matching() {
    const words = this.words.split(/\s+/).filter((w) => w !== '');
    const rows = this.rows.filter((row) => {
      const text = row.cells.map((c) => c.text.toLowerCase()).join('\n');
      return words.every((word) => text.includes(word));
    });
    if (this.sorted !== null) {
      const { column, direction } = this.sorted;
      const { numeric } = this.columns[column];
      const absent = (row) => numeric && row.cells[column].number === null;
      rows.sort((a, b) => absent(a) - absent(b)
        || (absent(a) ? 0 : direction * compare(a.cells[column], b.cells[column], numeric)) || a.index - b.index);
    }
    return rows;
  }

  show() {
    const rows = this.matching();
    this.body.replaceChildren(...rows.slice(0, this.limit).map((row) => this.line(row)));
    this.heads.forEach((head, i) => head.setAttribute('aria-sort',
      this.sorted?.column !== i ? 'none' : this.sorted.direction > 0 ? 'ascending' : 'descending'));
    this.count.textContent = rows.length === this.rows.length ? many(rows.length, 'row')
      : rows.length.toLocaleString('en') + ' of ' + many(this.rows.length, 'row');
    this.more.hidden = rows.length <= this.limit;
    this.more.textContent = 'Show all ' + many(rows.length, 'row');
  }

  line(row) {
    if (!this.made.has(row.index)) {
      const cells = row.cells.map((cell, i) => this.cell(row, cell, i));
      const line = h('tr', { tabindex: row.anchor ? '-1' : null }, cells);
      if (anchors.get(row.anchor)?.row === row) {
        line.id = row.anchor;
      }
      this.made.set(row.index, line);
    }
    return this.made.get(row.index);
  }

  cell(row, cell, i) {
    const text = cell.link ? inside(cell.link, cell.text) : cell.text;
    const self = i === 0 && row.anchor && !cell.link
      ? h('a', { class: 'self', href: '#' + encodeURIComponent(row.anchor), 'aria-label': 'Link to ' + cell.text }, '#') : null;
    const style = { class: this.columns[i].numeric ? 'number' : null, 'data-title': this.columns[i].title };
    return i === 0 ? h('th', { scope: 'row', ...style }, text, self) : h('td', style, text);
  }

  /** Shows a row, whatever the filter says, and gives its element. */
  reveal(row) {
    if (!this.matching().slice(0, this.limit).includes(row)) {
      this.words = '';
      this.filter.value = '';
      this.limit = Infinity;
      this.show();
    }
    return this.line(row);
  }
}
