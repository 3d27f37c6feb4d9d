/// The look of the page and of its charts, without fonts or anything else from a network.
///
/// The colours are those of Okabe and Ito, chosen to differ for colour-blind readers, darker on
/// light ground and lighter on dark ground. The text never uses `<`, `&` or
/// quotes: HTML reads a style as it stands, XML would want them escaped.
enum Stylesheet {
  /// The style sheet of the page.
  static let page = colors + base + tables + pieces + charts + browser + print

  /// The style sheet of a chart that stands alone.
  static let picture =
    colors + charts + """
      svg { background: var(--paper); font-family: Segoe UI, Roboto, Helvetica Neue,
        Noto Sans, Liberation Sans, Arial, sans-serif; }

      """

  private static let colors = """
    :root { color-scheme: light dark;
      --paper: #ffffff; --card: #f5f6f8; --ink: #16191f; --soft: #545b66; --rule: #d5d9df;
      --good: #00674a; --bad: #a83c00; --good-paper: #dff3ea; --bad-paper: #fde7da; --level: #7fcfac;
      --s0: #6b7280; --s1: #0072b2; --s2: #c04e00; --s3: #00835f; --s4: #a8478a; --s5: #8a6500;
      --s6: #3b3fb5; --s7: #7a1f1f; }
    @media screen and (prefers-color-scheme: dark) { :root {
      --paper: #12151a; --card: #1c2027; --ink: #eceef1; --soft: #aab1bc; --rule: #3a414c;
      --good: #5fd9ae; --bad: #ffa26b; --good-paper: #12382c; --bad-paper: #45240f; --level: #1f6b50;
      --s0: #a3abb8; --s1: #56b4e9; --s2: #ff9351; --s3: #3fd3a4; --s4: #ec9fd0; --s5: #f0cd54;
      --s6: #a9acff; --s7: #ff9c9c; } }

    """

  private static let base = """
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 17px/1.55 Segoe UI, Roboto, Helvetica Neue, Noto Sans, Liberation Sans,
        Arial, sans-serif; }
    header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
    header { padding-top: 1.2rem; }
    h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .4rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.4rem; line-height: 1.25; margin: 2.6rem 0 .6rem; padding-top: .9rem;
      border-top: 1px solid var(--rule); }
    h3 { font-size: 1.1rem; line-height: 1.3; margin: 1.6rem 0 .5rem; overflow-wrap: anywhere; }
    p, ul, ol, dl { max-width: 46rem; margin: .6rem 0; }
    p, li, summary { overflow-wrap: break-word; }
    .lead { font-size: 1.15rem; line-height: 1.45; max-width: 60rem; }
    .soft { color: var(--soft); }
    .note { border-left: 3px solid currentColor; padding-left: 0.75em; }
    .unseen { position: absolute; width: 1px; height: 1px; margin: 0; padding: 0; border: 0;
      overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    a { color: var(--s1); }
    a:focus-visible, .scroll:focus-visible, summary:focus-visible, button:focus-visible,
    select:focus-visible, input:focus-visible {
      outline: 3px solid var(--s1); outline-offset: 2px; }
    code, b.model { font-family: ui-monospace, DejaVu Sans Mono, Menlo, Consolas, monospace;
      overflow-wrap: anywhere; }
    code { font-size: .94em; }
    b.model { font-size: .92em; font-weight: 600; background: var(--card); padding: .05em .3em;
      border-radius: .25em; }
    nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; padding: 0;
      max-width: none; }
    nav a { display: inline-block; padding: .35rem 0; }
    button, select, input { font: inherit; color: var(--ink); background: var(--card);
      border: 1px solid var(--soft); border-radius: .35rem; padding: .3rem .6rem; max-width: 100%; }
    button { cursor: pointer; }
    button:disabled { color: var(--soft); cursor: default; }
    footer { padding: 2rem 1rem 3rem; color: var(--soft); }

    """

