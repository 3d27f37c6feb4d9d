/// Filters and pages through the choices that moved, which the page carries as ``MovedChoicesData``.
///
/// No more than a page of them is ever in the document.
enum BrowserScript {
  static let source: StaticString = """
    (async () => {
      'use strict';
      const section = document.getElementById('moved');
      const holder = document.getElementById('moved-data');
      if (!section || !holder) return;
      const part = (name) => document.getElementById('moved-' + name);
      const status = part('count');
      if (typeof DecompressionStream === 'undefined') {
        status.textContent = 'This browser cannot unpack the choices. Any browser from 2023 or later can.';
        return;
      }
      const bytes = Uint8Array.from(atob(holder.textContent.trim()), (one) => one.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
      const data = await new Response(stream).json();
      const size = 25;
      const rows = data.rows.map(([utterance, model, condition, draw, clean, perturbed, staying,
        added, list], place) => ({
        place, list, model, condition, draw, added,
        id: data.utterances[utterance][0],
        reference: data.texts[data.utterances[utterance][1]],
        corpus: data.utterances[utterance][2],
        clean: data.texts[clean],
        perturbed: data.texts[perturbed],
        staying: staying === -1 ? null : data.texts[staying],
      }));

      const fill = (select, names) => {
        names.forEach((name, place) => select.add(new Option(name, place)));
      };
      fill(part('corpus'), data.corpora);
      part('corpus').parentElement.hidden = data.corpora.length === 1;
      fill(part('model'), data.models);
      fill(part('condition'), data.conditions);

      // Words of two texts, with what only one of them has marked: the longest common subsequence.
      const differences = (left, right) => {
        const [a, b] = [left.split(' '), right.split(' ')];
        const lengths = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
        for (let i = a.length - 1; i >= 0; i -= 1) {
          for (let j = b.length - 1; j >= 0; j -= 1) {
            lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1
              : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
          }
        }
        const marked = [a.map(() => true), b.map(() => true)];
        for (let i = 0, j = 0; i < a.length && j < b.length;) {
          if (a[i] === b[j]) {
            marked[0][i] = marked[1][j] = false;
            i += 1; j += 1;
          } else if (lengths[i + 1][j] >= lengths[i][j + 1]) { i += 1; } else { j += 1; }
        }
        return [[a, marked[0]], [b, marked[1]]];
      };
      const element = (name, text, styles) => {
        const made = document.createElement(name);
        if (text !== undefined) made.textContent = text;
        if (styles) made.className = styles;
        return made;
      };
      const line = (title, [words, marked], mark) => {
        const made = element('div');
        const text = element('p');
        words.forEach((word, place) => {
          if (place > 0) text.append(' ');
          text.append(marked[place] ? element(mark, word) : word);
        });
        if (words.join('') === '') text.textContent = '(empty)';
        made.append(element('p', title, 'soft'), text);
        return made;
      };
      const plural = (count, one) => count.toLocaleString('en') + ' ' + one
        + (count === 1 ? '' : 's');
      const effect = (added) => {
        if (added === null) return element('span', 'clean choice removed from the list', 'soft');
        if (added > 0) return element('span', 'harm: ' + plural(added, 'more error'), 'bad');
        if (added < 0) return element('span', 'rescue: ' + plural(-added, 'error') + ' fewer', 'good');
        return element('span', 'same number of errors', 'soft');
      };
      // Both lists, hypothesis beside hypothesis, made when they are opened.
      const lists = (row) => {
        const made = element('details');
        made.append(element('summary', 'Both lists'));
        made.addEventListener('toggle', () => {
          if (!made.open || made.children.length > 1) return;
          const { clean, ranks, changed } = data.lists[row.list];
          const left = data.clean[clean].map((text) => data.texts[text]);
          const right = (ranks || left.map((_, rank) => rank + 1)).map((rank) => [rank, left[rank - 1]]);
          for (let i = 0; i < changed.length; i += 2) {
            right[changed[i] - 1][1] = data.texts[changed[i + 1]];
          }
          const table = element('table');
          const head = element('tr');
          for (const name of ['Rank', 'Clean list', 'Perturbed list']) {
            const cell = element('th', name);
            cell.scope = 'col';
            head.append(cell);
          }
          table.append(element('thead'), element('tbody'));
          table.tHead.append(head);
          let isCleanKnown = false;
          let isPerturbedKnown = false;
          for (const [rank, text] of right) {
            const [before, after] = differences(left[rank - 1], text);
            const line = element('tr');
            const cells = [element('td', String(rank)), element('td'), element('td')];
            [[before, 'del'], [after, 'ins']].forEach(([[words, marked], mark], side) => {
              words.forEach((word, place) => {
                if (place > 0) cells[side + 1].append(' ');
                cells[side + 1].append(marked[place] ? element(mark, word) : word);
              });
            });
            if (!isCleanKnown && left[rank - 1] === row.clean) {
              isCleanKnown = true;
              cells[1].append(' ', element('strong', '(selected)'));
            }
            if (!isPerturbedKnown && text === row.perturbed) {
              isPerturbedKnown = true;
              cells[2].append(' ', element('strong', '(selected)'));
            }
            line.append(...cells);
            table.tBodies[0].append(line);
          }
          const scroll = element('div', undefined, 'scroll');
          scroll.tabIndex = 0;
          scroll.setAttribute('role', 'region');
          scroll.setAttribute('aria-label', 'Lists of ' + row.id + ', choice ' + (row.place + 1));
          scroll.append(table);
          made.append(scroll);
        });
        return made;
      };
      const item = (row) => {
        const made = element('li');
        const head = element('p');
        head.append(element('b', data.models[row.model], 'model'), ' ',
          data.conditions[row.condition] + ', draw ' + row.draw + ' of ', element('code', row.id),
          ': ', effect(row.added));
        const pair = element('div', undefined, 'pair');
        const [left, right] = differences(row.clean, row.perturbed);
        pair.append(line('Clean list: selects', left, 'del'),
          line('Perturbed list: selects', right, 'ins'));
        made.append(head, element('p', 'Reference: ' + row.reference), pair);
        if (row.staying !== null && row.staying !== row.clean) {
          made.append(element('p', 'Staying would have selected: ' + row.staying, 'soft'));
        }
        if (row.list >= 0) made.append(lists(row));
        return made;
      };

      const effects = {
        harm: (row) => row.added > 0, rescue: (row) => row.added !== null && row.added < 0,
        same: (row) => row.added === 0, removed: (row) => row.added === null,
      };
      let shown = rows;
      let page = 0;
      const draw = () => {
        const pages = Math.max(1, Math.ceil(shown.length / size));
        const first = page * size;
        part('list').replaceChildren(...shown.slice(first, first + size).map(item));
        part('list').start = first + 1;
        status.textContent = shown.length === 0 ? 'No choice matches.'
          : plural(shown.length, 'choice') + ' of ' + rows.length.toLocaleString('en')
            + '; page ' + (page + 1) + ' of ' + pages.toLocaleString('en');
        part('previous').disabled = page === 0;
        part('next').disabled = page + 1 >= pages;
      };
      const filter = () => {
        const corpus = part('corpus').value;
        const model = part('model').value;
        const condition = part('condition').value;
        const isOf = effects[part('effect').value];
        const word = part('word').value.trim().toLowerCase();
        const holds = (text) => text !== null
          && (' ' + text.toLowerCase() + ' ').includes(' ' + word + ' ');
        shown = rows.filter((row) => (corpus === '' || row.corpus === Number(corpus))
          && (model === '' || row.model === Number(model))
          && (condition === '' || row.condition === Number(condition))
          && (!isOf || isOf(row))
          && (word === '' || [row.reference, row.clean, row.perturbed, row.staying].some(holds)));
        const sign = { harm: -1, rescue: 1 }[part('order').value];
        if (sign) {
          shown.sort((left, right) => sign * ((left.added ?? 0) - (right.added ?? 0))
            || left.place - right.place);
        }
        page = 0;
        draw();
      };
      const turn = (step) => {
        page += step;
        draw();
        section.scrollIntoView();
        part('list').focus({ preventScroll: true });
      };
      part('previous').addEventListener('click', () => turn(-1));
      part('next').addEventListener('click', () => turn(1));
      part('controls').addEventListener('input', filter);
      part('controls').addEventListener('submit', (event) => event.preventDefault());
      for (const name of ['controls', 'list', 'pager']) part(name).hidden = false;
      filter();
    })();
    """
}
