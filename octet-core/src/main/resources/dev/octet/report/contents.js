// The table of contents, which shows where one is.

function contents(sections) {
  const links = sections.map((s) => inside(s.id, s.title));
  const list = h('ol', {}, links.map((a) => h('li', {}, a)));
  const box = h('details', {}, h('summary', {}, 'Contents'), list);
  const wide = matchMedia('(min-width: 1080px)');
  const adapt = () => { box.open = wide.matches; };
  wide.addEventListener('change', adapt);
  adapt();
  links.forEach((a) => a.addEventListener('click', () => { if (!wide.matches) { box.open = false; } }));
  return { element: h('nav', { class: 'contents', 'aria-label': 'Contents' }, box), links };
}

function watchSections(sections, links) {
  const visible = new Set();
  const watcher = new IntersectionObserver((entries) => {
    entries.forEach((e) => (e.isIntersecting ? visible.add(e.target.id) : visible.delete(e.target.id)));
    const first = sections.find((s) => visible.has(s.id));
    links.forEach((a, i) => {
      if (sections[i] === first) {
        a.setAttribute('aria-current', 'true');
      } else {
        a.removeAttribute('aria-current');
      }
    });
  }, { rootMargin: '-10% 0px -60% 0px' });
  sections.forEach((s) => watcher.observe(document.getElementById(s.id)));
}
