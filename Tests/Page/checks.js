// What a reader could stumble over on the page as it is laid out now: a list of sentences, empty if
// there is nothing. Evaluated in the page by check.py.
(() => {
  const found = [];
  const width = document.documentElement.clientWidth;
  const describe = (element) => {
    const text = element.textContent.trim().replace(/\s+/g, ' ').slice(0, 60);
    const styles = element.getAttribute('class');
    return `<${element.localName}${styles ? ' class="' + styles + '"' : ''}> “${text}”`;
  };
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const isUnseen = (element) => element.closest('.unseen') !== null;

  if (document.documentElement.scrollWidth > width) {
    found.push(`the page is ${document.documentElement.scrollWidth} wide, the window ${width}`);
  }

  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('svg') || !isShown(element) || isUnseen(element)) continue;
    const style = getComputedStyle(element);
    if (style.display === 'inline' || style.display === 'contents') continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0) continue;
    const scrolls = ['auto', 'scroll'].includes(style.overflowX);
    if (scrolls && element.scrollWidth - element.clientWidth > 1) {
      // What scrolls sideways has a name, takes the keyboard and shows that it goes on.
      const mark = getComputedStyle(element.parentElement, '::after');
      const cue = mark.content !== 'none' && mark.content !== 'normal'
        && mark.display !== 'none' && parseFloat(mark.width) > 8;
      if (!cue) found.push(`scrolls sideways without a visual cue: ${describe(element)}`);
      if (element.tabIndex !== 0) found.push(`scrolls, but not by keyboard: ${describe(element)}`);
      if (element.getAttribute('role') !== 'region' || !element.getAttribute('aria-label')) {
        found.push(`scrolls, but has no name: ${describe(element)}`);
      }
    } else if (element.scrollWidth - element.clientWidth > 1 && element.clientWidth > 0
      && !['select', 'input'].includes(element.localName)
      && !element.querySelector('.scroll')) {
      found.push(`its text is ${element.scrollWidth} wide in ${element.clientWidth}: `
        + describe(element));
    }
    if (!element.closest('.scroll') && (box.right > width + 1 || box.left < -1)) {
      found.push(`reaches beyond the window (${Math.round(box.right)} of ${width}): `
        + describe(element));
    }
  }

  // Short words stay whole: a column may not be so narrow that its head stands letter by letter.
  for (const element of document.body.querySelectorAll('th, td, summary, h1, h2, h3, li, p')) {
    if (element.closest('svg') || !isShown(element) || isUnseen(element)) continue;
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      for (const word of node.data.matchAll(/\p{L}{2,12}(?![^\s])/gu)) {
        if (word.index > 0 && !/\s/.test(node.data[word.index - 1])) continue;
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        if (range.getClientRects().length > 1) {
          found.push(`“${word[0]}” is torn apart: ${describe(element)}`);
        }
      }
    }
  }

  // A text of a chart lies within the picture, and neither another text nor a line crosses it.
  for (const chart of document.querySelectorAll('svg.chart')) {
    if (!isShown(chart)) continue;
    const frame = chart.getBoundingClientRect();
    const title = chart.querySelector('title')?.textContent ?? chart.id;
    const texts = Array.from(chart.querySelectorAll('text'), (element) => {
      const box = element.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(element).fontSize) * frame.width
        / chart.viewBox.baseVal.width;
      // From the top of the letters to the base line: a box holds the line's whole height.
      return { text: element.textContent, left: box.left + 1, right: box.right - 1,
        top: box.bottom - size * 1.05, bottom: box.bottom - size * 0.2, box };
    });
    for (const one of texts) {
      const { box } = one;
      if (box.left < frame.left - 0.5 || box.right > frame.right + 0.5
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
        found.push(`“${one.text}” reaches out of the chart “${title}”`);
      }
    }
    const meet = (one, other) => one.left < other.right && other.left < one.right
      && one.top < other.bottom && other.top < one.bottom;
    texts.forEach((one, place) => {
      for (const other of texts.slice(place + 1)) {
        if (meet(one, other)) {
          found.push(`“${one.text}” and “${other.text}” overlap in the chart “${title}”`);
        }
      }
    });
    const crossing = (points, styles) => {
      for (const one of texts) {
        if (points.some(([x, y]) => x > one.left && x < one.right && y > one.top && y < one.bottom)) {
          found.push(`a line (${styles}) crosses “${one.text}” in the chart “${title}”`);
        }
      }
    };
    for (const shape of chart.querySelectorAll('line, path.curve')) {
      const matrix = shape.getScreenCTM();
      const length = shape.getTotalLength();
      const count = Math.max(2, Math.ceil(length));
      const points = [];
      for (let step = 0; step <= count; step += 1) {
        const point = shape.getPointAtLength(length * step / count).matrixTransform(matrix);
        points.push([point.x, point.y]);
      }
      crossing(points, shape.getAttribute('class'));
    }
  }
  return found;
})()
