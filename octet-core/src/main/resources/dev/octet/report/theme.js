// Light or dark: as the system says, unless the reader chooses. Colours stand in the style sheet;
// charts read them from there.

const THEMES = ['auto', 'light', 'dark'];
const GROUPS = 8;
const themed = [];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

/** The colours of now. */
function palette() {
  return {
    text: colour('text'),
    muted: colour('muted'),
    line: colour('line'),
    surface: colour('surface'),
    accent: colour('accent'),
    warn: colour('careful'),
    groups: Array.from({ length: GROUPS }, (_, i) => colour('group-' + (i + 1))),
    scale: Array.from({ length: 5 }, (_, i) => colour('scale-' + (i + 1))),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/** Which colour each group has: the first that is met the first one. */
function groupColours(groups) {
  const colours = new Map();
  for (const group of groups) {
    if (!colours.has(group)) {
      colours.set(group, colours.size % GROUPS);
    }
  }
  return colours;
}

function stored() {
  try {
    return localStorage.getItem('octet-theme');
  } catch {
    return null; // a browser may forbid files to remember
  }
}

function store(theme) {
  try {
    localStorage.setItem('octet-theme', theme);
  } catch {
    // then it is chosen again next time
  }
}

function wear(theme) {
  document.documentElement.dataset.theme = theme;
  themed.forEach((redraw) => redraw());
}

function themeChoice() {
  const start = THEMES.includes(stored()) ? stored() : 'auto';
  document.documentElement.dataset.theme = start;
  const select = h('select', { 'aria-label': 'Colours', id: 'page-theme',
    change: () => { store(select.value); wear(select.value); } },
  THEMES.map((theme) => h('option', { value: theme }, { auto: 'System colours', light: 'Light', dark: 'Dark' }[theme])));
  select.value = start;
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => wear(select.value));
  return select;
}
