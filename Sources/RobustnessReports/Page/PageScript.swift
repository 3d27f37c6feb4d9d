/// What the page does beyond standing there: tables are sorted by a column, boxes say where they go
/// on, commands are copied, and everything is unfolded for printing.
///
/// Without scripts none of its buttons is there.
enum PageScript {
  static let source: StaticString = """
    (() => {
      'use strict';
      const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

      // Sorting: numbers by value, names by letters; what has no figure stays last.
      const key = (row, column) => {
        const cell = row.children[column];
        const text = cell.dataset.value ?? cell.textContent;
        return column === 0 ? cell.textContent.trim()
          : parseFloat(text.trim().replace('−', '-').replaceAll(',', ''));
      };
      const compare = (left, right) => typeof left === 'string'
        ? left.localeCompare(right, 'en') : left - right;
      for (const table of all('table.sortable')) {
        const heads = all('thead th', table);
        const body = table.tBodies[0];
        heads.forEach((head, column) => {
          const button = document.createElement('button');
          button.type = 'button';
          button.append(...head.childNodes);
          head.append(button);
          button.addEventListener('click', () => {
            const descends = head.getAttribute('aria-sort') === 'ascending';
            for (const other of heads) other.removeAttribute('aria-sort');
            head.setAttribute('aria-sort', descends ? 'descending' : 'ascending');
            const rows = Array.from(body.rows, (row) => ({ row, key: key(row, column) }));
            rows.sort((left, right) => {
              if (Number.isNaN(left.key) || Number.isNaN(right.key)) {
                return Number.isNaN(left.key) - Number.isNaN(right.key);
              }
              return (descends ? -1 : 1) * compare(left.key, right.key);
            });
            body.append(...rows.map((one) => one.row));
          });
        });
      }

      // Boxes: a mark while there is more to the right, and a stop for the keyboard only then.
      const look = (box) => {
        const beyond = box.scrollWidth - box.clientWidth;
        box.parentElement.classList.toggle('more', beyond - box.scrollLeft > 1);
        if (beyond > 1) box.tabIndex = 0; else box.removeAttribute('tabindex');
      };
      const sizes = new ResizeObserver((entries) => {
        for (const entry of entries) look(entry.target.closest('.scroll'));
      });
      for (const box of all('.scroll')) {
        sizes.observe(box);
        sizes.observe(box.firstElementChild);
        box.addEventListener('scroll', () => look(box), { passive: true });
      }

      // Commands: with the folder that this page lies in, where that is known.
      const folder = location.protocol === 'file:'
        ? decodeURIComponent(location.pathname.replace(/[^/]*$/, '')) : '';
      const quoted = (path) => /[^\\w@%+=:,./-]/.test(path)
        ? "'" + path.replaceAll("'", "'\\\\''") + "'" : path;
      for (const line of all('.command')) {
        const code = line.querySelector('code');
        code.textContent = code.textContent.replace(
          /^(mondegreen replay )(fixtures\\/\\S+)$/, (_, verb, path) => verb + quoted(folder + path));
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = 'Copy';
        button.setAttribute('aria-label', 'Copy the command');
        button.addEventListener('click', async () => {
          try {
            await navigator.clipboard.writeText(code.textContent);
          } catch {
            getSelection().selectAllChildren(code);
            document.execCommand('copy');
          }
          button.textContent = 'Copied';
          setTimeout(() => { button.textContent = 'Copy'; }, 2000);
        });
        line.append(button);
      }

      // Paper: nothing stays folded. A link into something folded opens it.
      let folded = [];
      addEventListener('beforeprint', () => {
        folded = all('details:not([open])');
        for (const one of folded) one.open = true;
      });
      addEventListener('afterprint', () => { for (const one of folded) one.open = false; });
    })();
    """
}
