// Numbers and names as they are read.

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

function isBytes(unit) {
  return unit === 'B' || unit === 'bytes';
}

/** A number with three or four digits that count. */
function short(value) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '–';
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    return value.toExponential(2).replace('e+', 'e').replace('-', '−');
  }
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
  const text = Number.isInteger(value) ? value.toLocaleString('en') : value.toLocaleString('en', { maximumFractionDigits: digits });
  return text.replace('-', '−');
}

function bytes(value) {
  let size = value;
  let unit = 0;
  while (Math.abs(size) >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  return short(unit === 0 ? size : Number(size.toPrecision(3))) + ' ' + UNITS[unit];
}

/** A number with its unit. */
function measured(value, unit) {
  if (value === null || value === undefined) {
    return '–';
  }
  if (isBytes(unit)) {
    return bytes(value);
  }
  return short(value) + (unit === '' ? '' : unit === '%' ? '%' : ' ' + unit);
}

function axisTitle(axis) {
  return axis.unit === '' || isBytes(axis.unit) ? axis.title : axis.title + ' (' + axis.unit + ')';
}

/** The end of a name says more than its start, which neighbours share. */
function cut(text, length) {
  return text.length <= length ? text : '…' + text.slice(text.length - length + 1);
}

/**
 * Names of layers without what most of them have in common at their start and end, such as
 * `mobilenet/` and `/Conv2D`.
 */
function brief(names) {
  const paths = names.map((name) => name.split('/'));
  const most = (part) => {
    const counts = new Map();
    paths.forEach((path) => path.length > 1 && counts.set(part(path), (counts.get(part(path)) || 0) + 1));
    return [...counts].find(([, count]) => count * 2 > names.length)?.[0];
  };
  const first = most((path) => path[0]);
  const last = most((path) => path[path.length - 1]);
  const shorter = new Map(names.map((name, i) => {
    let path = paths[i];
    path = path.length > 1 && path[0] === first ? path.slice(1) : path;
    path = path.length > 1 && path[path.length - 1] === last ? path.slice(0, -1) : path;
    return [name, path.join('/')];
  }));
  return (name, length) => cut(shorter.get(name) ?? name, length);
}

/** A count with its noun. */
function many(count, noun) {
  return count.toLocaleString('en') + ' ' + noun + (count === 1 ? '' : 's');
}

/** A word of a command line, as a shell of POSIX reads it. */
function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : "'" + word.replaceAll("'", "'\\''") + "'";
}