  private static let tables = """
    .table { position: relative; margin: .8rem 0; }
    .table.more::after { content: '›'; position: absolute; inset: 1px 1px 1px auto; width: 2.2rem;
      display: grid; place-items: center end; padding-right: .3rem; pointer-events: none;
      font-size: 1.6rem; font-weight: 600; border-radius: 0 .5rem .5rem 0; z-index: 2;
      background: linear-gradient(to right, transparent, var(--paper) 70%); }
    .scroll { overflow-x: auto; max-width: 100%; border: 1px solid var(--rule);
      border-radius: .5rem; background: linear-gradient(to right, var(--paper) 40%, transparent) 0 0,
        linear-gradient(to left, var(--paper) 40%, transparent) 100% 0,
        linear-gradient(to right, var(--rule), transparent) 0 0,
        linear-gradient(to left, var(--soft), transparent) 100% 0, var(--paper);
      background-repeat: no-repeat; background-size: 3rem 100%, 3rem 100%, 1rem 100%, 1rem 100%;
      background-attachment: local, local, scroll, scroll; }
    .whole { white-space: nowrap; }
    table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 16px; line-height: 1.4;
      font-variant-numeric: tabular-nums; }
    caption { text-align: left; padding: .5rem .8rem; color: var(--soft); caption-side: top; }
    th, td { padding: .4rem .6rem; text-align: left; vertical-align: top;
      border-top: 1px solid var(--rule); }
    thead th { border-top: 0; background: var(--card); vertical-align: bottom; }
    caption:not(.unseen) + thead th { border-top: 1px solid var(--rule); }
    td.number { text-align: right; white-space: nowrap; }
    th.number { text-align: right; max-width: 12rem; min-width: 6rem; }
    tbody th, thead th:first-child { position: sticky; left: 0; background: var(--paper);
      z-index: 1; }
    thead th:first-child, tr.selected th { background: var(--card); }
    th.name-head { overflow-wrap: anywhere; min-width: 8rem; }
    tbody th { font-weight: 600; }
    .list tbody th { white-space: nowrap; }
    .name { display: flex; align-items: center; min-width: max-content; }
    .name span { max-width: 16rem; overflow-wrap: anywhere; }
    @media (max-width: 40rem) { .name span { max-width: 6.5rem; } .name svg.key { display: none; }
      th, td { padding: .4rem .45rem; } }
    td .range { display: block; color: var(--soft); }
    .matrix td .range { color: inherit; }
    .matrix td.number { line-height: 1.3; padding-top: .3rem; padding-bottom: .3rem; }
    .matrix tbody th { vertical-align: middle; }
    tr.reference th, tr.reference td { color: var(--soft); font-weight: 400; }
    tbody.foot tr:first-child th, tbody.foot tr:first-child td { border-top: 2px solid var(--soft); }
    .below { background: var(--bad-paper); }
    .skill { background: color-mix(in srgb, var(--level) var(--skill), var(--paper)); }
    th button { font: inherit; font-weight: 600; text-align: inherit; background: none; border: 0;
      padding: .1rem 0; margin: 0; border-radius: .2rem; max-width: none; }
    th button::after { content: '\u{A0}↕'; color: var(--soft); }
    th[aria-sort=ascending] button::after { content: '\u{A0}↑'; color: var(--ink); }
    th[aria-sort=descending] button::after { content: '\u{A0}↓'; color: var(--ink); }
    .good { color: var(--good); font-weight: 600; }
    .bad { color: var(--bad); font-weight: 600; }
    td.text { min-width: 11rem; overflow-wrap: anywhere; }
    tr.selected td, tr.selected th { background: var(--card); }

    """

  private static let pieces = """
    .panels { display: grid; gap: 1rem 1.6rem; margin: 1rem 0;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); }
    .pair { display: grid; gap: 0 1rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); }
    .pair div { min-width: 0; }
    figure { margin: 0; max-width: 34rem; }
    figcaption { font-weight: 600; margin-bottom: .2rem; }
    .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem;
      max-width: none; }
    .legend li { display: inline-flex; align-items: center; gap: .45rem; min-width: 0;
      overflow-wrap: anywhere; }
    svg.key { width: 30px; height: 16px; flex: none; vertical-align: -2px; margin-right: .4rem; }
    .legend svg.key { margin-right: 0; }
    details { margin: .8rem 0; }
    summary { cursor: pointer; padding: .4rem 0; color: var(--s1); font-weight: 600; }
    article { border: 1px solid var(--rule); border-radius: .6rem; padding: .2rem 1rem .6rem;
      margin: 1rem 0; }
    article h3 { margin-top: .8rem; }
    ins { background: var(--bad-paper); color: var(--bad); font-weight: 600;
      text-decoration: none; border-bottom: 2px solid var(--bad); padding: 0 .15em; }
    del { color: var(--soft); text-decoration: line-through; padding: 0 .15em; }
    dt { font-weight: 600; margin-top: .7rem; }
    dd { margin: 0; overflow-wrap: anywhere; }
    .command { background: var(--card); padding: .5rem .8rem; border-radius: .4rem;
      max-width: none; display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; }
    .command code { flex: 1 1 16rem; }

    """

