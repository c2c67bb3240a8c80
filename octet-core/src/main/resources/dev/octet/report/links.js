// Links within the page, such as #layer-conv1: what they lead to is shown, scrolled to, and marked.

function openLink() {
  let anchor;
  try {
    anchor = decodeURIComponent(location.hash.slice(1));
  } catch {
    return; // no link of ours
  }
  document.querySelectorAll('.target').forEach((e) => e.classList.remove('target'));
  const row = anchors.get(anchor);
  const element = row ? row.table.reveal(row.row) : document.getElementById(anchor);
  if (anchor === '' || !element) {
    return;
  }
  element.scrollIntoView({ block: row ? 'center' : 'start', behavior: 'instant' });
  if (row) {
    element.classList.add('target');
  }
  if (row || element.matches('main, section')) {
    element.focus({ preventScroll: true });
  }
}

function watchLinks() {
  addEventListener('hashchange', openLink);
  // a link to where we are already
  document.addEventListener('click', (e) => {
    const link = e.target.closest?.('a[href^="#"]');
    if (link && link.getAttribute('href') === location.hash) {
      openLink();
    }
  });
  openLink();
}
