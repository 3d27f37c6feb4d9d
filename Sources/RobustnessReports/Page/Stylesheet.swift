/// The look of the page and of its charts, without scripts, fonts or anything from a network.
///
/// The colours are those of Okabe and Ito, chosen to differ for colour-blind readers, darker on
/// light ground and lighter on dark ground. The text never uses `<`, `&` or
/// quotes: HTML reads a style as it stands, XML would want them escaped.
enum Stylesheet {
  /// For the page.
  static let page = colors + base + tables + pieces + charts

  /// For a chart that stands alone.
  static let picture =
    colors + charts + """
      svg { background: var(--paper); font-family: Segoe UI, Roboto, Helvetica Neue,
        Noto Sans, Liberation Sans, Arial, sans-serif; }

      """

  private static let colors = """
    :root { color-scheme: light dark;
      --paper: #ffffff; --card: #f5f6f8; --ink: #16191f; --soft: #545b66; --rule: #d5d9df;
      --good: #00674a; --bad: #a83c00; --good-paper: #dff3ea; --bad-paper: #fde7da;
      --s0: #6b7280; --s1: #0072b2; --s2: #c04e00; --s3: #00835f; --s4: #a8478a; --s5: #8a6500;
      --s6: #3b3fb5; --s7: #7a1f1f; }
    @media (prefers-color-scheme: dark) { :root {
      --paper: #12151a; --card: #1c2027; --ink: #eceef1; --soft: #aab1bc; --rule: #3a414c;
      --good: #5fd9ae; --bad: #ffa26b; --good-paper: #12382c; --bad-paper: #45240f;
      --s0: #a3abb8; --s1: #56b4e9; --s2: #ff9351; --s3: #3fd3a4; --s4: #ec9fd0; --s5: #f0cd54;
      --s6: #a9acff; --s7: #ff9c9c; } }

    """

  private static let base = """
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 17px/1.55 Segoe UI, Roboto, Helvetica Neue, Noto Sans, Liberation Sans,
        Arial, sans-serif; }
    header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1rem; }
    header { padding-top: 2rem; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; text-wrap: balance; }
    h2 { font-size: 1.4rem; line-height: 1.25; margin: 3rem 0 .6rem; padding-top: .9rem;
      border-top: 1px solid var(--rule); }
    h3 { font-size: 1.1rem; line-height: 1.3; margin: 1.6rem 0 .5rem; }
    p, ul, ol, dl { max-width: 44rem; margin: .6rem 0; }
    .soft { color: var(--soft); }
    .note { border-left: 3px solid currentColor; padding-left: 0.75em; }
    .eyebrow { color: var(--soft); margin: 0; font-weight: 600; letter-spacing: .02em; }
    a { color: var(--s1); }
    a:focus-visible, .scroll:focus-visible, summary:focus-visible {
      outline: 3px solid var(--s1); outline-offset: 2px; }
    code { font: 16px/1.5 ui-monospace, DejaVu Sans Mono, Menlo, Consolas, monospace;
      overflow-wrap: anywhere; }
    nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; padding: 0;
      max-width: none; }
    nav a { display: inline-block; padding: .35rem 0; }
    .answers { list-style: none; padding: 0; max-width: none; display: grid; gap: .8rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
    .answers li { background: var(--card); border-left: 5px solid var(--s1); padding: .8rem 1rem;
      border-radius: 0 .5rem .5rem 0; }
    header .answers { grid-template-columns: 1fr; max-width: 44rem; }
    .answers strong { display: block; margin-bottom: .15rem; }
    footer { padding: 2rem 1rem 3rem; color: var(--soft); }

    """

  private static let tables = """
    .scroll { overflow-x: auto; max-width: 100%; margin: .8rem 0; border: 1px solid var(--rule);
      border-radius: .5rem; }
    table { border-collapse: collapse; width: 100%; font-size: 16px; line-height: 1.4;
      font-variant-numeric: tabular-nums; }
    caption { text-align: left; padding: .6rem .8rem; color: var(--soft); caption-side: top; }
    th, td { padding: .45rem .6rem; text-align: left; vertical-align: top;
      border-top: 1px solid var(--rule); }
    thead th { border-top: 0; background: var(--card); vertical-align: bottom; }
    caption + thead th { border-top: 1px solid var(--rule); }
    td.number { text-align: right; white-space: nowrap; }
    th.number { text-align: right; max-width: 10rem; min-width: 6rem; }
    tbody th, thead th:first-child { position: sticky; left: 0; background: var(--paper); }
    thead th:first-child, tr.selected th { background: var(--card); }
    tbody th { font-weight: 600; white-space: nowrap; }
    td .range { display: block; color: var(--soft); }
    tr.reference th, tr.reference td { color: var(--soft); font-weight: 400; }
    .good { color: var(--good); font-weight: 600; }
    .bad { color: var(--bad); font-weight: 600; }
    td.text { min-width: 13rem; }
    @media (min-width: 60rem) { .list td.text { min-width: 22rem; } }
    tr.selected td, tr.selected th { background: var(--card); }

    """

  private static let pieces = """
    .panels { display: grid; gap: 1rem 1.6rem; margin: 1rem 0;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); }
    figure { margin: 0; max-width: 34rem; }
    figcaption { font-weight: 600; margin-bottom: .2rem; }
    .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem;
      max-width: none; }
    .legend li { display: inline-flex; align-items: center; gap: .45rem; }
    svg.key { width: 30px; height: 16px; flex: none; vertical-align: -2px; margin-right: .4rem; }
    .legend svg.key { margin-right: 0; }
    details { margin: .8rem 0; }
    summary { cursor: pointer; padding: .4rem 0; color: var(--s1); font-weight: 600; }
    article { border: 1px solid var(--rule); border-radius: .6rem; padding: .2rem 1rem 1rem;
      margin: 1rem 0; }
    ins { background: var(--bad-paper); color: var(--bad); font-weight: 600;
      text-decoration: none; border-bottom: 2px solid var(--bad); padding: 0 .15em; }
    del { color: var(--soft); text-decoration: line-through; padding: 0 .15em; }
    dt { font-weight: 600; margin-top: .7rem; }
    dd { margin: 0; overflow-wrap: anywhere; }
    .formula { background: var(--card); padding: .6rem .9rem; border-radius: .4rem;
      overflow-x: auto; }

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

  private static let series = (0...7).map { index in
    """
    .curve.s\(index), .whisker.s\(index), .open.s\(index) { stroke: var(--s\(index)); }
    .symbol.s\(index) { fill: var(--s\(index)); }

    """
  }.joined()
}