  private static let charts = """
    svg.chart { display: block; width: 100%; height: auto; }
    .chart text { fill: var(--ink); font-size: 14px; paint-order: stroke;
      stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
    .chart .tick, .chart .axis { fill: var(--soft); font-size: 13.5px; }
    .chart .label { font-weight: 600; }
    .chart .figure { font-size: 13.5px; }
    .grid { stroke: var(--rule); stroke-width: 1; }
    .zero { stroke: var(--ink); stroke-width: 1.4; }
    .curve { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
    .whisker { stroke-width: 1.6; opacity: .6; }
    .whisker.thick { stroke-width: 3; opacity: 1; }
    .symbol { stroke: var(--paper); stroke-width: 1; }
    .symbol.open { stroke-width: 2; }
    \(series)
    """

  private static let browser = """
    .controls { display: flex; flex-wrap: wrap; gap: .6rem 1rem; margin: .8rem 0; }
    .controls select, .controls input { font-weight: 400; }
    .controls label { display: flex; flex-direction: column; font-weight: 600; min-width: 0;
      max-width: 100%; }
    [hidden] { display: none !important; }
    .moved { list-style: none; padding: 0; max-width: none; }
    .moved li { border-top: 1px solid var(--rule); padding: .5rem 0; }
    .moved p { margin: .15rem 0; max-width: none; }
    .moved .pair { gap: .4rem 1rem; margin: .3rem 0; }
    .moved .pair div { background: var(--card); border-radius: .4rem; padding: .2rem .7rem .4rem; }
    .pager { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }

    """

  /// Rules for print, where nothing scrolls and nothing is collapsed.
  private static let print = """
    @page { size: A4; margin: 12mm; }
    @media print {
      body { font-size: 9.5pt; }
      header, main, footer { max-width: none; padding: 0; }
      h1 { font-size: 15pt; } h2 { font-size: 13pt; margin-top: 14pt; } h3 { font-size: 11pt; }
      h2, h3, summary, figcaption, caption { break-after: avoid; }
      figure, tr, .pair, .command { break-inside: avoid; }
      thead { display: table-header-group; }
      p, ul, ol, dl { max-width: none; }
      nav, button, .controls, .pager, .moved, #moved-count, .table.more::after { display: none; }
      th button { display: inline; color: inherit; } th button::after { content: none; }
      .scroll { overflow: visible; border: 0; background: none; }
      table { font-size: 7.6pt; }
      th, td { padding: 2pt 3pt; }
      td.number, .whole { white-space: normal; }
      th.number { min-width: 0; max-width: none; }
      th.name-head { min-width: 5.8em; }
      td.text { min-width: 6em; }
      tbody th, thead th:first-child { position: static; }
      .name { min-width: 0; } .name span { max-width: none; }
      .name svg.key { width: 20px; height: 11px; margin-right: .2rem; }
      .panels { grid-template-columns: 1fr 1fr; }
      .pair { grid-template-columns: 1fr; }
      details::details-content { content-visibility: visible; display: block; block-size: auto; }
      summary { color: inherit; list-style: none; }
      .good, .bad, ins, .below, .skill, tr { print-color-adjust: exact; }
    }

    """

  private static let series = (0...7).map { index in
    """
    .curve.s\(index), .whisker.s\(index), .open.s\(index) { stroke: var(--s\(index)); }
    .symbol.s\(index) { fill: var(--s\(index)); }

    """
  }.joined()
}
