// A window on a drawing that is larger than it: moved and zoomed by mouse, touch and buttons.

const NEAREST = 2.5;
/** Further away, texts are no more than dust. */
const READABLE = 0.42;

class View {
  constructor(frame, drawing, size) {
    this.frame = frame;
    this.drawing = drawing;
    this.size = size;
    this.pointers = new Map();
    this.x = 0;
    this.y = 0;
    this.scale = 1;
    frame.addEventListener('pointerdown', (e) => this.down(e));
    frame.addEventListener('pointermove', (e) => this.move(e));
    ['pointerup', 'pointercancel'].forEach((name) => frame.addEventListener(name, (e) => this.pointers.delete(e.pointerId)));
    frame.addEventListener('wheel', (e) => this.wheel(e), { passive: false });
  }

  apply() {
    this.drawing.setAttribute('transform', `translate(${this.x.toFixed(1)} ${this.y.toFixed(1)}) scale(${this.scale.toFixed(4)})`);
    this.frame.classList.toggle('far', this.scale < READABLE);
  }

  least() {
    return Math.min(this.frame.clientWidth / this.size.width, this.frame.clientHeight / this.size.height, 1);
  }

  /** Zooms, and leaves what is at this point where it is. */
  zoom(factor, x = this.frame.clientWidth / 2, y = this.frame.clientHeight / 2) {
    const scale = Math.min(NEAREST, Math.max(this.least(), this.scale * factor));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.apply();
  }

  fit() {
    this.scale = this.least();
    this.x = (this.frame.clientWidth - this.size.width * this.scale) / 2;
    this.y = (this.frame.clientHeight - this.size.height * this.scale) / 2;
    this.apply();
  }

  /** The whole, or its start when the whole could not be read. */
  start(x) {
    this.fit();
    if (this.scale < READABLE) {
      this.scale = Math.max(READABLE * 1.6, this.scale);
      this.x = this.frame.clientWidth / 2 - x * this.scale;
      this.y = 12;
      this.apply();
    }
  }

  /** Brings a place to the middle. */
  centre(x, y) {
    this.scale = Math.max(this.scale, READABLE * 1.6);
    this.x = this.frame.clientWidth / 2 - x * this.scale;
    this.y = this.frame.clientHeight / 2 - y * this.scale;
    this.apply();
  }

  down(event) {
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.moved = 0;
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      return;
    }
    const now = { x: event.clientX, y: event.clientY };
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (this.moved > 4) {
      this.frame.setPointerCapture(event.pointerId);
    }
    if (other) {
      const distance = (p) => Math.max(1, Math.hypot(p.x - other.x, p.y - other.y));
      const box = this.frame.getBoundingClientRect();
      this.zoom(distance(now) / distance(before), (now.x + other.x) / 2 - box.left, (now.y + other.y) / 2 - box.top);
    } else {
      this.x += now.x - before.x;
      this.y += now.y - before.y;
      this.apply();
    }
    this.pointers.set(event.pointerId, now);
  }

  /** The wheel alone scrolls the page, as everywhere; with the control key it zooms. */
  wheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const box = this.frame.getBoundingClientRect();
      this.zoom(Math.exp(-event.deltaY * 0.0025), event.clientX - box.left, event.clientY - box.top);
    }
  }
}
